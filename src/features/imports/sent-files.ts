/** The files that a form brought: taken by what is in them, never by what they are called. */
import { whyNoFeed } from '../../platform/esr-go2/feed-bounds.ts'
import { unpackFiles } from '../../platform/unpack.ts'
import { readStaffFiles, type StaffFile } from '../../records/staff-files.ts'

export type FileProblem = { file: string; line: number | null; reason: string }

export type SentFiles = { ok: true; files: StaffFile[] } | { ok: false; problems: FileProblem[] }

/** A browser sends an empty part where nothing was chosen. */
export const chosenFiles = (form: FormData): File[] =>
  form.getAll('files').flatMap((each) => (typeof each === 'string' || (each.size === 0 && !each.name) ? [] : [each]))

/** Opens and reads the files that were chosen: all of them, or what is wrong with each that cannot be read. */
export async function readSentFiles(chosen: readonly File[]): Promise<SentFiles> {
  const sent = await Promise.all(chosen.map(async (file) => ({ name: file.name, bytes: await bytesOf(file) })))
  const unpacked = await unpackFiles(sent)
  if (!unpacked.ok) return { ok: false, problems: unpacked.problems.map((problem) => ({ line: null, ...problem })) }
  const problems = unpacked.files.flatMap(({ name, bytes }): FileProblem[] => {
    if (!isStaffRecord(bytes)) return [{ file: '', line: null, reason: notStaffRecord(name) }]
    const why = whyNoFeed(bytes)
    return why ? [{ file: name, ...why }] : []
  })
  return problems.length > 0 ? { ok: false, problems } : readStaffFiles(unpacked.files)
}

/** By its first letters: what it lacks further on is told with its line. */
const isStaffRecord = (bytes: Uint8Array) => whyNoFeed(bytes.subarray(0, 7)) === null

const notStaffRecord = (name: string) => `${name} is not a staff record file. Choose the .DAT files as ESR made them.`

const bytesOf = async (file: File) => new Uint8Array(await file.arrayBuffer())
