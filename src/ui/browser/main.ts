// The browser's own part of every page. Every page works without it.
import '../styles/concord.scss'
import { followPresses } from './buttons.ts'
import { followChoices } from './choices.ts'
import { keepWords } from './keep-words.ts'
import { followSession } from './session.ts'

/** What has a script of the design system's own, apart from buttons and the skip link. */
const MODULES = ['character-count', 'error-summary', 'password-input'].map((name) => `[data-module=nhsuk-${name}]`)

if (document.querySelector(MODULES.join())) import('./design-system.ts').then(({ startModules }) => startModules())

followPresses(document)
keepWords(document)
followChoices(document)
followSession(document)

/** A filter that applies itself when a choice changes (`data-submit-on-change` on its form). */
document.addEventListener('change', ({ target }) => {
  if (target instanceof Element) target.closest<HTMLFormElement>('form[data-submit-on-change]')?.requestSubmit()
})

/** “Print” buttons do nothing without a script, so they are hidden until there is one. */
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
