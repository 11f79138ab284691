import { encode } from 'uqr'
import { pathTo } from '../../routes.ts'
import { CodeInput } from '../../ui/code-input.tsx'
import { Button, ButtonGroup, LinkButton } from '../../ui/components/button.tsx'
import { Details } from '../../ui/components/details.tsx'
import { ErrorSummary } from '../../ui/components/error-summary.tsx'
import { InsetText } from '../../ui/components/inset-text.tsx'
import { PasswordInput } from '../../ui/components/password-input.tsx'
import type { AskedAgain } from '../../web/proof/prove-again.ts'
import { SignInAgain } from '../../web/proof/sign-in-again.tsx'
import { CANNOT_PROVE } from '../../web/proof/wrong-tries.words.ts'

const Next = ({ next }: { next: string | undefined }) =>
  next ? <input type="hidden" name="next" value={next} /> : null

/** Who is half in can go out again. */
const NotYou = ({ name }: { name: string }) => (
  <form method="post" action={pathTo('signOut')}>
    <p class="nhsuk-body">Not {name}?</p>
    <Button variant="secondary" small>
      Sign out
    </Button>
  </form>
)

export const GiveCodePage = (props: { name: string; next?: string | undefined; problem?: string | undefined }) => (
  <>
    <ErrorSummary problems={props.problem ? [{ text: props.problem, href: '#code' }] : []} />
    <h1 class="nhsuk-heading-l">Enter your code</h1>
    <form method="post" action={pathTo('giveCode')} novalidate>
      <Next next={props.next} />
      <CodeInput hint="The six figures that your authenticator app shows now" error={props.problem} />
      <Button>Continue</Button>
    </form>
    <Details summary="I do not have my phone">
      <p>Type one of your recovery codes in the box above, where the code goes. Each works once.</p>
      <p>
        No recovery codes either? The job-planning office of your trust can reset your second factor. They will want to
        be sure that it is you.
      </p>
    </Details>
    <NotYou name={props.name} />
  </>
)

/** Asked of a session that is no longer fresh: a code set up by a stranger would keep its owner out. */
export const ProveFirstPage = (props: {
  name: string
  asked: Exclude<AskedAgain, { ask: 'nothing' }>
  isArriving: boolean
  next?: string | undefined
  problem?: string | undefined
}) => (
  <>
    <ErrorSummary problems={props.problem ? [{ text: props.problem, href: '#password' }] : []} />
    <h1 class="nhsuk-heading-l">Show that it is you</h1>
    {props.asked.ask === 'password' ? (
      <form method="post" action={pathTo('proveForSecondFactor')} novalidate>
        <Next next={props.next} />
        <PasswordInput
          name="password"
          label="Your password"
          hint="Before you set up your second factor"
          error={props.problem}
        />
        <Button>Continue</Button>
      </form>
    ) : props.asked.ask === 'cannot' ? (
      <p class="nhsuk-body" id="again">
        {CANNOT_PROVE}.
      </p>
    ) : props.isArriving ? (
      <p class="nhsuk-body">Sign out and in again, and you come back to set up your second factor.</p>
    ) : (
      <>
        <p class="nhsuk-body">Sign in again before you set up your second factor. You come back here.</p>
        <SignInAgain providers={props.asked.providers} next={pathTo('secondFactorPage')} />
      </>
    )}
    {props.isArriving ? (
      <NotYou name={props.name} />
    ) : (
      <p class="nhsuk-body">
        <a href={pathTo('account')}>Not now</a>
      </p>
    )}
  </>
)

export const EnrolPage = (props: {
  name: string
  secret: string
  address: string
  isAsked: boolean
  next?: string | undefined
  problem?: string | undefined
}) => (
  <>
    <ErrorSummary problems={props.problem ? [{ text: props.problem, href: '#code' }] : []} />
    <h1 class="nhsuk-heading-l">Set up your second factor</h1>
    {props.isAsked ? (
      <p class="nhsuk-body">Your role in Concord reaches far, so your password alone is not enough.</p>
    ) : null}
    <ol class="nhsuk-list nhsuk-list--number">
      <li>
        Open an authenticator app on your phone. Any will do. If you have none, your trust’s IT desk can name one.
      </li>
      <li>
        In the app, add an account and point the camera at this picture.
        <QrCode text={props.address} />
        <Details summary="I cannot use the picture">
          <p>Type this key into the app. It is for codes that change with time.</p>
          <InsetText>
            <p>
              <code>{props.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
            </p>
          </InsetText>
        </Details>
      </li>
      <li>Type the code that the app shows.</li>
    </ol>
    <form method="post" action={pathTo('enrolSecondFactor')} novalidate>
      <Next next={props.next} />
      <CodeInput hint="Six figures" error={props.problem} />
      <Button preventDoubleClick>Turn it on</Button>
    </form>
    {props.isAsked ? (
      <NotYou name={props.name} />
    ) : (
      <p class="nhsuk-body">
        <a href={pathTo('account')}>Not now</a>
      </p>
    )}
  </>
)

/** Drawn here, as one path, so that the secret goes to no other server and needs no script. */
const QrCode = ({ text }: { text: string }) => {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <p>
      <svg
        viewBox={`0 0 ${size} ${size}`}
        width="220"
        height="220"
        role="img"
        aria-label="The key for your app, as a picture"
        shape-rendering="crispEdges"
      >
        <rect width={size} height={size} fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
    </p>
  )
}

/** For a second press of turning it on: the page with the recovery codes went by unseen, and they cannot be shown again. */
export const AlreadyOnPage = ({ next }: { next: string }) => (
  <>
    <h1 class="nhsuk-heading-l">Your second factor is on</h1>
    <p class="nhsuk-body">
      Ten recovery codes came with it, which let you in if you lose your phone. They are shown only once. If you have
      not seen them, make new ones with the next code of your app.
    </p>
    <form method="post" action={pathTo('changeSecondFactor')} novalidate>
      <input type="hidden" name="change" value="recovery-codes" />
      <CodeInput hint="Six figures" error={undefined} />
      <ButtonGroup>
        <Button preventDoubleClick>Make new recovery codes</Button>
        <a href={next}>I have kept mine: continue</a>
      </ButtonGroup>
    </form>
  </>
)

export const RecoveryCodesPage = ({ codes, next }: { codes: readonly string[]; next: string }) => (
  <>
    <h1 class="nhsuk-heading-l">Keep these recovery codes</h1>
    <p class="nhsuk-body">
      If you lose your phone, each of these lets you in once. They are shown only now. Print them or write them down,
      and keep them where you keep your passport, not with your phone.
    </p>
    <InsetText>
      <ul class="nhsuk-list">
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </InsetText>
    <ButtonGroup>
      <LinkButton href={next}>I have kept them: continue</LinkButton>
      <Button variant="secondary" type="button" attributes={{ 'data-print': true, hidden: true }}>
        Print
      </Button>
    </ButtonGroup>
  </>
)
