/** A certificate for this machine, made on the spot and believed by nobody who is not told to. */
import { generateKeyPairSync, sign } from 'node:crypto'

const der = (tag: number, ...parts: (Buffer | number[])[]): Buffer => {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)))
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
const sequence = (...parts: Buffer[]) => der(0x30, ...parts)
const text = (tag: number, value: string) => der(tag, Buffer.from(value, 'ascii'))
const integer = (...bytes: number[]) => der(0x02, bytes)

const ecdsaWithSha256 = sequence(der(0x06, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]))
const commonName = sequence(der(0x31, sequence(der(0x06, [0x55, 0x04, 0x03]), text(0x0c, 'localhost'))))
/** subjectAltName: localhost and 127.0.0.1. */
const names = sequence(
  der(0x06, [0x55, 0x1d, 0x11]),
  der(0x04, sequence(text(0x82, 'localhost'), der(0x87, [127, 0, 0, 1]))),
)
const utc = (year: number) => text(0x17, `${String(year % 100).padStart(2, '0')}0101000000Z`)
const pem = (label: string, content: Buffer) =>
  `-----BEGIN ${label}-----\n${content.toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`

/** The certificate and its key, as PEM. */
export function selfMadeCertificate(): { certificate: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const body = sequence(
    der(0xa0, integer(2)),
    integer(1),
    ecdsaWithSha256,
    commonName,
    sequence(utc(2020), utc(2049)),
    commonName,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(names)),
  )
  const signature = sign('sha256', body, privateKey)
  return {
    certificate: pem('CERTIFICATE', sequence(body, ecdsaWithSha256, der(0x03, [0], signature))),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}
