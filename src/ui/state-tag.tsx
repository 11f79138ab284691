import { Tag, type TagColour } from './components/tag.tsx'
import type { Content } from './markup.ts'

/** Where something stands, whatever it is: not begun, under way, waiting for somebody, held up, done, over. */
export type Stage = 'idle' | 'active' | 'waiting' | 'blocked' | 'done' | 'over'

const COLOURS: Record<Stage, TagColour> = {
  idle: 'white',
  active: 'blue',
  waiting: 'yellow',
  blocked: 'red',
  done: 'green',
  over: 'grey',
}

/** A state in its own words (“In discussion”), with one of six colours. */
export const StateTag = ({ stage, children }: { stage: Stage; children: Content }) => (
  <Tag colour={COLOURS[stage]}>{children}</Tag>
)
