/** Faults that are not deaths: a frozen database, a connection cut at the commit, a full disk. */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { migrate } from '../src/db/migrate.ts'
import { type Cut, startCuttingProxy } from '../tests/support/cutting-proxy.ts'
import { freePort } from '../tests/support/free-port.ts'
import { chanceOf } from './chance.ts'
import { checkDeeds } from './check.ts'
import { actUntil, type Deed, sendAgain } from './deeds.ts'
import { inFolder, openFor, type Place, serverKind } from './place.ts'
import { beginServer, type Product, startServer } from './product.ts'
import { makeSmallDisk } from './small-disk.ts'
import { makeTrust, type Trust } from './trust.ts'

/** What is wrong after a fault; nothing when all is well. */
type Found = string[]

/** Longest that anybody may wait for an answer while the database says nothing. */
const LONGEST_WAIT_MS = 45_000

export const faults: Record<string, (seed: number) => Promise<Found>> = {
  frozen: async (seed) => {
    const kind = await serverKind()
    const { cluster } = kind
    if (!cluster) throw new Error('a server has a cluster')
    return withTrust(
      await kind.make('empty'),
      seed,
      {},
      () => kind.close(),
      async ({ act, url }) => {
        const whileFrozen = async () => {
          cluster.signal('SIGSTOP')
          try {
            const began = Date.now()
            const during = await act(500)
            return { during, waited: Date.now() - began, page: await fetch(`${url}/sign-in`) }
          } finally {
            // However that went: what is frozen cannot be taken away.
            cluster.signal('SIGCONT')
          }
        }
        const before = await act(800)
        const { during, waited, page } = await whileFrozen()
        await pause(500)
        const after = await act(800)
        return {
          deeds: [...before, ...during, ...after],
          found: [
            ...(waited > LONGEST_WAIT_MS ? [`people waited ${waited} ms for an answer`] : []),
            ...(page.status >= 500 && page.status !== 503 ? [`the sign-in page answered ${page.status}`] : []),
            ...during
              .filter(({ status }) => status !== 503)
              .map(({ kind, status }) => `a ${kind} was answered ${status}, not 503`),
            ...(after.some(({ told }) => told === 'done') ? [] : ['nothing could be done when the database went on']),
          ],
        }
      },
    )
  },

  cut: async (seed) => {
    const kind = await serverKind()
    const proxy = await startCuttingProxy(kind.cluster?.port ?? 0)
    const place = await kind.make('empty')
    const address = new URL(place.settings.DATABASE_URL as string)
    address.port = String(proxy.port)
    const end = async () => {
      proxy.close()
      await kind.close()
    }
    return withTrust(place, seed, { DATABASE_URL: address.href }, end, async ({ act }) => {
      const deeds = await act(500)
      const found: Found = []
      for (const when of ['before it arrives', 'before its answer'] as Cut[])
        for (let times = 0; times < 10; times += 1) {
          // Of work that people asked for: looking up who asks is a transaction too.
          proxy.cutNext(3, when, 'insert into once_key')
          deeds.push(...(await act(200)))
        }
      proxy.cutNext(0, 'before its answer')
      if (proxy.cuts() < 10) found.push(`only ${proxy.cuts()} commits were cut`)
      if (!deeds.some(({ told, status }) => told === 'unknown' && status === 503))
        found.push('nobody was told that we do not know')
      for (const { kind, status } of deeds) if (status === 500) found.push(`a ${kind} was answered 500`)
      return { deeds, found }
    })
  },

  'full disk of PostgreSQL': async (seed) => {
    const disk = makeSmallDisk(400)
    const kind = await serverKind(join(disk.folder, 'cluster'))
    const end = async () => {
      await kind.close()
      disk.remove()
    }
    return withTrust(await kind.make('empty'), seed, {}, end, async ({ act }) => {
      const deeds = await act(800)
      await disk.fill(100_000)
      // Some room may be left to write into at first.
      const full = await actUntilSome(act, ({ status }) => status === 503)
      disk.empty()
      // PostgreSQL may have to start itself again first.
      const after = await actUntilSome(act, ({ told }) => told === 'done')
      return {
        deeds: [...deeds, ...full, ...after],
        found: [
          ...(full.some(({ status }) => status === 503) ? [] : ['the disk was never full']),
          ...(after.some(({ told }) => told === 'done') ? [] : ['nothing could be done when there was room again']),
        ],
      }
    })
  },

  'full disk of the embedded database': async (seed) => {
    const disk = makeSmallDisk(300)
    return withTrust(
      inFolder(join(disk.folder, 'trust')),
      seed,
      // With mail the queue is asked every two seconds, and asking writes.
      { CONCORD_SMTP_URL: 'smtp://127.0.0.1:9', CONCORD_MAIL_FROM: 'concord@trust.example' },
      async () => disk.remove(),
      async ({ act }) => {
        const deeds = await act(800)
        await disk.fill(30_000_000)
        const full = await act(5_000)
        const second = beginServer(await freePort(), { CONCORD_DATA: join(disk.folder, 'another') })
        const began = await second.isReady
        await second.stop('SIGKILL')
        disk.empty()
        const after = await act(1_500)
        return {
          deeds: [...deeds, ...full, ...after],
          found: [
            ...full.filter(({ told }) => told === 'done').map(({ kind }) => `a ${kind} was done on a full disk`),
            ...full
              .filter(({ status }) => status !== 503)
              .map(({ kind, status }) => `a ${kind} was answered ${status}, not 503`),
            ...(began || !/is full/.test(second.output()) ? [`starting on a full disk says: ${second.output()}`] : []),
            ...(after.some(({ told }) => told === 'done') ? [] : ['nothing could be done when there was room again']),
          ],
        }
      },
    )
  },
}

type Act = (milliseconds: number) => Promise<Deed[]>

/** Goes on until this became of some deed, at most forty times. */
async function actUntilSome(act: Act, became: (deed: Deed) => boolean): Promise<Deed[]> {
  const deeds: Deed[] = []
  for (let tries = 0; tries < 40 && !deeds.some(became); tries += 1) deeds.push(...(await act(500)))
  return deeds
}

/** A trust with people at work; afterwards what was not answered is sent again, and everything is looked at. */
async function withTrust(
  place: Place,
  seed: number,
  settings: Record<string, string>,
  end: () => Promise<void>,
  work: (given: { act: Act; url: string }) => Promise<{ deeds: Deed[]; found: Found }>,
): Promise<Found> {
  let product: Product | null = null
  try {
    const trust: Trust = await openFor(place, async (database) => {
      await migrate(database)
      return makeTrust(database)
    })
    product = await startServer(await freePort(), { ...place.settings, ...settings })
    const { url } = product
    let run = 0
    const act: Act = async (milliseconds) => {
      run += 1
      const stopped = { yet: false, acknowledged: 0 }
      const acting = actUntil(stopped, { url, trust, mix: 'save', chance: chanceOf(seed * 100 + run), run })
      await pause(milliseconds)
      stopped.yet = true
      return acting
    }
    const { deeds, found } = await work({ act, url })
    await sendAgain(url, deeds)
    await product.stop('SIGKILL')
    product = null
    const { lost, halfDone } = await openFor(place, (database) => checkDeeds(database, deeds, []))
    return [...found, ...lost.map((one) => `lost: ${one}`), ...halfDone.map((one) => `half done: ${one}`)]
  } finally {
    await product?.stop('SIGKILL')
    await place.remove()
    await end()
  }
}
