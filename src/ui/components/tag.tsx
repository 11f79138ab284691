import type { PropsWithChildren } from 'hono/jsx'
import { classes } from '../markup.ts'

export const TAG_COLOURS = [
  'white',
  'grey',
  'green',
  'aqua-green',
  'blue',
  'purple',
  'pink',
  'red',
  'orange',
  'yellow',
] as const
export type TagColour = (typeof TAG_COLOURS)[number]

export const Tag = ({
  colour,
  plain,
  class: extra,
  children,
}: PropsWithChildren<{
  colour?: TagColour | undefined
  /** Words alone, without ground or border: for what is done and needs no notice. */
  plain?: boolean | undefined
  class?: string | undefined
}>) => (
  <strong
    class={classes(
      'nhsuk-tag',
      plain ? 'nhsuk-tag--no-colour nhsuk-tag--no-border' : colour && `nhsuk-tag--${colour}`,
      extra,
    )}
  >
    {children}
  </strong>
)
