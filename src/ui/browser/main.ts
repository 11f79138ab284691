// The browser's own part of every page. Every page works without it.
import { Button, CharacterCount, createAll, ErrorSummary, isSupported, PasswordInput, SkipLink } from 'nhsuk-frontend'
import '../styles/concord.scss'
import { followChoices } from './choices.ts'

document.documentElement.classList.add('has-script')
document.body.classList.add('js-enabled', 'nhsuk-frontend-supported')

if (isSupported()) {
  createAll(Button)
  createAll(CharacterCount)
  createAll(ErrorSummary)
  createAll(PasswordInput)
  createAll(SkipLink)
}

followChoices(document)

/** A filter that applies itself when a choice changes (`data-submit-on-change` on its form). */
document.addEventListener('change', ({ target }) => {
  if (target instanceof Element) target.closest<HTMLFormElement>('form[data-submit-on-change]')?.requestSubmit()
})

/** “Print” buttons do nothing without a script, so they are hidden until there is one. */
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
