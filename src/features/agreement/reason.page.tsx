import type { Plan } from '../../records/plan.ts'
import { pathTo } from '../../routes.ts'
import { Button, ButtonGroup } from '../../ui/components/button.tsx'
import { ErrorSummary } from '../../ui/components/error-summary.tsx'
import { Textarea } from '../../ui/components/textarea.tsx'
import { LONGEST_REASON } from './reason.form.ts'

type Move = 'return' | 'withdraw'

const WORDS: Record<Move, { question: string; hint: string; button: string; warns?: boolean }> = {
  return: {
    question: 'Why are you returning this plan for discussion?',
    hint: 'Both sides can then change the plan and offer it again. Signatures given so far no longer count. What you write is kept with the plan.',
    button: 'Return for discussion',
  },
  withdraw: {
    question: 'Why are you withdrawing this plan?',
    hint: 'Nobody can change or sign it after this. It stays in the history. What you write is kept with the plan.',
    button: 'Withdraw this plan',
    warns: true,
  },
}

export const headingOf = (move: Move): string => WORDS[move].question

/** One question: why a plan goes back for discussion, or is withdrawn. */
export const ReasonPage = ({
  plan,
  move,
  typed,
  problem,
}: {
  plan: Plan
  move: Move
  typed?: string
  problem?: string | undefined
}) => {
  const { planId } = plan
  const { question, hint, button, warns } = WORDS[move]
  return (
    <>
      <ErrorSummary problems={problem ? [{ text: problem, href: '#reason' }] : []} />
      <form action={pathTo(move === 'return' ? 'returnPlan' : 'withdrawPlan', { planId })} method="post">
        <Textarea
          name="reason"
          label={question}
          size="l"
          isPageHeading
          hint={hint}
          error={problem}
          value={typed}
          maxLength={LONGEST_REASON}
        />
        <ButtonGroup>
          <Button variant={warns ? 'warning' : undefined} preventDoubleClick>
            {button}
          </Button>
          <a href={pathTo('plan', { planId })}>Leave it as it is</a>
        </ButtonGroup>
      </form>
    </>
  )
}
