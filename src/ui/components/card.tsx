import type { PropsWithChildren } from 'hono/jsx'
import { type Content, classes } from '../markup.ts'

type Level = 2 | 3 | 4

const Heading = ({ level, children }: PropsWithChildren<{ level: Level }>) => {
  const Element: 'h2' | 'h3' | 'h4' = `h${level}`
  return <Element class="nhsuk-card__heading">{children}</Element>
}

export type CardProps = PropsWithChildren<{
  heading?: Content | undefined
  level?: Level | undefined
  /** The whole card leads here, through its heading. */
  href?: string | undefined
  variant?: 'warning' | undefined
}>

export const Card = ({ heading, level = 2, href, variant, children }: CardProps) => (
  <div class={classes('nhsuk-card', variant && `nhsuk-card--${variant}`)}>
    <div class="nhsuk-card__content">
      {heading ? (
        <Heading level={level}>
          {href ? (
            <a class="nhsuk-card__link" href={href}>
              {heading}
            </a>
          ) : (
            heading
          )}
        </Heading>
      ) : null}
      {children}
    </div>
  </div>
)

/** Something that will go wrong if it is not read. A heading that does not say “important” has the word added for screen readers. */
export const WarningCallout = ({
  heading,
  level = 3,
  children,
}: PropsWithChildren<{ heading: string; level?: Level }>) => (
  <Card
    variant="warning"
    level={level}
    heading={
      /important/i.test(heading) ? (
        heading
      ) : (
        // biome-ignore lint/a11y/useValidAriaRole: the design system's own markup, so that VoiceOver reads the heading in one go
        <span role="text">
          <span class="nhsuk-u-visually-hidden">Important: </span>
          {heading}
        </span>
      )
    }
  >
    {children}
  </Card>
)
