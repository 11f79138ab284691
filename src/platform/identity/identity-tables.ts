/** Sign-in's tables (schema `identity`), as better-auth names its columns, and the link from an account to a person. */
import type { ColumnType, Generated } from 'kysely'

type At = ColumnType<Date, Date | string, Date | string>
type AtOrNever = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>

export type IdentityTables = {
  'identity.account_person': {
    user_id: string
    organisation_id: number
    person_id: number
    closed_at: AtOrNever
    closed_by: ColumnType<number | null, number | null | undefined, number | null>
    previous_address: ColumnType<string | null, string | null | undefined, string | null>
  }
  'identity.user': {
    id: string
    name: string
    email: string
    emailVerified: boolean
    image: string | null
    createdAt: At
    updatedAt: At
  }
  'identity.session': {
    id: string
    token: string
    userId: string
    expiresAt: At
    ipAddress: string | null
    userAgent: string | null
    createdAt: At
    updatedAt: At
    method: Generated<string>
    usedAt: ColumnType<Date, Date | string | undefined, Date | string>
    secondFactorAt: AtOrNever
    secondFactorDue: Generated<boolean>
    confirmedAt: AtOrNever
  }
  'identity.account': {
    id: string
    accountId: string
    providerId: string
    userId: string
    password: string | null
    createdAt: At
    updatedAt: At
  }
  'identity.verification': {
    id: string
    identifier: string
    value: string
    expiresAt: At
    createdAt: At
    updatedAt: At
  }
  'identity.single_sign_on': {
    state_digest: string
    browser_digest: string
    provider: string
    purpose: 'sign-in' | 'join' | 'connect' | 'again'
    next: string
    session_id: string | null
    invitation_digest: string | null
    begun_at: At
    expires_at: At
  }
  'identity.second_factor': {
    user_id: string
    secret: string
    last_step: Generated<number>
    confirmed_at: AtOrNever
    created_at: At
    begun_in: ColumnType<string | null, string | null | undefined, string | null>
  }
  'identity.recovery_code': { user_id: string; digest: string }
  'identity.rate_limit': { key: string; points: number; expire: number | null }
  'identity.kept_words': { key_digest: string; user_id: string; sealed: string; expires_at: At }
}
