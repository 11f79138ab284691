import type { Content } from './markup.ts'

export type WorkedStep = {
  /** What was done, in words: “One week in 8”. */
  text: Content
  /** The sum itself: “2 ÷ 8 = 0.25”. */
  sum: Content
}

export type WorkedProps = {
  /** “How we worked out 0.31 for on-call”. */
  summary: Content
  steps: readonly WorkedStep[]
  /** Where the rule stands in the terms. */
  source?: Content | undefined
  /** Said plainly when nobody has yet held the rule against the document. */
  unchecked?: boolean | undefined
  uncheckedText?: string | undefined
  ruleHref?: string | undefined
  ruleText?: string | undefined
  open?: boolean | undefined
  id?: string | undefined
}

/** A figure explaining itself: each step, its sum, and the rule it comes from. */
export const Worked = (props: WorkedProps) => (
  <details class="worked" open={props.open} id={props.id}>
    <summary>{props.summary}</summary>
    <table>
      <caption class="nhsuk-u-visually-hidden">{props.summary}</caption>
      <tbody>
        {props.steps.map(({ text, sum }) => (
          <tr>
            <th scope="row">{text}</th>
            <td>{sum}</td>
          </tr>
        ))}
      </tbody>
    </table>
    {props.source || props.unchecked || props.ruleHref ? (
      <p class="worked__source">
        {props.source}{' '}
        {props.unchecked ? <strong>{props.uncheckedText ?? 'Not yet checked against the document.'}</strong> : null}{' '}
        {props.ruleHref ? <a href={props.ruleHref}>{props.ruleText ?? 'Rule book'}</a> : null}
      </p>
    ) : null}
  </details>
)
