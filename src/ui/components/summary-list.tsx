import { type Content, classes } from '../markup.ts'

export type SummaryAction = { href: string; text: string; hidden: string }

export type SummaryRow = {
  key: Content
  value: Content
  /** Links such as Change; `hidden` says what is changed, for those who hear the link alone. */
  actions?: readonly SummaryAction[] | undefined
}

const ActionLink = ({ href, text, hidden }: SummaryAction) => (
  <a class="nhsuk-link" href={href}>
    {text}
    <span class="nhsuk-u-visually-hidden"> {hidden}</span>
  </a>
)

const Actions = ({ actions }: { actions: readonly SummaryAction[] }) => (
  <dd class="nhsuk-summary-list__actions">
    {actions.length === 1 ? (
      actions.map((action) => <ActionLink {...action} />)
    ) : (
      <ul class="nhsuk-summary-list__actions-list">
        {actions.map((action) => (
          <li class="nhsuk-summary-list__actions-list-item">
            <ActionLink {...action} />
          </li>
        ))}
      </ul>
    )}
  </dd>
)

export const SummaryList = ({ rows, border = true }: { rows: readonly SummaryRow[]; border?: boolean | undefined }) => {
  const hasActions = rows.some((row) => row.actions?.length)
  return (
    <dl class={classes('nhsuk-summary-list', !border && 'nhsuk-summary-list--no-border')}>
      {rows.map(({ key, value, actions }) => (
        <div
          class={classes(
            'nhsuk-summary-list__row',
            hasActions && !actions?.length && 'nhsuk-summary-list__row--no-actions',
          )}
        >
          <dt class="nhsuk-summary-list__key">{key}</dt>
          <dd class="nhsuk-summary-list__value">{value}</dd>
          {actions?.length ? <Actions actions={actions} /> : null}
        </div>
      ))}
    </dl>
  )
}
