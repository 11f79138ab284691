import type { PropsWithChildren } from 'hono/jsx'
import type { WayMade } from '../records/ways-made.ts'
import { formatInstant } from '../ui/dates.ts'
import { Section } from '../ui/page-parts.tsx'

const WORDS: Record<WayMade['event'], string> = {
  'invitation.made': 'Invited',
  'password.link-made': 'A link for a new password was made',
  'second-factor.reset': 'The second factor was reset',
  'account.let-in': 'A link for a new password was made',
}

/** `A link for a new password was made on 21 November 2026 at 12:00pm, by Robin Office.` */
const sayWayMade = ({ event, at, by }: WayMade): string =>
  `${WORDS[event]} on ${formatInstant(at)}, ${by === null ? 'at the server itself' : `by ${by}`}.`

/** The ways into somebody's account that others made for them; nothing where there were none. */
export const WaysMade = ({
  heading,
  ways,
  children,
}: PropsWithChildren<{ heading: string; ways: readonly WayMade[] }>) =>
  ways.length === 0 ? null : (
    <Section heading={heading} id="ways-made">
      <ul class="nhsuk-list">
        {ways.map((way) => (
          <li>{sayWayMade(way)}</li>
        ))}
      </ul>
      {children}
    </Section>
  )
