import type { MailLinks } from '../records/message.ts'
import { pathTo } from '../routes.ts'

/** The addresses in mails and in links to hand over: always those of the settings, never of a request's own headers. */
export const mailLinks = (url: string): MailLinks => ({
  invitation: (token) => `${url}${pathTo('invitationPage', { token })}`,
  passwordReset: (token) => `${url}${pathTo('resetPasswordPage', { token })}`,
})
