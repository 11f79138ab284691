/**
 * Words that were typed are not lost on the way: a form that was sent keeps its words for whoever goes back to it, with its
 * key, so that the same words sent again are saved once; and while there is certainly no connection a form is not sent at
 * all, since the browser would show its own page instead. For this tab alone, and gone when somebody signs out.
 */

import { forgetOthers, isKeptField, keepsWords, NOBODY } from './kept-store.ts'
import { newOnceKey } from './once-key.ts'

const NAMED = 'concord words '

type Kept = { person: string; fields: [name: string, value: string, isChosen: boolean][] }

const nameOf = (form: HTMLFormElement) => `${NAMED}${location.pathname}${location.search} ${form.action}`

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
const controlsOf = (form: HTMLFormElement) => ([...form.elements] as Control[]).filter(isKeptField)
const isChosen = (control: Control) => 'checked' in control && control.checked
const canBeChosen = ({ type }: Control) => type === 'checkbox' || type === 'radio'

export const keepWords = (root: Document): void => {
  // Its number, and not the name that is shown: two people may have one name.
  const { person = '' } = root.body.dataset
  try {
    forgetOthers(sessionStorage, person)
  } catch {}
  const isTheirs = keepsWords(location.pathname, person)
  const changes = (form: HTMLFormElement) => form.method === 'post' && form.closest('main') !== null

  root.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (form.method !== 'post' || event.defaultPrevented) return
    if (form.closest('header')) return forgetOthers(sessionStorage, NOBODY)
    if (!changes(form)) return
    if (!navigator.onLine) return stay(event, form)
    if (!isTheirs) return
    const fields = controlsOf(form).map((one): Kept['fields'][number] => [one.name, one.value, isChosen(one)])
    keep(nameOf(form), { person, fields })
  })

  // Going back, also where the browser takes the page as it was: that has its words, and this gives it the same.
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  if (navigation?.type !== 'back_forward' || !isTheirs) return
  for (const form of root.forms) {
    const kept = changes(form) ? find(nameOf(form)) : null
    if (kept?.person === person) putBack(form, kept)
  }
}

function keep(name: string, kept: Kept): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(kept))
  } catch {}
}

function find(name: string): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? 'null')
  } catch {
    return null
  }
}

function putBack(form: HTMLFormElement, { fields }: Kept): void {
  const left = [...fields]
  for (const control of controlsOf(form)) {
    const place = left.findIndex(
      ([name, value]) => name === control.name && (!canBeChosen(control) || value === control.value),
    )
    const [[, value, chosen] = ['', '', false]] = place < 0 ? [] : left.splice(place, 1)
    if (place < 0) continue
    if (canBeChosen(control)) (control as HTMLInputElement).checked = chosen
    else control.value = value
  }
  form.dispatchEvent(new Event('change', { bubbles: true }))
  // Other words are another request: the key is for those that were sent.
  const change = () => {
    const once = form.elements.namedItem('once')
    if (once instanceof HTMLInputElement) once.value = newOnceKey(form.ownerDocument)
    form.removeEventListener('input', change)
  }
  form.addEventListener('input', change)
}

/** Not sent, and said so beside the button; when there is a connection again, that is said too. */
function stay(event: Event, form: HTMLFormElement): void {
  event.preventDefault()
  const said = form.querySelector('.form-not-sent') ?? document.createElement('p')
  said.className = 'form-not-sent'
  said.setAttribute('role', 'alert')
  said.textContent = 'Not sent: no connection. What you wrote is still here. Press again when you are connected.'
  form.append(said)
  addEventListener(
    'online',
    () => {
      said.textContent = 'You are connected again. Press the button to send what you wrote.'
    },
    { once: true },
  )
}
