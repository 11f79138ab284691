/** Something wrong in a document: where, as `activities[2].schedule.end`, and what would be right. */
export type Problem = { path: string; message: string }

/** `['activities', 2, 'title']` as `activities[2].title`; the whole document is `document`. */
export function sayPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'document'
  return path.reduce<string>(
    (said, part) => (typeof part === 'number' ? `${said}[${part}]` : said ? `${said}.${String(part)}` : String(part)),
    '',
  )
}
