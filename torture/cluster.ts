/** A PostgreSQL of the harness's own, in a folder of its own, so that it can be killed, frozen and filled up. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { asSuperuser } from '../tests/support/as-superuser.ts'
import { freePort } from '../tests/support/free-port.ts'

export type Cluster = {
  port: number
  /** The address of a database for a login; everybody is trusted. */
  url(database: string, login: string): string
  /** Runs statements as the superuser, one after the other. */
  asSuperuser(database: string, ...statements: string[]): Promise<void>
  start(): Promise<void>
  /** Ends every process of it at once, as a crash of the machine's memory would. */
  kill(): Promise<void>
  /** Sends every process of it a signal, such as SIGSTOP. */
  signal(signal: NodeJS.Signals): void
  remove(): Promise<void>
}

/** Makes one in a new folder, or in `folder`, and starts it. Needs PostgreSQL’s initdb on the machine. */
export async function makeCluster(given: { folder?: string } = {}): Promise<Cluster> {
  const bin = binFolder()
  const folder = given.folder ?? mkdtempSync(join(tmpdir(), 'concord-torture-pg-'))
  const account = unprivileged()
  mkdirSync(folder, { recursive: true })
  if (account.uid) chownSync(folder, account.uid, account.gid)
  const data = join(folder, 'data')
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'superuser', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...account,
    cwd: folder,
    stdio: 'ignore',
  })
  const port = await freePort()
  const url = (database: string, login: string) => `postgres://${login}@127.0.0.1:${port}/${database}`
  const processes = () => processesOf(Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]))
  let ended: Promise<unknown> = Promise.resolve()

  const start = async () => {
    // Small, and with its log of writes in small files, so that a full disk is soon reached; nothing else is out of the ordinary.
    const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`]
    const words = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])]
    // A process that was born while the one before was killed holds its memory for a moment, and somebody its port.
    for (let tries = 0; tries < 100; tries += 1) {
      const server = spawn(join(bin, 'postgres'), words, { ...account, cwd: folder, stdio: 'ignore' })
      ended = new Promise((resolve) => server.once('exit', resolve))
      while (server.exitCode === null && server.signalCode === null) {
        if (await answers(url('postgres', 'superuser'))) return
        await pause(50)
      }
    }
    throw new Error(`PostgreSQL in ${data} does not start`)
  }
  const kill = async () => {
    for (const pid of processes()) signalIfThere(pid, 'SIGKILL')
    await ended
    rmSync(join(data, 'postmaster.pid'), { force: true })
  }
  process.on('exit', () => {
    if (existsSync(join(data, 'postmaster.pid'))) for (const pid of processes()) signalIfThere(pid, 'SIGKILL')
  })
  await start()
  return {
    port,
    url,
    asSuperuser: async (database, ...statements) => {
      await asSuperuser(url(database, 'superuser'), statements)
    },
    start,
    kill,
    signal: (signal) => {
      for (const pid of processes()) signalIfThere(pid, signal)
    },
    remove: async () => {
      if (existsSync(join(data, 'postmaster.pid'))) await kill()
      rmSync(given.folder ? data : folder, { recursive: true, force: true })
    },
  }
}

/** Where initdb is, or a plain sentence: nothing is left out silently. */
function binFolder(): string {
  const debian = '/usr/lib/postgresql'
  const places = [
    ...(process.env.PATH ?? '').split(':'),
    ...(existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version, 'bin')) : []),
  ]
  const found = places.find((place) => existsSync(join(place, 'initdb')) && existsSync(join(place, 'postgres')))
  if (!found)
    throw new Error(
      'PostgreSQL’s initdb is not on this machine. Install PostgreSQL, or say --on embedded to leave it out.',
    )
  return found
}

/** PostgreSQL refuses to run as root: then it runs as the machine’s own postgres. */
function unprivileged(): { uid: number; gid: number } | Record<string, never> {
  if (process.getuid?.() !== 0) return {}
  const idOf = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout)
  return { uid: idOf('-u'), gid: idOf('-g') }
}

const processesOf = (postmaster: number): number[] => [postmaster, ...childrenOf(postmaster)]

function childrenOf(parent: number): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(parent)], { encoding: 'utf8' })
  return stdout.split('\n').filter(Boolean).map(Number)
}

function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as { code?: string }).code !== 'ESRCH') throw error
  }
}

const answers = (url: string): Promise<boolean> =>
  asSuperuser(url, []).then(
    () => true,
    () => false,
  )
