/** Sends files of the staff record as the browser's form does, and reads the pages that follow. */
import type { TestApp } from './test-app.ts'

export type Sent = Record<string, Uint8Array | string>

const ORIGIN = 'http://localhost'

/** Posts files, by their names, as a person who is signed in. */
export async function sendFiles(t: TestApp, as: number, files: Sent, once?: string): Promise<Response> {
  const body = new FormData()
  if (once) body.set('once', once)
  for (const [name, bytes] of Object.entries(files)) body.append('files', new Blob([bytes as BlobPart]), name)
  const headers = { origin: ORIGIN, cookie: await t.signInAs(as) }
  return t.app.request(`${ORIGIN}/imports/new`, { method: 'POST', body, headers })
}

/** Sends them and answers with the address of their review. */
export async function stagedAt(t: TestApp, as: number, files: Sent): Promise<string> {
  const answer = await sendFiles(t, as, files)
  const address = answer.headers.get('location') ?? ''
  if (answer.status !== 303 || !address.startsWith('/imports/staged/'))
    throw new Error(`the files were not taken: ${answer.status} ${await answer.text()}`)
  return address
}

/** The words of a page, one space between them. */
export const wordsOn = async (answer: Response): Promise<string> =>
  (await answer.text())
    .replace(/^[\s\S]*<main/, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
