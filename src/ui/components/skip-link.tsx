export const SkipLink = ({
  href = '#maincontent',
  text = 'Skip to main content',
}: {
  href?: string
  text?: string
}) => (
  <a class="nhsuk-skip-link" data-module="nhsuk-skip-link" href={href}>
    {text}
  </a>
)
