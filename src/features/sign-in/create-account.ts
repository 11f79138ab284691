import { EmailInUse, type Identity } from '../../platform/identity/identity.ts'
import { removeUnlinkedAccount } from '../../records/account.ts'
import type { Services } from '../../web/request.ts'

/** Makes an account, in the place of one of the same address that opens no door. `EmailInUse` is thrown where one does. */
export async function createAccount(
  { identity, database }: Pick<Services, 'identity' | 'database'>,
  account: Parameters<Identity['createAccount']>[0],
): Promise<string> {
  try {
    return await identity.createAccount(account)
  } catch (error) {
    if (!(error instanceof EmailInUse) || !(await removeUnlinkedAccount(database, account.email))) throw error
    return identity.createAccount(account)
  }
}
