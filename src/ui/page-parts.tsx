import type { PropsWithChildren } from 'hono/jsx'
import { type Content, classes } from './markup.ts'

/** A page's heading, its state beside it, a line about it, and (as children) whose move it is across from it. */
export const PageTop = ({
  heading,
  state,
  lede,
  children,
}: PropsWithChildren<{ heading: Content; state?: Content | undefined; lede?: Content | undefined }>) => (
  <div class="app-top">
    <div>
      <h1>{heading}</h1>
      {state}
      {lede ? <p class="app-lede">{lede}</p> : null}
    </div>
    {children}
  </div>
)

/** A titled box of the working page. */
export const Section = ({
  heading,
  id,
  level = 2,
  children,
}: PropsWithChildren<{ heading?: Content | undefined; id?: string | undefined; level?: 2 | 3 | undefined }>) => {
  const Heading: 'h2' | 'h3' = `h${level}`
  return (
    <section class="app-panel" id={id}>
      {heading ? <Heading>{heading}</Heading> : null}
      {children}
    </section>
  )
}

/** The work, and beside it (below it on a small screen) what it adds up to and what is missing. */
export const Columns = ({ aside, children }: PropsWithChildren<{ aside: Content }>) => (
  <div class="app-columns">
    <div>{children}</div>
    <aside>{aside}</aside>
  </div>
)

export const Halves = ({ children }: PropsWithChildren) => <div class="app-halves">{children}</div>

/** Buttons and choices in a row; `end` stands at the far side (“Saved 10:42am”). */
export const Bar = ({
  end,
  live,
  children,
}: PropsWithChildren<{ end?: Content | undefined; live?: boolean | undefined }>) => (
  <div class="app-bar">
    {children}
    {end === undefined ? null : (
      <span class={classes('app-bar__end')} role={live ? 'status' : undefined}>
        {end}
      </span>
    )}
  </div>
)
