/** A disk of a few hundred megabytes, in memory, that can be filled to the brim. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type SmallDisk = {
  folder: string
  /** Leaves so many bytes free, and no more. Connections that the server closes meanwhile are seen to be closed. */
  fill(leave: number): Promise<void>
  empty(): void
  remove(): void
}

/** Needs the right to mount; throws a plain sentence without it, so that nothing is left out silently. */
export function makeSmallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'concord-torture-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { encoding: 'utf8' })
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true })
    throw new Error(
      'A full disk cannot be tried here: this account may not mount one. Run as root, or leave it out with --faults frozen,cut.',
    )
  }
  const filling = join(folder, 'filling')
  return {
    folder,
    fill: async (leave) => {
      const { bavail, bsize } = statfsSync(folder)
      await writeFile(filling, Buffer.alloc(Math.max(0, bavail * bsize - leave)))
    },
    empty: () => rmSync(filling, { force: true }),
    remove: () => {
      spawnSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
