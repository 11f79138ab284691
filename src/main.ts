/** Starts the server: settings → database → app → listen. */
import { fileURLToPath } from 'node:url'
import { createApp } from './app.tsx'
import { openDatabase } from './db/open-database.ts'
import { loadDemonstration } from './demonstration/load.ts'
import { fixedClock, systemClock } from './platform/clock.ts'
import { readConfig } from './platform/config.ts'
import { createIdentity } from './platform/identity-better-auth.ts'
import { sessionSecret } from './platform/secret.ts'
import { ensureFirstRunLink } from './records/first-run.ts'
import { checkMode } from './records/organisation.ts'
import { readAssets } from './web/assets.ts'
import { serveApp } from './web/serve.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)
const builtFolder = new URL('../browser/', import.meta.url)

try {
  const config = readConfig(process.env)
  const database = await openDatabase(config)
  const clock = config.now ? fixedClock(config.now) : systemClock
  const identity = createIdentity({ database, clock, secret: sessionSecret(config), url: config.url })
  const found = await checkMode(database, config.mode)
  if (config.mode === 'demonstration' && found === 'empty') {
    say('Making the demonstration trust. This happens once and takes some seconds.')
    await loadDemonstration({ database, identity, clock })
  }
  const firstRunLink = config.mode === 'real' ? await ensureFirstRunLink(database, config, clock) : null
  const assets = readAssets(new URL('manifest.json', builtFolder))
  const app = createApp({ database, identity, clock, config, assets })
  const server = await serveApp(app, {
    host: config.host,
    port: config.port,
    browserFolder: fileURLToPath(builtFolder),
  })

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
      ...(firstRunLink ? [`Nobody has an account yet. Open this once to begin: ${firstRunLink}`] : []),
    ].join('\n'),
  )

  const stop = async () => {
    await server.stop()
    await database.close()
    process.exit(0)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
} catch (error) {
  process.stderr.write(`Concord did not start. ${error instanceof Error ? error.message : error}\n`)
  process.exit(1)
}
