/** Stands between the product and PostgreSQL, and cuts a connection at the very moment of a commit. */
import { connect, createServer, type Socket } from 'node:net'

export type Cut = 'before it arrives' | 'before its answer'

export type CuttingProxy = {
  port: number
  /** The next so many commits lose their connection. */
  cutNext(many: number, when: Cut): void
  cuts(): number
  close(): void
}

/** A simple query that is `commit`, as the wire protocol has it. */
const COMMIT = Buffer.concat([Buffer.from([0x51, 0, 0, 0, 11]), Buffer.from('commit\0')])

export async function startCuttingProxy(toPort: number): Promise<CuttingProxy> {
  let left = 0
  let when: Cut = 'before its answer'
  let made = 0
  const sockets = new Set<Socket>()
  const proxy = createServer((client) => {
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
    client.on('data', (chunk: Buffer) => {
      if (left > 0 && chunk.includes(COMMIT)) {
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
    cutNext: (many, cut) => {
      left = many
      when = cut
    },
    cuts: () => made,
    close: () => {
      for (const socket of sockets) socket.destroy()
      proxy.close()
    },
  }
}
