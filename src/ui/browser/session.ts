/**
 * Warns two minutes before the session ends for want of use, and keeps the other tabs in step: what one tab learns of the
 * session, all know. Whoever is at work in the page (typing for long, say) is not warned: the session is kept for them.
 */
const WARN_MS = 2 * 60_000
const CHECK_MS = 5_000
/** When the session was used last, as all tabs of this browser know it. */
const USED_AT = 'concord.session-used-at'

export const followSession = (root: Document): void => {
  const dialog = root.getElementById('session-warning')
  const over = root.getElementById('session-over')
  if (!(dialog instanceof HTMLDialogElement) || !over) return
  const idleMs = Number(dialog.dataset.idleMinutes) * 60_000
  let lastActAt = Number.NEGATIVE_INFINITY
  let isAsking = false

  const usedAt = () => Number(localStorage.getItem(USED_AT)) || 0
  const note = () => localStorage.setItem(USED_AT, `${Date.now()}`)
  const say = (words: string) => {
    over.textContent = words
    over.hidden = words === ''
  }

  const stay = async () => {
    if (isAsking) return
    isAsking = true
    try {
      const answer = await fetch(dialog.dataset.stayAction ?? '', { method: 'POST', redirect: 'manual' })
      if (answer.ok) note()
    } catch {
      // No network: the next check asks again, and the words stay on the page.
    } finally {
      isAsking = false
      check()
    }
  }

  const check = () => {
    const left = usedAt() + idleMs - Date.now()
    if (left <= 0) {
      if (dialog.open) dialog.close('over')
      say(over.dataset.words ?? '')
    } else if (left > WARN_MS) {
      if (dialog.open) dialog.close('kept')
      say('')
    } else if (lastActAt > Date.now() - WARN_MS) stay()
    else if (!dialog.open) dialog.showModal()
  }

  // The page itself was a use of the session.
  note()
  for (const kind of ['keydown', 'pointerdown'])
    root.addEventListener(kind, ({ target }) => {
      if (!(target instanceof Node && dialog.contains(target))) lastActAt = Date.now()
    })
  // Escape closes it, and means the same as the button: somebody is here.
  dialog.addEventListener('close', () => {
    if (dialog.returnValue === '') stay()
    dialog.returnValue = ''
  })
  addEventListener('storage', ({ key }) => key === USED_AT && check())
  addEventListener('pageshow', check)
  setInterval(check, CHECK_MS)
}
