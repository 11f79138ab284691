/** The types of PostgreSQL that both drivers read our way: days as ISO text, whole numbers as numbers, instants as Date. */
export const postgresTypes = { int8: 20, date: 1082, timestamptz: 1184 } as const

export const parseInstant = (text: string) => new Date(text)
