import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

/** OWASP's Password Storage Cheat Sheet: Argon2id with 19 MiB, 2 passes, 1 lane. */
const today = { memory: 19_456, passes: 2, parallelism: 1 }
const saltBytes = 16
const tagLength = 32

const encode = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')

/** Hashes a password as the usual text, `$argon2id$v=19$m=…,t=…,p=…$salt$hash`, so that the cost can rise later. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(saltBytes)
  const hash = await derive('argon2id', { message: password.normalize('NFKC'), nonce, tagLength, ...today })
  return `$argon2id$v=19$m=${today.memory},t=${today.passes},p=${today.parallelism}$${encode(nonce)}$${encode(hash)}`
}

/** Whether the password is the one that was hashed; compared in constant time. False for text that is no such hash. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(stored)
  if (!match) return false
  const [, memory, passes, parallelism, salt = '', kept = ''] = match
  const expected = Buffer.from(kept, 'base64')
  const hash = await derive('argon2id', {
    message: password.normalize('NFKC'),
    nonce: Buffer.from(salt, 'base64'),
    tagLength: expected.length,
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  })
  return timingSafeEqual(hash, expected)
}
