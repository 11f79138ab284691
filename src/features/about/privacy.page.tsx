import type { Config } from '../../platform/settings/config.ts'
import { Contact, Owed } from './from-trust.tsx'

type Settings = Pick<Config, 'contacts' | 'mail' | 'singleSignOn' | 'breachedPasswordsUrl'>

/** What is kept about the people who use the product. docs/safety has the whole assessment behind it. */
export const PrivacyPage = ({ runBy, settings }: { runBy: string; settings: Settings }) => (
  <>
    <h1 class="nhsuk-heading-l">Privacy</h1>
    <p class="nhsuk-body">
      The privacy notice of your trust or health board for its staff comes first. This page says what this product does.
    </p>
    <h2 class="nhsuk-heading-m">Who answers for it</h2>
    <ul class="nhsuk-list nhsuk-list--bullet">
      <li>controller: {runBy}, which employs you, runs Concord and answers for what is in it</li>
      <li>
        data protection officer:{' '}
        {settings.contacts.dataProtectionOfficer ? (
          <Contact text={settings.contacts.dataProtectionOfficer} />
        ) : (
          <Owed what="how to reach its data protection officer" />
        )}
      </li>
      <li>
        its own privacy notice for staff:{' '}
        {settings.contacts.privacyNotice ? (
          <a href={settings.contacts.privacyNotice}>{settings.contacts.privacyNotice}</a>
        ) : (
          <Owed what="a link to its own notice" />
        )}
      </li>
    </ul>
    <h2 class="nhsuk-heading-m">What is kept about you</h2>
    <ul class="nhsuk-list nhsuk-list--bullet">
      <li>from the staff record: your name, employee number, work e-mail address, and when you joined or left</li>
      <li>
        your post: title, grade, unit, place, contract and hours, who agrees your plan, and its status in the staff
        record, such as active, on maternity leave or on a career break
      </li>
      <li>your job plans, what you and your manager write in them, and reasons given when one is returned</li>
      <li>your signatures: your name, post, the time, and a fingerprint of the text you signed</li>
      <li>a record of who did what to which plan, and when</li>
      <li>
        how you sign in: your name and e-mail address, your password in a form that cannot be read back, your second
        factor, who invited you, when you were last here, and what your browser calls itself
      </li>
      <li>for an hour, what you were saving when your session ended, so that you alone can carry on with it</li>
    </ul>
    <p class="nhsuk-body">
      Not kept: patients, pay, date of birth, National Insurance number, home address, health or other things about you
      that planning does not need. The staff record’s files have some of them; they are taken out before anything is
      stored. Please write none of them into a plan.
    </p>
    <h2 class="nhsuk-heading-m">Who sees it</h2>
    <p class="nhsuk-body">
      You; whoever agrees your plan and the managers above them; leads of your unit or professional group; the
      job-planning office and its auditors. Your colleagues do not see your plan. Whoever runs the system does not see
      plans on screen.
    </p>
    <h2 class="nhsuk-heading-m">Who else gets some of it</h2>
    <ul class="nhsuk-list nhsuk-list--bullet">
      <li>whoever keeps the machines and the backups for your trust or health board: all of it is on them</li>
      {settings.mail ? (
        <li>the mail server: your work e-mail address, and mails with links. Nothing of your plan is in them</li>
      ) : null}
      {settings.singleSignOn.map(({ name }) => (
        <li>{name}, if you sign in with it: that you sign in to Concord, and when</li>
      ))}
      {settings.breachedPasswordsUrl ? (
        <li>
          a list of stolen passwords, when you choose a new one: the first five figures of a fingerprint of it, which
          fit many passwords. Not the password, and not who you are
        </li>
      ) : null}
    </ul>
    <p class="nhsuk-body">
      The makers of Concord get nothing. Whether any of these is outside the United Kingdom is for the notice of your
      trust or health board to say.
    </p>
    <h2 class="nhsuk-heading-m">What it is used for</h2>
    <p class="nhsuk-body">
      To plan your working year, to agree it, and to show your employer who has a plan and what plans add up to. No
      machine decides anything about you. Every sum shows how it was worked out.
    </p>
    <h2 class="nhsuk-heading-m">Why it may be kept: lawful basis</h2>
    <p class="nhsuk-body">
      Commonly a task in the public interest (UK GDPR Article 6(1)(e)), and your contract of employment (Article
      6(1)(b)). Your trust or health board decides which, and says so in its own notice. You are not asked for consent.
    </p>
    <h2 class="nhsuk-heading-m">Cookies, and other places</h2>
    <p class="nhsuk-body">
      There are four cookies, and none of them follows you. One keeps you signed in, for twelve hours at the most. One
      says for a day who was here last, so that what you were saving when your session ended comes back to you alone; it
      opens nothing. If you sign in with your trust’s own account, a third is there for ten minutes while you do. The
      fourth says on the next page what you have just done, and is there for a minute at the most. Signing out ends the
      first two.
    </p>
    <p class="nhsuk-body">
      Your browser keeps what you wrote in forms, and work that could not be sent, until you close the tab or sign out;
      and the times when you last used Concord and when your session will end. Visitors are not counted, and nothing is
      loaded from anywhere else.
    </p>
    <h2 class="nhsuk-heading-m">Your rights</h2>
    <ul class="nhsuk-list nhsuk-list--bullet">
      <li>
        to have a copy of what is kept about you. Your plan and its agreement you can take away yourself, from its page
      </li>
      <li>to have put right what is wrong. What was signed stays as it was signed: a new version is made beside it</li>
      <li>
        to object, and to ask that use is limited or that something is removed: the answer depends on the lawful basis
      </li>
      <li>
        to complain to the Information Commissioner: <a href="https://ico.org.uk/make-a-complaint/">ico.org.uk</a>
      </li>
    </ul>
    <p class="nhsuk-body">Ask the data protection officer above, or the job-planning office.</p>
    <h2 class="nhsuk-heading-m">How long</h2>
    <p class="nhsuk-body">
      As long as your employer’s rules for staff records say. Of the staff record, plans and accounts Concord removes
      nothing by itself today. What only helps for a while goes by itself: words from a session that ended after an
      hour, files of the staff record that nobody has approved after a day, a session when it ends.
    </p>
  </>
)
