import { sayPeriod } from '../../../domain/job-plan/in-words.ts'
import type { Problem } from '../../../domain/job-plan/problem.ts'
import { pathTo } from '../../../routes.ts'
import { Button, ButtonGroup } from '../../../ui/components/button.tsx'
import { Radios } from '../../../ui/components/choices.tsx'
import { DateInput } from '../../../ui/components/date-input.tsx'
import { InsetText } from '../../../ui/components/inset-text.tsx'
import { Textarea } from '../../../ui/components/textarea.tsx'
import { type Asked, asked, askedDate, PlanInTheWay, Problems } from '../forms/form-parts.tsx'
import type { EarlierPlan } from './start-plan.query.ts'
import type { WhyNotStart } from './why-not-start.ts'

export type StartPlanPageProps = Asked & {
  assignmentId: number
  personName: string
  postTitle: string
  earlier: EarlierPlan | null
  /** The agreed plan that this one is to take the place of. */
  replaces: EarlierPlan | null
  /** What is wrong in the document that was given. */
  documentProblems: readonly Problem[]
  /** A plan in the way. */
  inTheWay: number | null
}

export const StartPlanPage = (props: StartPlanPageProps) => {
  const { assignmentId, personName, postTitle, earlier, replaces, documentProblems, inTheWay } = props
  return (
    <>
      <Problems errors={props.errors} dates={['from', 'to']} />
      <h1>{replaces ? 'Start a change from the agreed plan' : 'Start a job plan'}</h1>
      <p>
        {personName}, {postTitle}
      </p>
      <PlanInTheWay planId={inTheWay} />
      {documentProblems.length > 0 ? (
        <InsetText>
          <p>Put these right in the document, then give it again:</p>
          <ul>
            {documentProblems.map(({ path, message }) => (
              <li>
                <code>{path}</code> {message}
              </li>
            ))}
          </ul>
        </InsetText>
      ) : null}
      <form action={pathTo('startPlan', { assignmentId })} method="post" enctype="multipart/form-data" novalidate>
        {replaces ? (
          <ReplacingFields {...props} replaces={replaces} />
        ) : (
          <>
            <StartingFields {...props} earlier={earlier} />
            <Days {...props} />
          </>
        )}
        <ButtonGroup>
          <Button preventDoubleClick>Start the plan</Button>
          <a href={pathTo('assignment', { assignmentId })}>Cancel</a>
        </ButtonGroup>
      </form>
    </>
  )
}

const Days = (props: StartPlanPageProps) => (
  <>
    <DateInput legend="First day" size="s" hint="For example, 1 4 2026" {...askedDate(props, 'from')} />
    <DateInput legend="Last day" size="s" hint="For example, 31 3 2027" {...askedDate(props, 'to')} />
  </>
)

const ReplacingFields = (props: StartPlanPageProps & { replaces: EarlierPlan }) => (
  <>
    <p>
      The plan for {sayPeriod({ from: props.replaces.fromOn, to: props.replaces.toOn })} stays agreed until both of you
      have signed the change. From its first day on, the changed plan then takes its place.
    </p>
    <input type="hidden" name="replaces" value={String(props.replaces.planId)} />
    <input type="hidden" name="how" value="copy" />
    <Days {...props} />
  </>
)

const StartingFields = (props: StartPlanPageProps) => {
  const { earlier } = props
  return (
    <Radios
      legend="How do you want to start?"
      size="m"
      items={[
        ...(earlier
          ? [
              {
                value: 'copy',
                text: 'From the last plan',
                hint: `Copies the plan for ${sayPeriod({ from: earlier.fromOn, to: earlier.toOn })}; what you change will be marked`,
              },
            ]
          : []),
        { value: 'blank', text: 'From an empty week', hint: 'Filled in with what the staff record knows' },
        {
          value: 'document',
          text: 'From a job plan document',
          hint: 'A file from Concord or another system, in the open job plan format. It brings its own days',
          conditional: (
            <>
              <div class="nhsuk-form-group">
                <label class="nhsuk-label" for="file">
                  File
                </label>
                <input class="nhsuk-file-upload" id="file" name="file" type="file" accept=".json,application/json" />
              </div>
              <Textarea label="Or paste it here" rows={8} {...asked(props, 'document')} />
            </>
          ),
        },
      ]}
      {...asked(props, 'how')}
    />
  )
}

/** Nothing can be started on this post as it stands. */
export const CannotStartPage = ({ assignmentId, heading, says }: { assignmentId: number } & WhyNotStart) => (
  <>
    <h1>{heading}</h1>
    <p>{says}</p>
    <p>
      <a href={pathTo('assignment', { assignmentId })}>Go to the post</a>
    </p>
  </>
)
