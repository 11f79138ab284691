/** Sign-in's tables (schema `identity`), as better-auth names its columns, and the link from an account to a person. */
import type { ColumnType } from 'kysely'

type At = ColumnType<Date, Date | string, Date | string>

export type IdentityTables = {
  'identity.account_person': { user_id: string; organisation_id: number; person_id: number }
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
}
