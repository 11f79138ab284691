import type { Content } from './markup.ts'

export type TimelineEvent = {
  /** “21 November 2026, 9:00am”; `at` is the same instant for machines. */
  when: string
  at: string
  what: Content
  who?: Content | undefined
  /** The words that came with it: a reason, a comment. */
  note?: Content | undefined
  /** An event that ends a chapter (signed, agreed) rather than one along the way. */
  major?: boolean | undefined
}

/** What has happened, in the order given. */
export const Timeline = ({ events, label }: { events: readonly TimelineEvent[]; label: string }) => (
  <ol class="timeline" aria-label={label}>
    {events.map(({ when, at, what, who, note, major }) => (
      <li class={major ? 'timeline__event timeline__event--major' : 'timeline__event'}>
        <p class="timeline__what">{what}</p>
        <p class="timeline__when">
          <time datetime={at}>{when}</time>
          {who ? <> · {who}</> : null}
        </p>
        {note ? <blockquote class="timeline__note">{note}</blockquote> : null}
      </li>
    ))}
  </ol>
)
