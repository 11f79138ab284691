/** Starting a plan: empty, from the last one, from a document, or as a change to what is agreed. */
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { MOST_PROBLEMS, type Problem } from '../../../domain/job-plan/problem.ts'
import { addDays } from '../../../domain/time/calendar-date.ts'
import { todayOf } from '../../../platform/clock.ts'
import { pathTo } from '../../../routes.ts'
import { eventOf } from '../../../web/note-audit.ts'
import { numberOf } from '../../../web/number-of.ts'
import { page } from '../../../web/page.tsx'
import {
  type Handler,
  type Handlers,
  NotFound,
  numberFrom,
  permit,
  type Request,
  scopeOfRequest,
  seeOther,
  viewerOf,
} from '../../../web/request.ts'
import { readPeriod } from '../forms/terms.form.ts'
import { answer, type FieldErrors, readTyped, type Typed, typeDate } from '../forms/typed.form.ts'
import { blankDocument, copiedDocument, importedDocument, proposePeriod } from './first-document.ts'
import { sayOverlap } from './overlap.words.ts'
import { startPlan } from './start-plan.command.ts'
import { CannotStartPage, StartPlanPage } from './start-plan.page.tsx'
import { type EarlierPlan, findEarlierPlan, findPostForPlan, type PostForPlan } from './start-plan.query.ts'
import { type WhyNotStart, whyNotStart } from './why-not-start.ts'

type Start = { post: PostForPlan; earlier: EarlierPlan | null; replaces: EarlierPlan | null }

/** The post in the address, and the plan to start from. Only an agreed plan can be replaced. */
async function readStart(c: Request, replacing: string | undefined): Promise<Start> {
  const planId = numberOf(replacing) ?? undefined
  return c.var.services.database.read(scopeOfRequest(c), async (tx) => {
    const post = await findPostForPlan(tx, numberFrom(c, 'assignmentId'))
    if (!post) throw new NotFound('the post')
    permit(c, post.sight)
    const earlier = await findEarlierPlan(tx, post.assignmentId, planId)
    if (planId !== undefined && earlier?.state !== 'agreed') throw new NotFound('the agreed plan')
    return { post, earlier, replaces: planId === undefined ? null : earlier }
  })
}

type Trouble = { errors: FieldErrors; documentProblems?: readonly Problem[]; inTheWay?: number | null }

function showForm(c: Request, { post, earlier, replaces }: Start, typed: Typed, trouble: Trouble) {
  const { errors, documentProblems = [], inTheWay = null } = trouble
  const hasProblems = Object.keys(errors).length > 0
  return page(
    c,
    {
      title: 'Start a job plan',
      width: 'reading',
      breadcrumbs: crumbsTo(post),
      hasProblems,
      status: hasProblems ? 422 : 200,
    },
    <StartPlanPage
      typed={typed}
      errors={errors}
      assignmentId={post.assignmentId}
      personName={post.personName}
      postTitle={post.postTitle}
      earlier={earlier}
      replaces={replaces}
      documentProblems={documentProblems}
      inTheWay={inTheWay}
    />,
  )
}

const showWhyNot = (c: Request, post: PostForPlan, whyNot: WhyNotStart, status: 200 | 409) =>
  page(
    c,
    { title: whyNot.heading, width: 'reading', breadcrumbs: crumbsTo(post), status },
    <CannotStartPage assignmentId={post.assignmentId} {...whyNot} />,
  )

const crumbsTo = ({ assignmentId, personName }: PostForPlan) => [
  { href: pathTo('assignment', { assignmentId }), label: personName },
]

const showStart: Handler = async (c) => {
  const start = await readStart(c, c.req.query('replaces'))
  const today = todayOf(c.var.services.clock)
  const whyNot = whyNotStart(start.post, today)
  if (whyNot) return showWhyNot(c, start.post, whyNot, 200)
  const period = start.replaces
    ? { from: laterOf(addDays(today, 1), start.replaces.fromOn), to: start.replaces.toOn }
    : proposePeriod(today, start.earlier?.toOn)
  const typed = {
    how: [start.earlier ? 'copy' : 'blank'],
    ...typeDate('from', period.from),
    ...typeDate('to', period.to),
  }
  return showForm(c, start, typed, { errors: {} })
}

const laterOf = (a: string, b: string) => (a > b ? a : b)

const start: Handler = async (c) => {
  const typed = await readTyped(c)
  const begun = await readStart(c, answer(typed, 'replaces') || undefined)
  const { database, clock } = c.var.services
  const whyNot = whyNotStart(begun.post, todayOf(clock))
  if (whyNot) return showWhyNot(c, begun.post, whyNot, 409)
  const made = makeDocument(begun, typed)
  if (!made.ok) return showForm(c, begun, typed, made)
  const scope = scopeOfRequest(c)
  const started = await startPlan((work) => database.write(scope, work), {
    post: begun.post,
    document: made.document,
    replacesPlanId: begun.replaces?.planId ?? null,
    by: viewerOf(c),
    at: clock.now(),
    event: eventOf(c),
  })
  if (started.ok) return seeOther(c, pathTo('plan', { planId: started.planId }))
  const { overlap } = started
  return showForm(c, begun, typed, {
    errors: { from: overlap ? sayOverlap(overlap) : 'This post has just been given another plan for these days.' },
    inTheWay: overlap?.planId ?? null,
  })
}

type Made = { ok: true; document: JobPlanDocument } | ({ ok: false } & Trouble)

function makeDocument({ post, earlier }: Start, typed: Typed): Made {
  const { contract } = post.counts
  // Said before by whyNotStart.
  if (contract === 'unknown') throw new Error('a plan needs a contract')
  const how = answer(typed, 'how')
  if (how === 'document') return makeFromDocument(post, typed)
  const period = readPeriod(typed)
  if (!period.ok) return { ok: false, errors: period.errors }
  if (how === 'blank') return { ok: true, document: blankDocument(post, contract, period.value) }
  if (how !== 'copy' || !earlier) return { ok: false, errors: { how: 'Say how you want to start' } }
  if (earlier.document.contract !== contract)
    return { ok: false, errors: { how: 'The last plan was under another contract. Start from an empty week' } }
  return { ok: true, document: copiedDocument(earlier.document, post, period.value) }
}

function makeFromDocument(post: PostForPlan, typed: Typed): Made {
  const text = answer(typed, 'file') || answer(typed, 'document')
  if (text === '') return { ok: false, errors: { document: 'Choose a file, or paste the document' } }
  const imported = importedDocument(text, post)
  if (imported.ok) return imported
  return {
    ok: false,
    errors: { document: `The document cannot be used yet: ${sayCount(imported.errors.length)} wrong in it` },
    documentProblems: imported.errors,
  }
}

function sayCount(count: number): string {
  if (count === 1) return '1 thing is'
  return count > MOST_PROBLEMS ? `more than ${MOST_PROBLEMS} things are` : `${count} things are`
}

export const handlers: Handlers = { startPlanPage: showStart, startPlan: start }
