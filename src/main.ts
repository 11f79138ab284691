/** Starts the server: settings → database → app → listen. */
import { fileURLToPath } from 'node:url'
import { createApp } from './app.tsx'
import { openDatabase } from './db/open-database.ts'
import { isHalfLoaded, loadDemonstration } from './demonstration/load.ts'
import { fixedClock, systemClock } from './platform/clock.ts'
import { createIdentity } from './platform/identity/identity-better-auth.ts'
import { log } from './platform/log.ts'
import { createMetrics } from './platform/metrics.ts'
import { countQuery } from './platform/request-record.ts'
import { readConfig, refusePlainHttp, unknownSettings } from './platform/settings/config.ts'
import { forgetFirstRunLink, tellFirstRun } from './platform/settings/first-run-link.ts'
import { sessionSecret } from './platform/settings/secret.ts'
import { CUT_AFTER_MS, endOnWhatNobodyCaught, stopInTime } from './platform/stop-in-time.ts'
import { ensureFirstRunLink } from './records/first-run.ts'
import { startMessages } from './records/messages.ts'
import { checkMode } from './records/organisation.ts'
import { beginUpkeep } from './upkeep/begin-upkeep.ts'
import { whyNotStarted } from './upkeep/why-not-started.ts'
import { readAssets } from './web/assets.ts'
import { mailLinks } from './web/mail-links.ts'
import { openIdProviders } from './web/open-id-providers.ts'
import { serveApp } from './web/serve.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)
const builtFolder = new URL('../browser/', import.meta.url)

try {
  const config = readConfig(process.env)
  for (const name of unknownSettings(process.env)) log.warn({ setting: name }, 'a setting that Concord does not know')
  refusePlainHttp(config)
  endOnWhatNobodyCaught()
  const metrics = createMetrics({ ofProcess: true })
  const stopping = new AbortController()
  const database = await openDatabase(config, () => {
    metrics.countQuery()
    countQuery()
  })
  const clock = config.now ? fixedClock(config.now) : systemClock
  const identity = createIdentity({
    database,
    secret: sessionSecret(config),
    url: config.url,
    idleMinutes: config.idleMinutes,
  })
  const found = await checkMode(database, config.mode)
  if (config.mode === 'demonstration' && (found === 'empty' || (await isHalfLoaded(database)))) {
    say('Making the demonstration trust. This happens once and takes some seconds.')
    await loadDemonstration({ database, identity, clock })
  }
  const links = mailLinks(config.url)
  const firstRunLink = config.mode === 'real' ? await ensureFirstRunLink(database, links.firstRun, clock) : null
  const { dataFolder } = config
  const firstRun = firstRunLink && tellFirstRun(firstRunLink, { dataFolder, isTerminal: process.stdout.isTTY === true })
  if (!firstRun) forgetFirstRunLink(dataFolder)
  const messages = await startMessages({ database, clock, config, links })
  const assets = readAssets(new URL('manifest.json', builtFolder))
  const app = createApp({
    database,
    identity,
    clock,
    config,
    messages,
    metrics,
    stopping: stopping.signal,
    singleSignOn: openIdProviders(config),
    assets,
  })
  const server = await serveApp(app, {
    host: config.host,
    port: config.port,
    saysTimes: config.saysTimes,
    browserFolder: fileURLToPath(builtFolder),
  })

  const upkeep = await beginUpkeep(database, config)

  // In one breath, so that whoever starts this from a program has all of it or none.
  say(
    [
      '',
      `Concord is at ${config.url}`,
      ...(config.mode === 'demonstration'
        ? [
            'This is a demonstration: everyone in it is invented.',
            'To start a real one, with an empty database of its own: CONCORD_MODE=real CONCORD_DATA=./trust npm start',
          ]
        : []),
      ...(firstRun ? [firstRun] : []),
    ].join('\n'),
  )

  stopInTime(stopping, async () => {
    // The queue takes mails to the end; it only does no more of them.
    const [outcome] = await Promise.all([server.stop(CUT_AFTER_MS), messages.stop()])
    await upkeep.stop()
    await database.close()
    return outcome
  })
} catch (error) {
  const { DATABASE_OWNER_URL, DATABASE_OWNER_URL_FILE } = process.env
  const why = whyNotStarted(error, Boolean(DATABASE_OWNER_URL ?? DATABASE_OWNER_URL_FILE))
  process.stderr.write(`Concord did not start. ${why}\n`)
  process.exit(1)
}
