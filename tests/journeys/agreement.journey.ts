import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { freezeDocument } from '../../src/records/frozen-document.ts'
import { eachWay, expect, test } from './journey.ts'
import { offers, signs, startsAWholePlan } from './plans.ts'
import { hourBesideItsLine } from './week-picture.ts'

eachWay((way) => {
  const isScripted = way === 'with JavaScript'
  const [first, second] = isScripted
    ? (['Josh Bennington', 'Nadia Rahmani'] as const)
    : (['Nadia Rahmani', 'Josh Bennington'] as const)

  test(`both sides sign a plan, ${first} first, ${way}`, async ({ signIn }) => {
    const josh = await signIn('Josh Bennington')
    const nadia = await signIn('Nadia Rahmani')
    const planId = await startsAWholePlan(josh, isScripted ? 2035 : 2037)
    await offers(josh, planId)

    // The agreer finds it where she looks.
    await nadia.follows('My team')
    await nadia.sees('Josh Bennington')
    await nadia.follows('Home')
    await nadia.sees(/Josh Bennington/, 'It is your move')

    // One signs, and the page says whose move it is now.
    const [one, other] = first === 'Josh Bennington' ? [josh, nadia] : [nadia, josh]
    await one.opens(`/plans/${planId}/sign`)
    await one.presses('Sign this plan')
    await one.sees('Read the plan, then tick the box to say that you have')
    await signs(one, planId)
    await one.sees(new RegExp(`It is ${second}’s move`))
    await signs(other, planId)
    await other.sees('Agreed', /This plan was agreed on 21 November 2026/)

    // The history says who did what, and when.
    await other.follows('History')
    for (const done of ['Started', 'Offered for signature', 'Signed']) await other.sees(done)
    await expect(other.page.getByRole('list', { name: /What happened/ })).toContainText('21 November 2026')
    await expect(other.page.getByRole('list', { name: /What happened/ })).toContainText(second)

    // On paper: the week, the sums, both signatures and the fingerprint.
    await other.opens(`/plans/${planId}/print`)
    await other.page.emulateMedia({ media: 'print' })
    await expect(other.page.locator('.app-table-scroll').first()).toHaveCSS('background-image', 'none')
    expect(await hourBesideItsLine(other), 'how far the first hour stands from its line').toBeLessThan(2)
    await other.sees('Josh Bennington', 'Nadia Rahmani', 'Monday', /37\.5/, 'Fingerprint of this plan')
    await expect(other.page.getByRole('navigation')).toHaveCount(0)
    await expect(other.page.getByText('Draft, not agreed')).toHaveCount(0)
    const paper = (await other.page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1')
    expect(paper).toContain('/MediaBox [0 0 594.95996 841.91998]')

    // As a file: what was signed, and its fingerprint worked out again from it.
    const kept = await (await other.page.request.get(`/plans/${planId}/agreement.json`)).json()
    const digest = createHash('sha256')
      .update(canonicalize(kept.agreement) ?? '')
      .digest('hex')
    expect(kept.digest).toBe(digest)
    const signed = kept.signatures.map((each: { name: string; digest: string }) => [each.name, each.digest])
    expect(new Map(signed)).toEqual(
      new Map([
        ['Josh Bennington', digest],
        ['Nadia Rahmani', digest],
      ]),
    )
    const plan = await (await other.page.request.get(`/plans/${planId}/job-plan.json`)).json()
    expect(freezeDocument(plan).digest).toBe(digest)
    await expect(other.page.getByText(digest)).toBeVisible()
  })
})
