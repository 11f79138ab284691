/** What each mail says: no name, nothing of any plan. */
import type { Mail } from '../platform/mail/mail.ts'
import type { Message } from './message.ts'

/** `hasPasswords`: people may choose one here, and do not sign in elsewhere alone. */
type Facts = { organisation: string; link: string; hasPasswords: boolean }

const notYou = 'If this was not you, tell the job-planning office of your trust at once.'

export const MAIL_WORDS: Record<Message['kind'], (facts: Facts) => Mail> = {
  invitation: ({ organisation, link, hasPasswords }) => ({
    subject: 'You are invited to Concord',
    before: [
      `Somebody at ${organisation} has invited you to Concord, where job plans are made and agreed.`,
      `To join, open this link and ${hasPasswords ? 'choose a password' : 'sign in with your account of the trust or the NHS'}. It works once, for 14 days.`,
    ],
    link,
    after: ['If you get another invitation, use the newest: the older ones stop working.', 'Do not pass this mail on.'],
  }),
  'password-reset': ({ organisation, link }) => ({
    subject: 'Choose a new password for Concord',
    before: [
      `Somebody asked for a new password for your Concord account at ${organisation}.`,
      'To choose one, open this link. It works once, for 30 minutes.',
    ],
    link,
    after: ['If you did not ask, you need do nothing: your password stays as it is.', 'Do not pass this mail on.'],
  }),
  'password-changed': ({ organisation }) => ({
    subject: 'Your Concord password was changed',
    before: [`The password of your Concord account at ${organisation} was changed.`],
    link: null,
    after: [notYou],
  }),
  'second-factor-reset': ({ organisation }) => ({
    subject: 'Your Concord security codes were reset',
    before: [
      `The second step of signing in to your Concord account at ${organisation} was taken away.`,
      'You may be asked to set it up again when you next sign in.',
    ],
    link: null,
    after: [notYou],
  }),
  'codes-tried': ({ organisation, hasPasswords }) => ({
    subject: 'Somebody tried many codes on your Concord account',
    before: [
      `Many wrong codes were tried on your Concord account at ${organisation}. No code is taken for a day from the first of them.`,
      `Whoever tried them knows ${hasPasswords ? 'your password' : 'the password of the account that you sign in with'}: change it.`,
    ],
    link: null,
    after: [notYou],
  }),
  'reset-link-made': ({ organisation }) => ({
    subject: 'A link to a new Concord password was made for you',
    before: [
      `The job-planning office made a link by which a new password can be chosen for your Concord account at ${organisation}.`,
      'They give it to you themselves. It works once, for 30 minutes.',
    ],
    link: null,
    after: ['If you did not ask the office for it, tell somebody in charge of it at once.'],
  }),
  'address-changed': ({ organisation }) => ({
    subject: 'Your Concord account has another e-mail address',
    before: [
      `The job-planning office gave your Concord account at ${organisation} the e-mail address that the staff record has for you.`,
      'Sign in with that address from now on. Your password stays as it is.',
    ],
    link: null,
    after: [notYou],
  }),
  'ways-in-changed': ({ organisation }) => ({
    subject: 'How you sign in to Concord was changed',
    before: [
      `An account elsewhere was connected to your Concord account at ${organisation}, or disconnected from it.`,
      'On every other computer and phone you are signed out.',
    ],
    link: null,
    after: [notYou],
  }),
}
