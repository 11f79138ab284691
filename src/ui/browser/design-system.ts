/** The design system's own scripts that only some pages need. main.ts fetches this file where one of them is. */
import { CharacterCount, createAll, ErrorSummary, isSupported, PasswordInput } from 'nhsuk-frontend'

export const startModules = (): void => {
  if (!isSupported()) return
  createAll(CharacterCount)
  createAll(ErrorSummary)
  createAll(PasswordInput)
}
