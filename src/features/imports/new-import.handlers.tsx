/** Sending files of the staff record: they are read and compared, and then wait for somebody to approve them. */
import { todayOf } from '../../platform/clock.ts'
import { isAnythingNew, planStaffFiles, type StaffFile } from '../../records/staff-files.ts'
import { packFiles, stageFiles } from '../../records/staged-import.ts'
import { pathTo } from '../../routes.ts'
import { page } from '../../web/page.tsx'
import { type Handlers, type Request, scopeOfRequest, seeOther, viewerOf } from '../../web/request.ts'
import { NewImportPage, NotInDemonstrationPage } from './new-import.page.tsx'
import { chosenFiles, type FileProblem, readSentFiles } from './sent-files.ts'

export const newImportHandlers: Handlers = {
  newImportPage: (c) => (viewerOf(c).isDemonstration ? showNotHere(c) : show(c, [], c.req.query('why') === 'before')),

  stageImport: async (c) => {
    if (viewerOf(c).isDemonstration) return showNotHere(c)
    const chosen = chosenFiles(await c.req.formData())
    if (chosen.length === 0) return show(c, [aboutAll('Choose one or more files')])
    return stage(c, chosen)
  },
}

async function stage(c: Request, chosen: readonly File[]): Promise<Response> {
  const sent = await readSentFiles(chosen)
  if (!sent.ok) return show(c, sent.problems)
  const staged = await keep(c, sent.files)
  if (!staged.ok) return seeOther(c, pathTo('newImportPage', {}, { why: 'before' }))
  return seeOther(c, pathTo('stagedImport', { stagedId: staged.stagedId }))
}

async function keep(c: Request, files: readonly StaffFile[]): Promise<{ ok: true; stagedId: number } | { ok: false }> {
  const { database, clock } = c.var.services
  const { organisationId, personId } = viewerOf(c)
  const packed = await packFiles(files)
  return database.write({ ...scopeOfRequest(c), takesItsTime: true }, async (tx) => {
    const plan = await planStaffFiles(tx, organisationId, files, todayOf(clock))
    if (!isAnythingNew(plan)) return { ok: false }
    const stagedId = await stageFiles(tx, { organisationId, by: personId, at: clock.now(), plan, packed })
    return { ok: true, stagedId }
  })
}

const aboutAll = (reason: string): FileProblem => ({ file: '', line: null, reason })

const frame = { title: 'Bring in a staff record', under: 'imports', width: 'reading' } as const
const breadcrumbs = [{ href: pathTo('imports'), label: 'Staff record' }]

const show = (c: Request, problems: readonly FileProblem[], areIn = false) =>
  page(
    c,
    { ...frame, breadcrumbs, ...(problems.length > 0 ? { status: 422, hasProblems: true } : {}) },
    <NewImportPage problems={problems} areIn={areIn} />,
  )

const showNotHere = (c: Request) =>
  page(c, { ...frame, breadcrumbs, status: c.req.method === 'POST' ? 409 : 200 }, <NotInDemonstrationPage />)
