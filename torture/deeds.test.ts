import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { type Deed, sendAgain } from './deeds.ts'

const aDeed = (token: string, told: Deed['told']): Deed => ({
  kind: 'sign',
  planId: 1,
  personId: 2,
  token,
  version: 1,
  request: { path: '/plans/1/sign', cookie: '', headers: {}, body: `once=${token}` },
  told,
  status: null,
})

it('only what had no answer is sent again, and is known to have been', async () => {
  const arrived: string[] = []
  const server = createServer((request, answer) => {
    request.on('data', (body) => arrived.push(String(body)))
    request.on('end', () => answer.writeHead(303, { location: '/plans/1' }).end())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  try {
    const deeds = [aDeed('a', 'done'), aDeed('b', 'unknown'), aDeed('c', 'refused')]
    const { port } = server.address() as AddressInfo
    expect(await sendAgain(`http://127.0.0.1:${port}`, deeds)).toEqual([
      { ...aDeed('b', 'done'), status: 303, wasSentAgain: true },
    ])
    expect(arrived).toEqual(['once=b'])
    expect(deeds.map(({ told, wasSentAgain }) => [told, wasSentAgain])).toEqual([
      ['done', undefined],
      ['done', true],
      ['refused', undefined],
    ])
  } finally {
    server.close()
  }
})
