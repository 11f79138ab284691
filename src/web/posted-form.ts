import type { Request } from './request.ts'

/** Whether a form was posted, as our pages send it; what a script sends is JSON. */
export const isForm = (c: Request): boolean =>
  /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(c.req.header('Content-Type') ?? '')

/** Passwords and codes by their field's name: never kept and never shown again, wherever they are typed. */
export const isSecretField = (name: string): boolean => /password$/i.test(name) || name === 'code'

/** A form as it was sent, field by field in its order. Of a file there is only that it was chosen: null. */
export type Sent = [name: string, value: string | null][]

/** What was sent. Where no file was chosen a browser sends one without a name and with nothing in it: that says nothing. */
export async function readSent(c: Request): Promise<Sent> {
  return [...(await c.req.formData())].flatMap(([name, value]): Sent => {
    if (typeof value === 'string') return [[name, value]]
    return isChosen(value) ? [[name, null]] : []
  })
}

/** Whether a file was chosen at all. */
export const isChosen = ({ name, size }: File): boolean => name !== '' || size > 0

/** More than any form of ours, and still little to seal or to write into a page: what is longer is sent again from its own page. */
const mostLetters = 200_000

/** Whether it is too long to be kept for its person. */
export const isTooLongToKeep = (sent: Sent): boolean =>
  sent.reduce((sum, [name, value]) => sum + name.length + (value?.length ?? 0), 0) > mostLetters
