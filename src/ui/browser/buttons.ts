/**
 * What the design system's own scripts do for buttons and the skip link, in a tenth of the size, since both are on every
 * page: the space bar presses a link that looks like a button, a second press within a second does nothing where it must
 * happen once, and the skip link takes the focus with it.
 */
export const followPresses = (root: Document): void => {
  let lastPress = { button: undefined as Element | undefined, at: Number.NEGATIVE_INFINITY }

  root.addEventListener('keydown', (event) => {
    const { key, target } = event
    if (key !== ' ' || !(target instanceof HTMLElement) || !target.matches('a[role=button]')) return
    event.preventDefault()
    target.click()
  })

  root.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return
    const button = event.target.closest('[data-prevent-double-click]')
    // Without a connection nothing was sent: the next press is not a second one.
    if (button && navigator.onLine) {
      if (button === lastPress.button && event.timeStamp - lastPress.at < 1000) return event.preventDefault()
      lastPress = { button, at: event.timeStamp }
    }
    const skipsTo = event.target.closest<HTMLAnchorElement>('.nhsuk-skip-link')?.hash.slice(1)
    if (skipsTo) focusOn(root.getElementById(skipsTo))
  })
}

/** Focuses what has no focus of its own, without drawing a ring around the whole page. */
const focusOn = (element: HTMLElement | null) => {
  if (!element) return
  element.tabIndex = -1
  element.classList.add('nhsuk-skip-link-focused-element')
  element.focus()
}
