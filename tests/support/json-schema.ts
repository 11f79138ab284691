type Schema = { [word: string]: unknown }

/** Whether JSON is valid under a JSON Schema that uses no more words than ours do; throws at a word that it does not know. */
export function isValidUnder(root: Schema, json: unknown, schema: Schema = root): boolean {
  return Object.entries(schema).every(([word, says]) => {
    const check = WORDS[word]
    if (!check) throw new Error(`The JSON Schema word ${word} is not known here`)
    return check(json, says as never, (part, under) => isValidUnder(root, part, under), schema, root)
  })
}

type Check = (
  json: unknown,
  says: never,
  isValid: (json: unknown, schema: Schema) => boolean,
  schema: Schema,
  root: Schema,
) => boolean

const isObject = (json: unknown): json is Schema => typeof json === 'object' && json !== null && !Array.isArray(json)
const typeOf = (json: unknown) => (json === null ? 'null' : Array.isArray(json) ? 'array' : typeof json)
const always = () => true

const WORDS: Record<string, Check> = {
  $schema: always,
  $defs: always,
  title: always,
  description: always,
  format: always,
  else: always,
  $ref: (json, says: string, isValid, _, root) =>
    isValid(json, (root.$defs as Record<string, Schema>)[says.replace('#/$defs/', '')] as Schema),
  type: (json, says: string | string[]) =>
    [says].flat().some((type) => (type === 'integer' ? Number.isInteger(json) : type === typeOf(json))),
  const: (json, says: unknown) => json === says,
  enum: (json, says: unknown[]) => says.includes(json),
  anyOf: (json, says: Schema[], isValid) => says.some((of) => isValid(json, of)),
  oneOf: (json, says: Schema[], isValid) => says.filter((of) => isValid(json, of)).length === 1,
  allOf: (json, says: Schema[], isValid) => says.every((of) => isValid(json, of)),
  if: (json, says: Schema, isValid, schema) => isValid(json, says) || isValid(json, schema.else as Schema),
  properties: (json, says: Record<string, Schema>, isValid) =>
    !isObject(json) ||
    Object.entries(says).every(([field, of]) => !Object.hasOwn(json, field) || isValid(json[field], of)),
  required: (json, says: string[]) => !isObject(json) || says.every((field) => Object.hasOwn(json, field)),
  additionalProperties: (json, _: false, __, schema) =>
    !isObject(json) || Object.keys(json).every((field) => Object.hasOwn(schema.properties as Schema, field)),
  items: (json, says: Schema, isValid) => !Array.isArray(json) || json.every((part) => isValid(part, says)),
  minItems: (json, says: number) => !Array.isArray(json) || json.length >= says,
  maxItems: (json, says: number) => !Array.isArray(json) || json.length <= says,
  uniqueItems: (json) => !Array.isArray(json) || new Set(json.map((part) => JSON.stringify(part))).size === json.length,
  pattern: (json, says: string) => typeof json !== 'string' || new RegExp(says, 'u').test(json),
  minLength: (json, says: number) => typeof json !== 'string' || [...json].length >= says,
  maxLength: (json, says: number) => typeof json !== 'string' || [...json].length <= says,
  minimum: (json, says: number) => typeof json !== 'number' || json >= says,
  exclusiveMinimum: (json, says: number) => typeof json !== 'number' || json > says,
  maximum: (json, says: number) => typeof json !== 'number' || json <= says,
}
