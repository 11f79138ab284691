/**
 * The number of a person, a plan or the like as an address or a form has it; null for anything else. It begins with no nought and
 * fits the database.
 */
export const numberOf = (typed: unknown): number | null =>
  typeof typed === 'string' && /^[1-9]\d{0,8}$/.test(typed) ? Number(typed) : null
