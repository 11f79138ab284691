import { readFileSync } from 'node:fs'

type Environment = Record<string, string | undefined>

/**
 * A secret: the setting `NAME`, or the content of the file that `NAME_FILE` names; undefined where neither is set. Throws a
 * sentence for both at once and for a file that is empty or cannot be read; never the secret. `isTyped`: the spaces around it
 * are part of it, and only the end of its last line is not.
 */
export function readSecret(environment: Environment, name: string, { isTyped = false } = {}): string | undefined {
  const path = environment[`${name}_FILE`]
  if (!path) return environment[name] || undefined
  if (environment[name]) throw new Error(`${name} and ${name}_FILE are both set: leave one out`)
  return readSettingFile(`${name}_FILE`, path, isTyped ? (text) => text.replace(/\r?\n$/, '') : undefined)
}

/** The content of the file that a setting names. Throws a sentence that names the setting, and nothing of what is in it. */
export function readSettingFile(setting: string, path: string, trim = (text: string) => text.trim()): string {
  const content = contentOf(path, trim)
  if (content === null) throw new Error(`${setting} names a file that cannot be read`)
  if (content === '') throw new Error(`${setting} names an empty file`)
  return content
}

function contentOf(path: string, trim: (text: string) => string): string | null {
  try {
    return trim(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}
