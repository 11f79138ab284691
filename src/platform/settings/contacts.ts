/** Whom people of the trust write to, as the statement on accessibility and the page on privacy must say. */
import { z } from 'zod'
import { isAddress } from '../mail/mail-address.ts'

const blankIsMissing = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value)
const setting = <Kind extends z.ZodType>(kind: Kind) => z.preprocess(blankIsMissing, kind.optional())

export const contactSettings = {
  CONCORD_CONTACT_EMAIL: setting(z.string().refine(isAddress, { error: 'must be one e-mail address, without a name' })),
  CONCORD_CONTACT_PHONE: setting(z.string().regex(/^[+\d][\d ()-]{4,29}$/, { error: 'must be one telephone number' })),
  CONCORD_CONTACT_ANSWER_DAYS: setting(
    z.coerce.number({ error: 'must be a number of working days' }).int().min(1).max(60),
  ),
  CONCORD_DPO_CONTACT: setting(
    z.string().regex(/^[^\p{Cc}]{1,200}$/u, { error: 'must be one line of at most 200 signs' }),
  ),
  CONCORD_PRIVACY_URL: setting(z.url({ error: 'must be an address' }).startsWith('https:')),
}

/** Each is null where the trust has not said it. */
export type Contacts = {
  /** Whom to ask about accessibility, and for another form of a page. */
  email: string | null
  phone: string | null
  /** Working days within which they answer. */
  answerDays: number | null
  /** How to reach the data protection officer: an address, or words. */
  dataProtectionOfficer: string | null
  /** The trust's own privacy notice for staff. */
  privacyNotice: string | null
}

type Given = { [Name in keyof typeof contactSettings]?: z.output<(typeof contactSettings)[Name]> }

export const readContacts = (given: Given): Contacts => ({
  email: given.CONCORD_CONTACT_EMAIL ?? null,
  phone: given.CONCORD_CONTACT_PHONE ?? null,
  answerDays: given.CONCORD_CONTACT_ANSWER_DAYS ?? null,
  dataProtectionOfficer: given.CONCORD_DPO_CONTACT ?? null,
  privacyNotice: given.CONCORD_PRIVACY_URL ?? null,
})

/** The settings that a real trust owes its people and has left out. */
export const missingContacts = ({ email, phone, answerDays, dataProtectionOfficer, privacyNotice }: Contacts) => [
  ...(email || phone ? [] : ['CONCORD_CONTACT_EMAIL']),
  ...(answerDays ? [] : ['CONCORD_CONTACT_ANSWER_DAYS']),
  ...(dataProtectionOfficer ? [] : ['CONCORD_DPO_CONTACT']),
  ...(privacyNotice ? [] : ['CONCORD_PRIVACY_URL']),
]
