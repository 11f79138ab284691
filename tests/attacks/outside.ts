/** What a trust has beside Concord, on this machine: a mail server and a provider that people sign in with. */
import { startProvider } from '../support/openid-provider.ts'
import { startMailServer, type TestMailServer } from '../support/smtp-server.ts'

export type Outside = {
  /** What Concord is told of them. */
  settings: Record<string, string>
  mail: TestMailServer
  stop(): Promise<void>
}

export async function startOutside(): Promise<Outside> {
  const mail = await startMailServer()
  const provider = await startProvider({ callbacks: ['http://localhost/single-sign-on/1/answer'], people: {} })
  return {
    settings: {
      CONCORD_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
      CONCORD_MAIL_FROM: 'concord@trust.example',
      CONCORD_SSO_NAME: 'Trust account',
      CONCORD_SSO_ISSUER: provider.issuer,
      CONCORD_SSO_CLIENT_ID: provider.clientId,
      CONCORD_SSO_CLIENT_SECRET: provider.clientSecret,
    },
    mail,
    stop: async () => {
      await mail.stop()
      await provider.stop()
    },
  }
}
