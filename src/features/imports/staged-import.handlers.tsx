/** What waits to be approved: its counts, the lists behind them, and the decision. */
import { todayOf } from '../../platform/clock.ts'
import { readStaffFiles, type StaffFile } from '../../records/staff-files.ts'
import {
  listStaged,
  listStagedLines,
  loadStagedFiles,
  type StagedFile,
  type StagedList,
  takeStaged,
  unpackStaged,
  type WaitingFile,
} from '../../records/staged-import.ts'
import { pathTo } from '../../routes.ts'
import { inTurn } from '../../web/in-turn.tsx'
import { page } from '../../web/page.tsx'
import { pageNumberOf } from '../../web/page-number.ts'
import {
  type Handlers,
  NotFound,
  numberFrom,
  type Request,
  scopeOfRequest,
  seeOther,
  viewerOf,
} from '../../web/request.ts'
import { type Approval, approveImport } from './approve-import.command.ts'
import { LIST_WORDS } from './staff-words.ts'
import { NothingWaitsPage, StagedImportPage } from './staged-import.page.tsx'
import { linesOnAPage, StagedLinesPage } from './staged-lines.page.tsx'

export const stagedImportHandlers: Handlers = {
  stagedImport: async (c) => {
    const stagedId = numberFrom(c, 'stagedId')
    const { database, clock } = c.var.services
    const [staged] = await database.read(scopeOfRequest(c), (tx) => listStaged(tx, clock.now(), stagedId))
    if (!staged) return showNothingWaits(c)
    const hasChanged = c.req.query('why') === 'changed'
    return page(c, { ...frame, breadcrumbs: above }, <StagedImportPage staged={staged} hasChanged={hasChanged} />)
  },

  stagedLines: async (c) => {
    const stagedId = numberFrom(c, 'stagedId')
    const { database, clock } = c.var.services
    const of = { stagedId, list: listFrom(c), file: fileFrom(c), page: pageNumberOf(c) }
    const found = await database.read(scopeOfRequest(c), async (tx) => {
      const [staged] = await listStaged(tx, clock.now(), stagedId)
      const file = staged?.files[of.file - 1]
      const after = (of.page - 1) * linesOnAPage
      return (
        file && { file, lines: await listStagedLines(tx, { ...of, place: of.file }, { after, most: linesOnAPage }) }
      )
    })
    if (!found) return showNothingWaits(c)
    const breadcrumbs = [...above, { href: pathTo('stagedImport', { stagedId }), label: 'What would change' }]
    return page(
      c,
      { ...frame, title: LIST_WORDS.get(of.list) ?? '', breadcrumbs },
      <StagedLinesPage
        of={of}
        fileName={found.file.fileName}
        total={countIn(found.file, of.list)}
        lines={found.lines}
      />,
    )
  },

  // They are unpacked and read whole, as when they were sent: in the same turn.
  approveImport: (c) => inTurn(c, () => approve(c)),

  cancelImport: async (c) => {
    const stagedId = numberFrom(c, 'stagedId')
    const { organisationId } = viewerOf(c)
    const { ok } = await c.var.services.database.write(scopeOfRequest(c), async (tx) => ({
      ok: (await takeStaged(tx, organisationId, stagedId)) !== null,
    }))
    return ok ? seeOther(c, pathTo('imports')) : showNothingWaits(c)
  },
}

async function approve(c: Request): Promise<Response> {
  const stagedId = numberFrom(c, 'stagedId')
  const { database, clock } = c.var.services
  const waiting = await database.read(scopeOfRequest(c), (tx) => loadStagedFiles(tx, clock.now(), stagedId))
  if (waiting.length === 0) return showNothingWaits(c)
  const { organisationId, personId } = viewerOf(c)
  const given = { organisationId, stagedId, by: personId, on: todayOf(clock), at: clock.now() }
  const files = await readAgain(waiting)
  const packed = waiting.map((file) => file.packed)
  const approval = await database.write({ ...scopeOfRequest(c), takesItsTime: true }, (tx) =>
    approveImport(tx, { ...given, files, packed }),
  )
  return approval.ok ? seeOther(c, pathAfter(approval)) : showNothingWaits(c)
}

/** They could be read when they were sent, and were put in order then. */
async function readAgain(waiting: readonly WaitingFile[]): Promise<StaffFile[]> {
  const unpacked = await unpackStaged(waiting)
  const reading = readStaffFiles(unpacked.map((file, index) => ({ name: `file ${index + 1}`, ...file })))
  if (!reading.ok) throw new Error('a staged file cannot be read any more')
  return reading.files
}

function pathAfter(approval: Approval & { ok: true }): string {
  if (approval.outcome === 'applied') return pathTo('importResult', { importId: approval.importId })
  if (approval.outcome === 'nothing-new') return pathTo('imports')
  return pathTo('stagedImport', { stagedId: approval.stagedId }, { why: 'changed' })
}

function listFrom(c: Request): StagedList {
  const asked = (c.req.query('list') ?? 'problems') as StagedList
  if (!LIST_WORDS.has(asked)) throw new NotFound('a list of the review')
  return asked
}

const fileFrom = (c: Request): number =>
  /^[1-9]\d?$/.test(c.req.query('file') ?? '') ? Number(c.req.query('file')) : 1

function countIn({ counts, problems }: StagedFile, list: StagedList): number {
  if (list === 'problems') return problems
  const [kind, outcome] = list.split('-') as [keyof typeof counts, keyof (typeof counts)['people']]
  return counts[kind][outcome]
}

const frame = { title: 'Check what would change', under: 'imports' } as const
const above = [{ href: pathTo('imports'), label: 'Staff record' }]

const showNothingWaits = (c: Request) => {
  const status = c.req.method === 'POST' ? 409 : 404
  return page(c, { ...frame, title: 'Not waiting any more', breadcrumbs: above, status }, <NothingWaitsPage />)
}
