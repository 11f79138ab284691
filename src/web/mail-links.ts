import { pathTo } from '../routes.ts'

/** The addresses in mails and in links to hand over: always those of the settings, never of a request's own headers. */
export const mailLinks = (url: string) => ({
  invitation: (token: string) => `${url}${pathTo('invitationPage', { token })}`,
  firstRun: (token: string) => `${url}${pathTo('firstRunPage', { token })}`,
  passwordReset: (token: string) => `${url}${pathTo('resetPasswordPage', { token })}`,
})
