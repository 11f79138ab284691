import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** Keeps text so that a copy of the database alone cannot read it, nor guess it by its digest. */
export type Seal = {
  /** Sealed text; `owner` is bound to it, so that it cannot be passed off as somebody else's. */
  seal(text: string, owner: string): string
  /** The text, or null where it was not sealed here, for this owner, or was changed since. */
  open(sealed: string, owner: string): string | null
  /** A digest under the key, for what is too short to be kept as a plain one. */
  digest(text: string): string
}

const ivBytes = 12
const tagBytes = 16

/** A seal under a key that is derived from the installation's secret for one purpose. */
export function createSeal(secret: string, purpose: string): Seal {
  const keyFor = (use: string) => Buffer.from(hkdfSync('sha256', secret, '', `concord ${purpose} ${use}`, 32))
  const sealing = keyFor('seal')
  const digesting = keyFor('digest')
  return {
    seal: (text, owner) => {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', sealing, iv).setAAD(Buffer.from(owner))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open: (text, owner) => {
      const bytes = Buffer.from(text, 'base64url')
      if (bytes.length < ivBytes + tagBytes) return null
      try {
        const cipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
          .setAAD(Buffer.from(owner))
          .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
        return cipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + cipher.final('utf8')
      } catch {
        return null
      }
    },
    digest: (text) => createHmac('sha256', digesting).update(text, 'utf8').digest('base64url'),
  }
}
