import { clockTime } from '../week-layout.ts'

/**
 * Warns before the session ends, and keeps the other tabs in step: what one tab learns of the session, all know. Two minutes
 * before it ends for want of use, it asks; whoever is at work in the page (typing for long, say) is not asked: the session
 * is kept for them. Five minutes before it ends for good, whatever is done, it says so in a line that stops nobody's work.
 */
const WARN_MS = 2 * 60_000
const SOON_MS = 5 * 60_000
const CHECK_MS = 5_000
/** When the session was used last, and when it ends for good, as all tabs of this browser know it. */
const USED_AT = 'concord.session-used-at'
const ENDS_AT = 'concord.session-ends-at'

/** A page's words with the reader's own time of the end: a count would be out of date or, read out each second, a nuisance. */
export const withTime = (words: string, endsAt: number): string => {
  const at = new Date(endsAt)
  return words.replace('{time}', clockTime(at.getHours() * 60 + at.getMinutes()))
}

/**
 * What to do, or which of the page's words to say; empty where all is well. In milliseconds: how long until it ends for good,
 * and for want of use, and how long ago somebody did something in the page.
 */
export const standing = (left: number, idle: number, quiet: number) => {
  if (left <= 0) return 'longOver'
  if (idle <= 0) return 'over'
  if (idle <= WARN_MS && quiet < WARN_MS) return 'stay'
  if (left <= SOON_MS) return 'longSoon'
  return idle <= WARN_MS ? 'ask' : ''
}

export const followSession = (root: Document): void => {
  const dialog = root.getElementById('session-warning')
  const line = root.getElementById('session-over')
  const said = root.getElementById('session-words')
  const asked = root.getElementById('session-warning-why')
  const signIn = root.getElementById('session-sign-in')
  if (!(dialog instanceof HTMLDialogElement) || !line || !said || !asked || !signIn) return
  const { idleMinutes, secondsLeft, stayAction = '' } = dialog.dataset
  let actedAt = Number.NEGATIVE_INFINITY
  let isTouched = false

  const kept = (name: string) => Number(localStorage.getItem(name))
  const note = (name: string, at: number) => localStorage.setItem(name, `${at}`)

  const stay = async () => {
    try {
      const answer = await fetch(stayAction, { method: 'POST', redirect: 'manual' })
      if (answer.ok) note(USED_AT, Date.now())
    } catch {
      // No network: the next check asks again, and the words stay on the page.
    }
  }

  const check = async () => {
    const unusedEndsAt = () => kept(USED_AT) + Number(idleMinutes) * 60_000
    const stands = (now = Date.now()) => standing(kept(ENDS_AT) - now, unusedEndsAt() - now, now - actedAt)
    if (stands() === 'stay') await stay()
    const now = stands()
    if (now !== 'ask' && dialog.open) dialog.close('over')
    if (now === 'ask' && !dialog.open) {
      asked.textContent = withTime(asked.dataset.words ?? '', unusedEndsAt())
      dialog.showModal()
    }
    const untimed = (isTouched ? undefined : line.dataset[`${now}Untouched`]) ?? line.dataset[now] ?? ''
    const words = withTime(untimed, kept(ENDS_AT))
    // Said once: what is written again is read out again.
    if (said.textContent !== words) said.textContent = words
    signIn.hidden = now !== 'over' && now !== 'longOver'
    line.hidden = words === ''
  }

  // The page itself was a use of the session.
  note(ENDS_AT, Date.now() + Number(secondsLeft) * 1000)
  note(USED_AT, Date.now())
  for (const kind of ['keydown', 'pointerdown'])
    root.addEventListener(kind, ({ target }) => {
      if (!(target instanceof Node && dialog.contains(target))) actedAt = Date.now()
    })
  root.addEventListener('input', () => {
    isTouched = true
  })
  // Escape closes it, and means the same as the button: somebody is here.
  dialog.addEventListener('close', async () => {
    const isHere = dialog.returnValue === ''
    dialog.returnValue = ''
    if (isHere) await stay()
    check()
  })
  addEventListener('storage', ({ key }) => key === USED_AT && check())
  addEventListener('pageshow', check)
  setInterval(check, CHECK_MS)
}
