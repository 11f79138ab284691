/** The geometry of the week's picture: no markup, so that the browser's editing can use the same sums. */

type Timed = { startMinutes: number; endMinutes: number }

/** Quarter hours after midnight nearest to a time, 0 to 96: the rows of the grid. */
export const quarters = (minutes: number): number => Math.min(96, Math.max(0, Math.round(minutes / 15)))

/** A time of day as it is written: “9:00am”, “12:30pm”, “midnight” for 0 and 24 hours, “midday” for 12:00. */
export const clockTime = (minutes: number): string => {
  const ofDay = ((minutes % 1440) + 1440) % 1440
  if (ofDay === 0) return 'midnight'
  if (ofDay === 720) return 'midday'
  const hour = Math.floor(ofDay / 60)
  return `${hour % 12 || 12}:${String(ofDay % 60).padStart(2, '0')}${hour < 12 ? 'am' : 'pm'}`
}

/** The hours asked for, widened to whole hours that hold every block. */
export const hoursHolding = ({
  fromHour,
  toHour,
  blocks,
}: {
  fromHour: number
  toHour: number
  blocks: readonly Timed[]
}): { fromHour: number; toHour: number } => ({
  fromHour: Math.max(0, Math.min(fromHour, ...blocks.map((block) => Math.floor(block.startMinutes / 60)))),
  toHour: Math.min(24, Math.max(toHour, ...blocks.map((block) => Math.ceil(block.endMinutes / 60)))),
})

/** The grid has twelve columns, so a day is shared by 1, 2, 3, 4, 6 or 12 blocks side by side; more than that overlap. */
const SHARES = [1, 2, 3, 4, 6, 12]

/**
 * One day's blocks in order of time, each with its lane (from 1) and how many lanes share the width there. Only blocks that
 * overlap, directly or through others, share; the rest keep the whole width.
 */
export const blockLanes = <Block extends Timed>(
  blocks: readonly Block[],
): { block: Block; lane: number; lanes: number }[] => {
  const ordered = blocks.toSorted((a, b) => a.startMinutes - b.startMinutes || b.endMinutes - a.endMinutes)
  const groups: { block: Block; lane: number }[][] = []
  let laneEnds: number[] = []
  for (const block of ordered) {
    if (laneEnds.every((end) => end <= block.startMinutes)) {
      groups.push([])
      laneEnds = []
    }
    const free = laneEnds.findIndex((end) => end <= block.startMinutes)
    const lane = free === -1 ? laneEnds.length : free
    laneEnds[lane] = block.endMinutes
    groups.at(-1)?.push({ block, lane: lane + 1 })
  }
  return groups.flatMap((group) => {
    const used = Math.max(...group.map(({ lane }) => lane))
    const lanes = SHARES.find((share) => share >= used) ?? 12
    return group.map(({ block, lane }) => ({ block, lane: Math.min(lane, lanes), lanes }))
  })
}
