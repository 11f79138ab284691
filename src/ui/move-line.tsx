import type { PropsWithChildren } from 'hono/jsx'
import { type Content, classes } from './markup.ts'

/** A small card across from a page’s heading: where the matter stands. */
export const MoveCard = ({ yours, children }: PropsWithChildren<{ yours?: boolean | undefined }>) => (
  <div class={classes('move', yours && 'move--yours')}>{children}</div>
)

/** Whose move it is, since when, and (as children) what is still missing. The first thing a plan says. */
export const MoveLine = ({
  who,
  since,
  yours,
  children,
}: PropsWithChildren<{
  /** “It is your move”, “It is Dr Lee Morgan’s move”. */
  who: Content
  /** “since 12 November 2026 (9 days)”. */
  since?: Content | undefined
  yours?: boolean | undefined
}>) => (
  <MoveCard yours={yours}>
    <p>
      <strong>{who}</strong>
      {since ? <>, {since}</> : null}.
    </p>
    {children}
  </MoveCard>
)
