import type { Content } from '../markup.ts'

/** A thing to put right. `href` leads to its field (`#id`). */
export type Problem = { text: Content; href?: string | undefined }

/** What is wrong with the form, at the top of the page, each linked to its field. Nothing if nothing is wrong. */
export const ErrorSummary = ({
  problems,
  heading = 'There is a problem',
  description,
}: {
  problems: readonly Problem[]
  heading?: string | undefined
  description?: Content | undefined
}) =>
  problems.length === 0 ? null : (
    <div class="nhsuk-error-summary" data-module="nhsuk-error-summary">
      <div role="alert">
        <h2 class="nhsuk-error-summary__heading">{heading}</h2>
        <div class="nhsuk-error-summary__body">
          {description ? <p>{description}</p> : null}
          <ul class="nhsuk-list nhsuk-error-summary__list">
            {problems.map(({ text, href }) => (
              <li>{href ? <a href={href}>{text}</a> : text}</li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  )
