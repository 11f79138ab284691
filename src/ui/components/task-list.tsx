import { type Content, classes } from '../markup.ts'
import { Tag } from './tag.tsx'

export type Task = {
  heading: Content
  hint?: Content | undefined
  /** Left out while it cannot be started. */
  href?: string | undefined
  status: 'done' | 'to-do' | 'not-yet'
  statusText?: string | undefined
}

const STATUS = {
  done: { text: 'Completed', plain: true, class: 'nhsuk-u-font-weight-normal' },
  'to-do': { text: 'Incomplete', colour: 'blue' },
  'not-yet': {
    text: 'Cannot start yet',
    plain: true,
    class: 'nhsuk-u-font-weight-normal nhsuk-u-secondary-text-colour',
  },
} as const

export const TaskList = ({ id, tasks }: { id: string; tasks: readonly Task[] }) => (
  <ul class="nhsuk-task-list">
    {tasks.map(({ heading, hint, href, status, statusText }, index) => {
      const itemId = `${id}-${index + 1}`
      const { text, ...tag } = STATUS[status]
      return (
        <li class={classes('nhsuk-task-list__item', href && 'nhsuk-task-list__item--with-link')}>
          <div class="nhsuk-task-list__name-and-hint">
            {href ? (
              <a
                class="nhsuk-task-list__link nhsuk-link"
                href={href}
                aria-describedby={classes(!!hint && `${itemId}-hint`, `${itemId}-status`)}
              >
                {heading}
              </a>
            ) : (
              <div>{heading}</div>
            )}
            {hint ? (
              <div class="nhsuk-task-list__hint" id={`${itemId}-hint`}>
                {hint}
              </div>
            ) : null}
          </div>
          <div class="nhsuk-task-list__status" id={`${itemId}-status`}>
            <Tag {...tag}>{statusText ?? text}</Tag>
          </div>
        </li>
      )
    })}
  </ul>
)
