import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** The six-figure codes of authenticator apps: TOTP (RFC 6238), in the one form that every app knows. */
const stepSeconds = 30
const digits = 6
const secretBytes = 20

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A new secret, in base32 as people type it. */
export const newCodeSecret = (): string => toBase32(randomBytes(secretBytes))

/** Which step of thirty seconds an instant lies in. */
export const stepOf = (at: Date): number => Math.floor(at.getTime() / 1000 / stepSeconds)

/** The code of one step. */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest()
  const offset = mac.readUInt8(mac.length - 1) & 0xf
  const number = mac.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/** The step whose code this is, at most one before or after `at` for clocks that differ; null where it is none of them. */
export function stepOfCode(secret: string, code: string, at: Date): number | null {
  const now = stepOf(at)
  const steps = [now, now - 1, now + 1]
  return steps.find((step) => isSame(codeAt(secret, step), code)) ?? null
}

/** The address that an authenticator app reads from the picture. */
export const codeAddress = (secret: string, account: string): string =>
  `otpauth://totp/${encodeURIComponent(`Concord:${account}`)}?secret=${secret}&issuer=Concord&algorithm=SHA1&digits=${digits}&period=${stepSeconds}`

/** Compared in constant time. */
const isSame = (one: string, other: string) =>
  /^\d{6}$/.test(other) && timingSafeEqual(Buffer.from(one), Buffer.from(other))

/** Base32 (RFC 4648) without padding. */
export function toBase32(bytes: Uint8Array): string {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)))
}
