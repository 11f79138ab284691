/**
 * Shows the further questions of a chosen answer, and lets “none of these” clear the rest. Ours, since the package's own
 * script marks radios as expandable, which ARIA does not allow on a radio.
 */
export const followChoices = (root: ParentNode): void => {
  for (const group of root.querySelectorAll('.nhsuk-radios, .nhsuk-checkboxes')) {
    const inputs = [...group.querySelectorAll<HTMLInputElement>('input[type=radio], input[type=checkbox]')]
    group.addEventListener('change', ({ target }) => {
      if (target instanceof HTMLInputElement && target.checked) clearOthers(target, inputs)
      show(inputs)
    })
    // A browser that goes back fills the answers in after the page is read.
    addEventListener('pageshow', () => show(inputs))
    show(inputs)
  }
}

const isExclusive = ({ dataset }: HTMLInputElement) => dataset.behaviour === 'exclusive'

const clearOthers = (chosen: HTMLInputElement, inputs: readonly HTMLInputElement[]) => {
  if (chosen.type !== 'checkbox') return
  for (const other of inputs)
    if (other !== chosen && other.name === chosen.name && isExclusive(other) !== isExclusive(chosen))
      other.checked = false
}

const show = (inputs: readonly HTMLInputElement[]) => {
  for (const input of inputs) {
    const further = document.getElementById(input.dataset.ariaControls ?? '')
    const block = input.type === 'radio' ? 'nhsuk-radios' : 'nhsuk-checkboxes'
    further?.classList.toggle(`${block}__conditional--hidden`, !input.checked)
  }
}
