import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'

export type AccountOf = {
  personId: number
  fullName: string
  email: string | null
  /** Whoever set Concord up, say, is in none. */
  isInStaffRecord: boolean
  /** What the account signs in with; null where there is none. */
  accountEmail: string | null
  hasAccount: boolean
  closedAt: Date | null
  hasSecondFactor: boolean
}

/** Whether an account signs in with another address than the staff record has. Where that has none, there is none to take. */
export const hasOtherAddress = ({ email, accountEmail }: AccountOf): boolean =>
  email !== null && accountEmail !== null && email.toLowerCase() !== accountEmail

/** The addresses of somebody and of their account, as rows of a list. */
export const addressesOf = (account: AccountOf): { key: string; value: string }[] => [
  account.isInStaffRecord
    ? { key: 'E-mail in the staff record', value: account.email ?? 'Not there' }
    : { key: 'E-mail address', value: account.email ?? 'None' },
  ...(hasOtherAddress(account) ? [{ key: 'E-mail of the account', value: account.accountEmail ?? '' }] : []),
]

/** A person's account as the office sees it: whether it is there, open, and has a second factor. */
export async function getAccountOf(tx: Tx, personId: number): Promise<AccountOf | null> {
  const { rows } = await sql<AccountOf>`
    select p.person_id as "personId", p.full_name as "fullName", p.email, p.esr_id is not null as "isInStaffRecord",
      l.user_id is not null as "hasAccount",
      l.closed_at as "closedAt", address_of_account(p.person_id) as "accountEmail",
      has_second_factor(p.person_id) as "hasSecondFactor"
    from person p
    left join identity.account_person l on l.organisation_id = p.organisation_id and l.person_id = p.person_id
    where p.person_id = ${personId}`.execute(tx)
  return rows[0] ?? null
}
