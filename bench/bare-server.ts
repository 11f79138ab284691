/**
 * The least that the same framework can do: the very text of one of our pages, handed over when it starts, compressed as our
 * pages are, and nothing else. Says its port once it answers.
 */
import { once } from 'node:events'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { compress } from 'hono/compress'

/** An answer of the product's by the name that the bench has for it: its kind, and its text as it is before it is packed. */
export type BarePages = ReadonlyMap<string, { type: string; text: string }>

const [pages] = (await once(process, 'message')) as [BarePages]
const app = new Hono()
app.use(compress())
app.all('/:name', async (c) => {
  const page = pages.get(c.req.param('name'))
  if (!page) return c.notFound()
  if (c.req.method === 'POST') await c.req.text()
  return c.body(page.text, 200, { 'Content-Type': page.type })
})
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => process.send?.(port))
