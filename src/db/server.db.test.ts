/** What a PostgreSQL server's answers are taken for, through a proxy that holds and cuts connections at the commit. */
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CuttingProxy, startCuttingProxy } from '../../tests/support/cutting-proxy.ts'
import { type EmptyPlace, emptyServerDatabase } from '../../tests/support/empty-place.ts'
import { testServerUrl } from '../../tests/support/migrated.ts'
import type { Database } from './database.ts'
import { openServer } from './server.ts'
import { Unavailable } from './unavailable.ts'

describe.runIf(testServerUrl)('on a server', () => {
  let place: EmptyPlace
  let proxy: CuttingProxy
  let database: Database
  /** Beside the proxy. */
  let direct: Database
  beforeEach(async () => {
    place = await emptyServerDatabase(testServerUrl ?? '')
    direct = openServer({ url: place.databaseOwnerUrl ?? '' })
    await direct.script('create table kept (number integer)')
    proxy = await startCuttingProxy(Number(new URL(place.databaseUrl ?? '').port))
    const through = (address: string | null) => {
      const url = new URL(address ?? '')
      url.port = String(proxy.port)
      return url.href
    }
    // No statement's own limit: we give up two seconds later than that.
    database = openServer({
      url: through(place.databaseUrl),
      ownerUrl: through(place.databaseOwnerUrl),
      connections: 1,
      statementSeconds: 0,
    })
  })
  afterEach(async () => {
    proxy.close()
    await database.close()
    await direct.close()
    await place.remove()
  })
  const keep = () => database.asOwner((tx) => sql`insert into kept values (1)`.execute(tx))
  const countKept = () =>
    direct.asOwner(async (tx) => {
      const { rows } = await sql<{ many: number }>`select count(*)::integer as many from kept`.execute(tx)
      return rows[0]?.many
    })

  it('nobody is answered before the commit is', async () => {
    const seen: string[] = []
    const held = proxy.holdNext()
    const answered = keep().then(() => seen.push('answered'))
    const goOn = await held
    // A round trip beside it: whoever did not wait has answered by then.
    expect(await countKept()).toBe(0)
    expect(seen).toEqual([])
    goOn()
    await answered
    expect([seen, await countKept()]).toEqual([['answered'], 1])
  })

  it.each([
    ['before it arrives', 0],
    ['before its answer', 1],
  ] as const)('a commit that is cut %s is not known to be done or not, and others go on', async (when, kept) => {
    proxy.cutNext(1, when)
    const failed = await keep().catch((error) => error)
    expect(failed).toBeInstanceOf(Unavailable)
    expect(failed.outcome).toBe('unknown')
    expect(await countKept()).toBe(kept)
    await keep()
    expect(await countKept()).toBe(kept + 1)
  })

  it('the commit of work that went on after a failed statement is an error', async () => {
    const working = database.asOwner(async (tx) => {
      await sql`insert into kept values (1)`.execute(tx)
      await sql`select 1 / 0`.execute(tx).catch(() => {})
    })
    await expect(working).rejects.toThrow('a statement failed and the work went on: nothing was kept')
    expect(await countKept()).toBe(0)
  })

  it('a connection is used again after a mistake, and never after it gave no answer', async () => {
    await database.jobs('select 1')
    const first = proxy.connections()
    await expect(database.jobs('select 1 / 0')).rejects.toThrow('division by zero')
    await database.jobs('select 1')
    expect(proxy.connections()).toBe(first)
    void proxy.holdNext()
    await expect(database.jobs('select 1')).rejects.toMatchObject({ outcome: 'unknown' })
    expect((await database.jobs('select 2 as number')).rows).toEqual([{ number: 2 }])
    expect(proxy.connections()).toBe(first + 1)
  })
})
