import { statfsSync } from 'node:fs'
import { Unavailable } from './unavailable.ts'

/**
 * Left free on the disk of an embedded database. Full tables are refused and undone like anything else; but when no room is
 * left for the log of writes, PGlite runs in circles and takes the process with it. It begins log files of 16 MB.
 */
const LEAST_MEGABYTES = 64

/** How many megabytes are free on the disk of a folder. */
export type FreeMegabytes = (folder: string) => number

export const freeMegabytes: FreeMegabytes = (folder) => {
  const { bavail, bsize } = statfsSync(folder)
  return Math.floor((bavail * bsize) / 1_000_000)
}

/** Whether anything more should be written where so much is free. */
export const isRoom = (free: number): boolean => free >= LEAST_MEGABYTES

export const diskFull = (): Unavailable => new Unavailable('nothing-done', { code: 'the disk is full' })

/** Throws a plain sentence where the database in a folder should not be opened: it writes when it begins. */
export function needRoomToBegin(folder: string, free: number): void {
  if (!isRoom(free))
    throw new Error(
      `The disk of the folder ${folder} is full: ${free} MB are free, and Concord needs ${LEAST_MEGABYTES} MB. Nothing is lost. Make room, then start again.`,
    )
}
