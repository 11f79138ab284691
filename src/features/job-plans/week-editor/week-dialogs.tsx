/** The small questions that the week editor asks in place. Everything else is asked by the full forms. */
import { CATEGORIES, CATEGORY_LABELS } from '../../../domain/job-plan/categories.ts'
import { timeOfDay } from '../../../domain/time/time-of-day.ts'
import { DAY_LABELS, DAYS } from '../../../domain/time/week-cycle.ts'
import { Button, ButtonGroup } from '../../../ui/components/button.tsx'
import { Input } from '../../../ui/components/input.tsx'
import { Select } from '../../../ui/components/select.tsx'
import { dayName, sayWrongTimes } from './plan-editor.words.ts'
import type { Span } from './week-gestures.ts'

const needed = { attributes: { required: true } }

const Buttons = ({ act, more }: { act: string; more?: string }) => (
  <ButtonGroup>
    <Button name="then" value="do">
      {act}
    </Button>
    {more ? (
      <Button variant="secondary" name="then" value="form">
        {more}
      </Button>
    ) : null}
    <Button variant="secondary" name="then" value="cancel" attributes={{ formnovalidate: true }}>
      Cancel
    </Button>
  </ButtonGroup>
)

/** What is drawn: its name and kind. `week` is asked about where the plan has several. */
export const NewActivity = ({ span, week, cycleWeeks }: { span: Span; week: number; cycleWeeks: number }) => (
  <form method="dialog">
    <h2 class="nhsuk-heading-m" id="plan-dialog-title">
      Add on {dayName(span.day)}
    </h2>
    <Input label="What is it?" name="title" id="new-title" {...needed} />
    <Select
      label="Kind of work"
      name="category"
      id="new-category"
      options={CATEGORIES.map((category) => ({ value: category, text: CATEGORY_LABELS[category].long }))}
    />
    <div class="plan-dialog__times">
      <Input label="Starts" name="start" id="new-start" type="time" value={timeOfDay(span.startMinutes)} {...needed} />
      <Input label="Ends" name="end" id="new-end" type="time" value={timeOfDay(span.endMinutes)} {...needed} />
    </div>
    {cycleWeeks > 1 ? (
      <Select
        label="Which weeks"
        name="week"
        id="new-week"
        options={[
          { value: '', text: 'Every week' },
          { value: `${week}`, text: `Week ${week} only` },
        ]}
      />
    ) : null}
    <Buttons act="Add" more="Add and say more" />
  </form>
)

const days = DAYS.map((day) => ({ value: day, text: DAY_LABELS[day] }))

/** Everything timetabled on one day, on other days too. Plain boxes: the design system's would double this script. */
export const CopyDay = () => (
  <form method="dialog">
    <h2 class="nhsuk-heading-m" id="plan-dialog-title">
      Copy a day
    </h2>
    <Select label="From" name="from" id="copy-from" options={days} />
    <fieldset class="nhsuk-fieldset plan-dialog__days">
      <legend class="nhsuk-fieldset__legend">To</legend>
      {days.map(({ value, text }) => (
        <label>
          <input type="checkbox" name="to" value={value} /> {text}
        </label>
      ))}
    </fieldset>
    <Buttons act="Copy" />
  </form>
)

/** Somebody else changed the same things: the way to compare both. */
export const Contested = ({ message, action, changes }: { message: string; action: string; changes: string }) => (
  <form class="nhsuk-inset-text" method="post" action={action}>
    <p>{message} Yours is kept on this computer, and not in the plan.</p>
    <textarea hidden name="changes">
      {changes}
    </textarea>
    <Button small>Compare and choose</Button>
  </form>
)

/** Markup as an element of the page. */
export function toElement(markup: { toString(): unknown }): Element {
  const template = document.createElement('template')
  template.innerHTML = String(markup)
  return template.content.firstElementChild as Element
}

export type Answered = { fields: FormData; then: string }

/** Asks in a dialog; undefined when the person thinks better of it. The focus goes back to where it was. */
export function ask(form: { toString(): unknown }): Promise<Answered | undefined> {
  const dialog = document.createElement('dialog')
  dialog.className = 'plan-dialog'
  dialog.setAttribute('aria-labelledby', 'plan-dialog-title')
  const asked = dialog.appendChild(toElement(form)) as HTMLFormElement
  asked.addEventListener('input', () => {
    // Only one of the dialogs asks for times.
    const { start, end } = asked
    end?.setCustomValidity(sayWrongTimes(start.value, end.value))
  })
  document.body.append(dialog)
  dialog.showModal()
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      const then = dialog.returnValue
      const fields = new FormData(asked)
      dialog.remove()
      resolve(then === '' || then === 'cancel' ? undefined : { fields, then })
    })
  })
}
