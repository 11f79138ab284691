/** Zip files as a person's computer makes them, and as nobody's does. */
import { zipSync } from 'fflate'

export const zipOf = (files: Record<string, Uint8Array>): Uint8Array => zipSync(files, { level: 6 })

const SIGNATURES = { local: [0x50, 0x4b, 3, 4], entry: [0x50, 0x4b, 1, 2] }

/** The same zip with another two-byte number in the head of each file, at a place after its signature. */
export function withHeads(zip: Uint8Array, places: { local: number; entry: number }, number: number): Uint8Array {
  const changed = Buffer.from(zip)
  for (const head of ['local', 'entry'] as const)
    for (let at = changed.indexOf(Buffer.from(SIGNATURES[head])); at !== -1; ) {
      changed.writeUInt16LE(number, at + places[head])
      at = changed.indexOf(Buffer.from(SIGNATURES[head]), at + 4)
    }
  return changed
}

/** Says that its files need a password. */
export const withPassword = (zip: Uint8Array): Uint8Array => withHeads(zip, { local: 6, entry: 8 }, 1)
