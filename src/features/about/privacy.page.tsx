/** What is kept about the people who use the product. docs/safety has the whole assessment behind it. */
export const PrivacyPage = () => (
  <>
    <h1 class="nhsuk-heading-l">Privacy</h1>
    <p class="nhsuk-body">
      Your trust or health board runs Concord and answers for what is in it. Its own privacy notice for staff comes
      first; this page says what this product does.
    </p>
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
    <h2 class="nhsuk-heading-m">What it is used for</h2>
    <p class="nhsuk-body">
      To plan your working year, to agree it, and to show your employer who has a plan and what plans add up to. No
      machine decides anything about you. Every sum shows how it was worked out.
    </p>
    <h2 class="nhsuk-heading-m">Cookies, and other places</h2>
    <p class="nhsuk-body">
      There are three cookies, and none of them follows you. One keeps you signed in, for twelve hours at the most. One
      says for a day who was here last, so that what you were saving when your session ended comes back to you alone; it
      opens nothing. If you sign in with your trust’s own account, a third is there for ten minutes while you do.
      Signing out ends the first two.
    </p>
    <p class="nhsuk-body">
      Your browser keeps what you wrote in forms, and work that could not be sent, until you close the tab or sign out;
      and when you last used Concord. Visitors are not counted, and nothing is loaded from anywhere else.
    </p>
    <h2 class="nhsuk-heading-m">What you can ask for</h2>
    <p class="nhsuk-body">
      You can take your plan and your agreement away from the plan’s own page, as a document or as data. To have
      something put right, to have a copy of everything, or to object, ask the job-planning office or the data
      protection officer of your trust or health board. You can also complain to the Information Commissioner:{' '}
      <a href="https://ico.org.uk/">ico.org.uk</a>. What was signed stays as it was signed.
    </p>
    <h2 class="nhsuk-heading-m">How long</h2>
    <p class="nhsuk-body">
      As long as your employer’s rules for staff records say. Of the staff record, plans and accounts Concord removes
      nothing by itself today. What only helps for a while goes by itself: words from a session that ended after an
      hour, files of the staff record that nobody has approved after a day, a session when it ends.
    </p>
  </>
)
