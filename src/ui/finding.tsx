import type { PropsWithChildren } from 'hono/jsx'
import type { Content } from './markup.ts'

/** `stop` must be put right first; `look` needs an eye or a reason; `know` is only to know. */
export type Severity = 'stop' | 'look' | 'know'

const SEVERITY: Record<Severity, { word: string; path: string }> = {
  stop: { word: 'Must be put right', path: 'M8 1h8l7 7v8l-7 7H8l-7-7V8Zm3 5v8h2V6Zm0 10v2.5h2V16Z' },
  look: { word: 'Have a look', path: 'M12 2 23 22H1Zm-1 7v7h2V9Zm0 8.5V20h2v-2.5Z' },
  know: { word: 'To know', path: 'M12 1a11 11 0 1 1 0 22 11 11 0 0 1 0-22Zm-1 4.5V8h2V5.5ZM11 10v8h2v-8Z' },
}

export type FindingProps = PropsWithChildren<{
  severity: Severity
  /** Said instead of the usual words for the severity, in another language for one. */
  severityText?: string | undefined
  /** Where to put it right. */
  href?: string | undefined
  /** The link's words, or the start of the sentence where there is no link: “Ward round, Tuesday”. */
  subject?: Content | undefined
  source?: Content | undefined
}>

/** One thing a check found: how serious in words, shape and colour; what; and the way to it. The children end the sentence. */
export const Finding = ({ severity, severityText, href, subject, source, children }: FindingProps) => (
  <li class={`finding finding--${severity}`}>
    <svg class="finding__icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
      <path fill-rule="evenodd" d={SEVERITY[severity].path} />
    </svg>
    <div>
      <span class="finding__severity">{severityText ?? SEVERITY[severity].word}</span>{' '}
      {subject ? href ? <a href={href}>{subject}</a> : <strong>{subject}</strong> : null} {children}
      {source ? <span class="finding__source">{source}</span> : null}
    </div>
  </li>
)

export const FindingList = ({ children }: PropsWithChildren) => <ul class="findings">{children}</ul>
