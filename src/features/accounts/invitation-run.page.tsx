import type { InvitationRun } from '../../records/invitation-run.ts'
import { pathTo } from '../../routes.ts'
import { BackLink } from '../../ui/components/back-link.tsx'
import { Button, LinkButton } from '../../ui/components/button.tsx'
import { SummaryList } from '../../ui/components/summary-list.tsx'
import { formatInstant } from '../../ui/dates.ts'
import { Bar, PageTop, Section } from '../../ui/page-parts.tsx'
import { WHOM } from './invite-many.form.ts'
import { sayGroup, sayNumber, saySent } from './invite-many.words.ts'

const states = {
  running: 'Being made ready',
  done: 'All are with the mail server or waiting for it',
  stopped: 'Stopped',
}

export const InvitationRunPage = (props: { run: InvitationRun; unitName: string | null; areSent: boolean }) => {
  const { run, unitName, areSent } = props
  const { counts, people, runId } = run
  const isOpen = run.state === 'running' || counts.waiting > 0
  const isUnderWay = isOpen && areSent
  const waiting = run.state === 'running' ? people - counts.sent - counts.refused - counts['given-up'] : counts.waiting
  return (
    <>
      <BackLink href={pathTo('accounts')}>Accounts</BackLink>
      <div data-live={isUnderWay ? 'under-way' : 'over'}>
        <PageTop heading={isOpen ? openTitle(areSent) : titles(run)} lede={saySent(run)} />
        <Section>
          <p>
            <progress class="app-progress" max={Math.max(people, 1)} value={counts.sent} aria-label="Invitations sent">
              {saySent(run)}
            </progress>
          </p>
          <SummaryList
            rows={[
              { key: 'Sent', value: sayNumber(counts.sent) },
              { key: areSent ? 'Waiting' : 'Not sent yet', value: sayNumber(Math.max(waiting, 0)) },
              ...(counts.refused
                ? [
                    {
                      key: 'Address refused',
                      value: `${sayNumber(counts.refused)}. Correct the staff record, then invite again.`,
                    },
                  ]
                : []),
              ...(counts['given-up']
                ? [{ key: 'Not sent', value: `${sayNumber(counts['given-up'])}. The mail server took none for a day.` }]
                : []),
              ...(counts.stopped ? [{ key: 'Stopped', value: sayNumber(counts.stopped) }] : []),
              { key: 'Whom', value: WHOM[run.choice.whom] },
              { key: 'Unit', value: unitName ?? 'Every unit' },
              { key: 'Professional group', value: sayGroup(run.choice) },
              { key: 'Begun', value: `${formatInstant(run.madeAt)} by ${run.madeByName}` },
              { key: 'State', value: stateOf(run, { isOpen, areSent }) },
            ]}
          />
          {run.state === 'stopped' ? (
            <p>A mail that was just leaving may still arrive. Its link does not work: invite those people again.</p>
          ) : null}
        </Section>
      </div>
      <p class="nhsuk-u-visually-hidden" role="status" data-live-said />
      {isOpen ? (
        <div data-live-actions>
          <Section>
            <p>
              {areSent
                ? 'You can leave this page. The invitations go on.'
                : 'Mail was switched off since they were begun, so none of them leaves. They go on when it is on again, for a day. To invite these people in another way, stop them first.'}
            </p>
            <Bar>
              <LinkButton variant="secondary" small href={pathTo('invitationRun', { runId })}>
                Look again
              </LinkButton>
              <form method="post" action={pathTo('stopInvitationRun', { runId })}>
                <Button variant="warning" small preventDoubleClick>
                  Stop
                </Button>
              </form>
            </Bar>
          </Section>
        </div>
      ) : null}
    </>
  )
}

const openTitle = (areSent: boolean) =>
  areSent ? 'Invitations are on their way' : 'Mail is switched off: invitations are held up'

function stateOf(run: InvitationRun, { isOpen, areSent }: { isOpen: boolean; areSent: boolean }) {
  if (run.state === 'stopped' || (isOpen && areSent)) return states[run.state]
  return isOpen ? 'Held up' : 'Done'
}

const titles = ({ state, counts }: InvitationRun) => {
  if (state === 'stopped') return 'Invitations were stopped'
  return counts.refused + counts['given-up'] > 0 ? 'Some invitations did not arrive' : 'Invitations were sent'
}
