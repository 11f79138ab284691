import { readdirSync, readFileSync } from 'node:fs'
import { compile } from 'sass'
import { describe, expect, it } from 'vitest'
import { tokens } from './components/fixture-html.ts'
import { Gallery } from './gallery.page.tsx'
import { Layout } from './layout.tsx'

const gallery = String(Gallery({ styles: ['/concord.css'], scripts: ['/main.js'], nonce: 'n0nce' }))
const all = (pattern: RegExp) => [...gallery.matchAll(pattern)].map(([, value = '']) => value)
const styles = new URL('styles/concord.scss', import.meta.url)

describe('every part of the look, on one page', () => {
  it('never uses a style attribute or an inline handler: the content security policy refuses them', () => {
    expect(gallery).not.toMatch(/\sstyle=/)
    expect(gallery).not.toMatch(/\son[a-z]+=/)
  })

  it('gives the nonce to every script', () => {
    const scripts = all(/<script([^>]*)>/g)
    expect(scripts.length).toBe(2)
    for (const attributes of scripts) expect(attributes).toContain('nonce="n0nce"')
  })

  it('closes what it opens, in order', () => {
    const open: string[] = []
    for (const token of tokens(gallery.replace(/<!doctype html>|<script.*?<\/script>/gs, ''))) {
      const [, close, tag = ''] = /^<(\/?)([a-z0-9]+)/i.exec(token) ?? []
      if (close) expect(`</${open.pop()}>`).toBe(`</${tag}>`)
      else if (tag && !/^(br|input|link|meta)$/.test(tag)) open.push(tag)
    }
    expect(open).toEqual([])
  })

  it('labels every field and points at nothing that is not there', () => {
    const ids = new Set(all(/\sid="([^"]+)"/g))
    for (const target of all(/<label[^>]*\sfor="([^"]+)"/g)) expect(ids).toContain(target)
    for (const list of all(/\saria-(?:labelledby|describedby)="([^"]+)"/g))
      for (const id of list.split(' ')) expect(ids).toContain(id)
  })

  it('uses each id once', () => {
    const ids = all(/\sid="([^"]+)"/g)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })
})

describe('the document', () => {
  const page = (props: Partial<Parameters<typeof Layout>[0]>) => String(Layout({ title: 'My plan', ...props }))

  it('is titled by the page, then the organisation, then the product', () => {
    expect(page({ organisation: { name: 'Northmoor' } })).toMatch(/<title>\s*My plan – Northmoor – Concord\s*<\/title>/)
    expect(page({ hasProblems: true })).toMatch(/<title>\s*Error: My plan – Concord\s*<\/title>/)
  })

  it('begins with the doctype and the language', () => {
    expect(page({ lang: 'cy' })).toMatch(/^<!doctype html><html lang="cy"/i)
  })

  it('escapes what people wrote', () => {
    expect(page({ title: '</title><script>' })).not.toContain('</title><script>')
  })

  it('writes no inline script without a nonce, and no strip outside a demonstration', () => {
    expect(page({})).not.toContain('<script')
    expect(page({})).not.toContain('app-demonstration')
  })

  it('signs out by a form, since it changes something', () => {
    const person = { name: 'Dr Amara Osei', signOutAction: '/sign-out' }
    expect(page({ person })).toContain('<form action="/sign-out" method="post">')
  })
})

describe('the stylesheet', () => {
  const { css } = compile(styles.pathname, { loadPaths: ['node_modules'], style: 'compressed' })

  it('fetches nothing from anybody else, fonts least of all', () => {
    expect(css).not.toMatch(/https?:\/\/(?!www\.w3\.org)/)
    expect(css).not.toContain('@font-face')
    expect(css).toContain('font-family:arial,sans-serif')
  })

  it('knows every class of ours that the gallery wears', () => {
    const ours = new Set(all(/\sclass="([^"]+)"/g).flatMap((names) => names.split(' ')))
    const unknown = [...ours].filter((name) => !name.startsWith('nhsuk-') && !css.includes(`.${name}`))
    expect(unknown).toEqual([])
  })

  it('never shows what is hidden, such as a button that does nothing without a script', () => {
    expect(css).toContain('}[hidden]{display:none !important}')
    // Nothing else is as strong.
    expect(css.match(/display:[^;}]*!important/g)).toHaveLength(1)
  })

  it('is used whole: every partial is in the one stylesheet or in another partial', () => {
    const folder = new URL('styles/', import.meta.url)
    const sources = readdirSync(folder)
      .map((name) => readFileSync(new URL(name, folder), 'utf8'))
      .join('\n')
    for (const name of readdirSync(folder).filter((file) => file.startsWith('_')))
      expect(sources).toContain(`@use "${name.slice(1, -'.scss'.length)}"`)
  })
})
