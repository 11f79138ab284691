import type { Content } from './markup.ts'

export type ProgressStep = { label: Content; state: 'done' | 'now' | 'later'; note?: Content | undefined }

const STATE_WORDS = { done: 'Done', now: 'Now', later: 'Later' } as const

/** The steps from beginning to end (draft, discussion, signatures, agreed) and where this one stands. */
export const ProgressSteps = ({
  label,
  steps,
  words = STATE_WORDS,
}: {
  label: string
  steps: readonly ProgressStep[]
  words?: Record<ProgressStep['state'], string> | undefined
}) => (
  <ol class="steps" aria-label={label}>
    {steps.map(({ label: step, state, note }) => (
      <li class={`steps__step steps__step--${state}`} aria-current={state === 'now' ? 'step' : undefined}>
        <span class="nhsuk-u-visually-hidden">{words[state]}: </span>
        <span class="steps__label">{step}</span>
        {note ? <span class="steps__note">{note}</span> : null}
      </li>
    ))}
  </ol>
)
