/**
 * Keeps the numbers of invitations up to date while they leave. Nothing that can be pressed is replaced, so whoever is at a
 * button stays there; it is said aloud once, at the end. The link “Look again” does the same without a script.
 */
const EVERY_MS = 5_000
/** A page that nobody closes must not ask for ever, nor keep its session: ten minutes. */
const MOST_TIMES = 120

const live = () => document.querySelector<HTMLElement>('[data-live]')

let times = 0
const timer = setInterval(async () => {
  const here = live()
  if (document.hidden) return
  if (here?.dataset.live !== 'under-way' || ++times > MOST_TIMES) return clearInterval(timer)
  try {
    const answer = await fetch(location.href, { redirect: 'error' })
    if (!answer.ok) return
    const there = new DOMParser()
      .parseFromString(await answer.text(), 'text/html')
      .querySelector<HTMLElement>('[data-live]')
    if (!there) return
    here.replaceChildren(...there.childNodes)
    if (there.dataset.live === 'under-way') return
    clearInterval(timer)
    finish(here)
  } catch {
    // No network, or signed out: the next time asks again, and the page stays as it is.
  }
}, EVERY_MS)

/** What is left to press is of no more use, unless somebody is just there; the new heading is said. */
function finish(here: HTMLElement) {
  here.dataset.live = 'over'
  const actions = document.querySelector<HTMLElement>('[data-live-actions]')
  if (actions && !actions.contains(document.activeElement)) actions.hidden = true
  const said = document.querySelector('[data-live-said]')
  if (said) said.textContent = here.querySelector('h1')?.textContent ?? ''
}
