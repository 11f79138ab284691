import { readFileSync } from 'node:fs'

/** The content of the file that a setting names. Throws a sentence that names the setting, and nothing of what is in it. */
export function readSettingFile(setting: string, path: string): string {
  const content = contentOf(path)
  if (content === null) throw new Error(`${setting} names a file that cannot be read`)
  if (content === '') throw new Error(`${setting} names an empty file`)
  return content
}

function contentOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return null
  }
}
