import { pathTo } from '../../routes.ts'
import { Button, LinkButton } from '../../ui/components/button.tsx'
import { type Problem, problems } from './single-sign-on.words.ts'

type Providers = readonly { key: string; name: string }[]

/** One button for each provider. `invitation` is the key of the link that somebody joins by. */
export const SingleSignOnButtons = (props: {
  providers: Providers
  next?: string | undefined
  invitation?: string | undefined
}) => (
  <>
    {props.providers.map(({ key, name }) => (
      <form method="post" action={pathTo('singleSignOn', { provider: key })}>
        {props.next ? <input type="hidden" name="next" value={props.next} /> : null}
        {props.invitation ? <input type="hidden" name="invitation" value={props.invitation} /> : null}
        <Button preventDoubleClick>
          {props.invitation ? 'Join' : 'Sign in'} with {name}
        </Button>
      </form>
    ))}
  </>
)

/** Seen for a moment: a form may not lead to another site, so this page does. */
export const OnYourWayPage = ({ name, href }: { name: string; href: string }) => (
  <>
    <h1 class="nhsuk-heading-l">On your way to {name}</h1>
    <p class="nhsuk-body">You sign in there, and come back here.</p>
    <LinkButton href={href}>Go on to {name}</LinkButton>
  </>
)

export const SingleSignOnProblemPage = ({ problem, next }: { problem: Problem; next: string | undefined }) => {
  const { heading, text } = problems[problem]
  return (
    <>
      <h1 class="nhsuk-heading-l">{heading}</h1>
      <p class="nhsuk-body">{text}</p>
      {next ? (
        <LinkButton href={next}>Go back</LinkButton>
      ) : (
        <LinkButton href={pathTo('signInPage')}>Go to the sign-in page</LinkButton>
      )}
    </>
  )
}
