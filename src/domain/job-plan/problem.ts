/** Something wrong in a document: where, as `activities[2].schedule.end`, and what would be right. */
export type Problem = { path: string; message: string }

/** No more than anybody puts right at once, however much is wrong. */
export const MOST_PROBLEMS = 50

/** The first of many problems, and how many more there are. */
export function firstProblems(problems: readonly Problem[]): Problem[] {
  const more = problems.length - MOST_PROBLEMS
  if (more <= 0) return [...problems]
  return [
    ...problems.slice(0, MOST_PROBLEMS),
    { path: 'document', message: `has ${more} more ${more === 1 ? 'problem' : 'problems'}` },
  ]
}

/** `['activities', 2, 'title']` as `activities[2].title`, an odd name as `activities[2]["a.b"]`; the whole is `document`. */
export function sayPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'document'
  return path.reduce<string>((said, part) => {
    if (typeof part === 'number') return `${said}[${part}]`
    const name = String(part)
    if (!PLAIN_NAME.test(name)) return `${said}[${sayQuoted(name)}]`
    return said ? `${said}.${name}` : name
  }, '')
}

const PLAIN_NAME = /^[A-Za-z_]\w*$/

/** Text as JSON has it, in quotes, always on one line. */
export function sayQuoted(text: string): string {
  return onOneLine(JSON.stringify(text))
}

/** What would break a line, hide in it or turn its direction. */
const UNSEEN = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu

/** The text with every control character, line separator and change of direction written as an escape, such as `\u000a`. */
export function onOneLine(text: string): string {
  return text.replace(UNSEEN, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
