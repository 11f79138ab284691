import { BackLink } from './back-link.tsx'

export type Crumb = { href: string; label: string }

/** The way here. On a phone only the last step shows, as a link back. Nothing if the page has no parents. */
export const Breadcrumbs = ({
  items,
  label = 'Breadcrumb',
}: {
  items: readonly Crumb[]
  label?: string | undefined
}) => {
  const parent = items.at(-1)
  return parent ? (
    <nav class="nhsuk-breadcrumb" aria-label={label}>
      <ol class="nhsuk-breadcrumb__list">
        {items.map((crumb) => (
          <li class="nhsuk-breadcrumb__list-item">
            <a class="nhsuk-breadcrumb__link" href={crumb.href}>
              {crumb.label}
            </a>
          </li>
        ))}
      </ol>
      <BackLink href={parent.href}>
        <span class="nhsuk-u-visually-hidden">Back to </span>
        {parent.label}
      </BackLink>
    </nav>
  ) : null
}
