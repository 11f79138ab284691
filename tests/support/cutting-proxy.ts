/** Stands between the product and PostgreSQL, and at the very moment of a commit cuts the connection, or holds it. */
import { connect, createServer, type Socket } from 'node:net'

export type Cut = 'before it arrives' | 'before its answer'

export type CuttingProxy = {
  port: number
  /** The next so many commits lose their connection; with `of` only those of work in which this text was sent. */
  cutNext(many: number, when: Cut, of?: string): void
  cuts(): number
  /** Holds the next commit: resolved when it has come, with how to let it go on to the server. */
  holdNext(): Promise<() => void>
  /** How many connections were ever made. */
  connections(): number
  close(): void
}

/** A simple query of so many letters, as the wire protocol has it. */
const query = (words: string) =>
  Buffer.concat([Buffer.from([0x51, 0, 0, 0, words.length + 5]), Buffer.from(`${words}\0`)])
const COMMIT = query('commit')
const ROLLBACK = query('rollback')

export async function startCuttingProxy(toPort: number): Promise<CuttingProxy> {
  let left = 0
  let when: Cut = 'before its answer'
  let of = ''
  let made = 0
  let connections = 0
  let hold: ((goOn: () => void) => void) | null = null
  const sockets = new Set<Socket>()
  const proxy = createServer((client) => {
    connections += 1
    const server = connect(toPort, '127.0.0.1')
    const both = [client, server]
    const end = () => {
      for (const socket of both) socket.destroy()
    }
    for (const socket of both) {
      sockets.add(socket)
      socket.on('error', end).on('close', end)
    }
    let isCut = false
    let isOfIt = false
    client.on('data', (chunk: Buffer) => {
      isOfIt ||= chunk.includes(of)
      const isCommitOfIt = isOfIt && chunk.includes(COMMIT)
      if (chunk.includes(COMMIT) || chunk.includes(ROLLBACK)) isOfIt = false
      if (hold && chunk.includes(COMMIT)) {
        hold(() => server.write(chunk))
        hold = null
        return
      }
      if (left > 0 && isCommitOfIt) {
        left -= 1
        made += 1
        isCut = true
        if (when === 'before it arrives') return end()
      }
      server.write(chunk)
    })
    server.on('data', (chunk: Buffer) => {
      // The server has done it and says so: nobody hears.
      if (isCut) return end()
      client.write(chunk)
    })
  })
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening))
  const address = proxy.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  return {
    port: address.port,
    cutNext: (many, cut, text = '') => {
      left = many
      when = cut
      of = text
    },
    cuts: () => made,
    holdNext: () =>
      new Promise((held) => {
        hold = held
      }),
    connections: () => connections,
    close: () => {
      for (const socket of sockets) socket.destroy()
      proxy.close()
    },
  }
}
