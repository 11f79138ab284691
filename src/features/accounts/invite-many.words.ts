import { PROFESSIONAL_GROUP_LABELS, type ProfessionalGroup } from '../../domain/job-plan/professional-groups.ts'
import type { MailStanding } from '../../records/invitation.ts'
import type { ChoiceStanding, InvitationChoice } from '../../records/invitation-choice.ts'
import type { InvitationRun } from '../../records/invitation-run.ts'

/** Why somebody of the choice gets no invitation. */
export const LEFT_OUT_WORDS: Record<ChoiceStanding, string> = {
  'has-account': 'They have an account',
  invited: 'They have an invitation that still works',
  new: 'They were never invited',
  'ran-out': 'Their invitation ran out or did not arrive',
  'no-email': 'The staff record has no e-mail address for them',
  'wrong-email': 'The e-mail address in the staff record is not one',
  'shared-email': 'Somebody else has the same e-mail address',
  left: 'They have left',
}

export const MAIL_STANDING_WORDS: Record<MailStanding, string> = {
  waiting: 'Waiting to be sent',
  sent: 'Sent',
  refused: 'Address refused',
  'given-up': 'Not sent: the mail server took none for a day',
  stopped: 'Stopped',
}

export const sayNumber = (number: number) => number.toLocaleString('en-GB')
export const sayPeople = (number: number) => (number === 1 ? '1 person' : `${sayNumber(number)} people`)

/** `"240 of 1,180 sent"`. */
export const saySent = ({ counts, people }: InvitationRun) => `${sayNumber(counts.sent)} of ${sayNumber(people)} sent`

export const sayGroup = ({ group }: InvitationChoice) =>
  group === '' ? 'Every group' : PROFESSIONAL_GROUP_LABELS[group as ProfessionalGroup]
