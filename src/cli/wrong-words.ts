/** A verb was called with words that it does not take: the message says which, and how it is called is printed under it. */
export class WrongWords extends Error {}

/** Whether an error is of the words after a verb: ours, or that of Node's `parseArgs`. */
export const isOfWords = (error: unknown): error is Error =>
  error instanceof WrongWords ||
  (error instanceof TypeError && `${(error as { code?: string }).code}`.startsWith('ERR_PARSE_ARGS'))
