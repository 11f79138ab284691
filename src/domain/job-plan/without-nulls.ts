/** The value without the fields that are null: in a document, null says the same as left out. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([field, part]) => (part === null ? [] : [[field, withoutNulls(part)]])),
  )
}
