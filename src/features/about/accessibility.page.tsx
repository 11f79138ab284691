/** The statement that the Public Sector Bodies (Websites and Mobile Applications) Accessibility Regulations 2018 ask for. */
export const AccessibilityPage = () => (
  <>
    <h1 class="nhsuk-heading-l">Accessibility statement</h1>
    <p class="nhsuk-body">
      This is about Concord, as your trust or health board runs it. We want everybody who works there to be able to use
      it.
    </p>
    <h2 class="nhsuk-heading-m">What you can do</h2>
    <ul class="nhsuk-list nhsuk-list--bullet">
      <li>use every page and make every change with a keyboard alone</li>
      <li>zoom in to 400% without words running off the screen</li>
      <li>use a screen reader: every picture of a week or a sum has the same facts in words or in a table</li>
      <li>use it without JavaScript, on a phone, and on paper</li>
      <li>stay signed in when time runs out: you are asked first, and what you typed is kept</li>
    </ul>
    <h2 class="nhsuk-heading-m">How far it meets the standard</h2>
    <p class="nhsuk-body">
      Concord aims at the Web Content Accessibility Guidelines, version 2.2, level AA. It is partly compliant, because
      of what is listed below and because nobody from outside has tested it yet.
    </p>
    <h2 class="nhsuk-heading-m">What does not work well yet</h2>
    <ul class="nhsuk-list nhsuk-list--bullet">
      <li>Wide tables, such as the whole text of a plan, have to be scrolled sideways on a small screen.</li>
      <li>Words are in English alone. Welsh is planned.</li>
      <li>In the picture of the week, things can be moved by dragging. Each has a form that does the same.</li>
    </ul>
    <h2 class="nhsuk-heading-m">How it was tested</h2>
    <p class="nhsuk-body">
      Its makers test every page with axe, an automatic checker, each time anything changes, and walk the main tasks
      with the keyboard alone, at 400% zoom, at the width of a phone and without JavaScript. The last such test was on
      22 November 2026. It has not been tested by people who use assistive technology every day.
    </p>
    <h2 class="nhsuk-heading-m">Tell us, or ask for another form</h2>
    <p class="nhsuk-body">
      Tell the job-planning office of your trust or health board what does not work for you, or what you need in another
      form, such as large print. They can enter a plan together with you.
    </p>
    <h2 class="nhsuk-heading-m">If you are not content with the answer</h2>
    <p class="nhsuk-body">
      The Equality and Human Rights Commission enforces these regulations. The Equality Advisory and Support Service
      advises you: <a href="https://www.equalityadvisoryservice.com/">equalityadvisoryservice.com</a>.
    </p>
    <p class="nhsuk-body">Written on 22 November 2026.</p>
  </>
)
