import { sayCount } from '../../domain/job-plan/say.ts'
import type { Contacts } from '../../platform/settings/contacts.ts'
import { Contact, Owed } from './from-trust.tsx'

/**
 * The statement that the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 ask
 * for, under the headings of the statement that the government gives as an example.
 */
export const AccessibilityPage = ({ runBy, contacts }: { runBy: string; contacts: Contacts }) => (
  <>
    <h1 class="nhsuk-heading-l">Accessibility statement</h1>
    <p class="nhsuk-body">
      This statement is about Concord, as {runBy} runs it. We want everybody who works there to be able to use it.
    </p>
    <h2 class="nhsuk-heading-m">What you can do</h2>
    <ul class="nhsuk-list nhsuk-list--bullet">
      <li>use every page and make every change with a keyboard alone</li>
      <li>zoom in to 400% without the page running off the screen</li>
      <li>use a screen reader: every picture of a week or a sum has the same facts in words or in a table</li>
      <li>use it without JavaScript, on a phone, and on paper</li>
      <li>stay signed in when time runs out: you are asked first, and what you typed is kept</li>
    </ul>
    <h2 class="nhsuk-heading-m">Tell us, or ask for another form</h2>
    <p class="nhsuk-body">
      Tell us what does not work for you, or what you need in another form, such as large print. The job-planning office
      can also enter a plan together with you.
    </p>
    <ul class="nhsuk-list nhsuk-list--bullet">
      {contacts.email ? (
        <li>
          e-mail: <Contact text={contacts.email} />
        </li>
      ) : null}
      {contacts.phone ? <li>telephone: {contacts.phone}</li> : null}
      {contacts.email || contacts.phone ? null : (
        <li>
          <Owed what="an e-mail address or a telephone number" />
        </li>
      )}
      <li>
        {contacts.answerDays ? (
          `you get an answer within ${sayCount(contacts.answerDays, 'working day', 'working days')}`
        ) : (
          <Owed what="how soon it answers" />
        )}
      </li>
    </ul>
    <h2 class="nhsuk-heading-m">If you are not content with the answer: enforcement procedure</h2>
    <p class="nhsuk-body">
      The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile Applications) (No.
      2) Accessibility Regulations 2018, in England and in Wales. If you are not content with how we answer, turn to the
      Equality Advisory and Support Service:{' '}
      <a href="https://www.equalityadvisoryservice.com/">equalityadvisoryservice.com</a>.
    </p>
    <h2 class="nhsuk-heading-m">How far it meets the standard: compliance status</h2>
    <p class="nhsuk-body">
      Concord is partially compliant with the{' '}
      <a href="https://www.w3.org/TR/WCAG22/">Web Content Accessibility Guidelines version 2.2</a>, level AA, because of
      what is listed below.
    </p>
    <h2 class="nhsuk-heading-m">What is not accessible</h2>
    <h3 class="nhsuk-heading-s">Non-compliance with the accessibility regulations</h3>
    <ul class="nhsuk-list nhsuk-list--bullet">
      <li>
        Twelve hours after you signed in you must sign in again, and cannot put that off. You are told ahead, and what
        you were saving is kept for an hour. This does not meet criterion 2.2.1 (timing adjustable, level A).
      </li>
      <li>
        What somebody writes in Welsh is not marked as Welsh, so a screen reader speaks it as if it were English. This
        does not meet criterion 3.1.2 (language of parts, level AA).
      </li>
      <li>
        Nobody has yet tried every page with a screen reader. No fault is known, but it has not been shown that criteria
        1.3.1 (info and relationships), 2.4.3 (focus order), 4.1.2 (name, role, value) and 4.1.3 (status messages) are
        met everywhere.
      </li>
    </ul>
    <h3 class="nhsuk-heading-s">Disproportionate burden</h3>
    <p class="nhsuk-body">We claim none: nothing is left as it is because mending it would cost too much.</p>
    <h3 class="nhsuk-heading-s">Content that’s not within the scope of the accessibility regulations</h3>
    <p class="nhsuk-body">
      None. Concord has no recordings, no maps and no documents from before 23 September 2018. The contracts that the
      rule book names are others’ documents.
    </p>
    <h2 class="nhsuk-heading-m">What is being done</h2>
    <p class="nhsuk-body">
      Still owed are a test by people who use assistive technology every day, an audit by somebody from outside, and
      words in Welsh. No day is set for them.
    </p>
    <h2 class="nhsuk-heading-m">Preparation of this accessibility statement</h2>
    <p class="nhsuk-body">
      This statement was prepared on 22 November 2026. It was last reviewed on 30 November 2026. It is to be reviewed
      when Concord changes, and once a year at the least.
    </p>
    <p class="nhsuk-body">
      It rests on what the makers of Concord test themselves, with every version: axe, an automatic checker, looks at
      every page; the pages that are used most are opened at the width that 400% zoom leaves, with JavaScript and
      without, and at the width of a phone; and a week is planned with the keyboard alone. Nobody from outside has
      tested it.
    </p>
  </>
)
