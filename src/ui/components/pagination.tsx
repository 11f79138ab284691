import { classes } from '../markup.ts'
import { Icon } from './icon.tsx'

export type PaginationProps = {
  /** The page shown, counted from 1, and how many there are. */
  page: number
  pages: number
  href: (page: number) => string
  label?: string | undefined
}

/** First, last, and two each side of the page shown; a gap (undefined) where numbers are left out. */
const pageNumbers = (page: number, pages: number): (number | undefined)[] => {
  const shown = Array.from({ length: pages }, (_, index) => index + 1).filter(
    (number) => number === 1 || number === pages || Math.abs(number - page) <= 2,
  )
  return shown.flatMap((number, index) => {
    const before = shown[index - 1] ?? number - 1
    // A gap of one page is shown as that page: an ellipsis would be no shorter.
    if (number - before === 2) return [number - 1, number]
    return number - before > 2 ? [undefined, number] : [number]
  })
}

const Step = ({ href, rel }: { href: string; rel: 'prev' | 'next' }) => {
  const title = (
    <span class="nhsuk-pagination__title">
      {rel === 'prev' ? 'Previous' : 'Next'}
      <span class="nhsuk-u-visually-hidden"> page</span>
    </span>
  )
  return (
    <a href={href} class={rel === 'prev' ? 'nhsuk-pagination__previous' : 'nhsuk-pagination__next'} rel={rel}>
      {rel === 'prev' ? <Icon name="arrow-left" /> : title}
      {rel === 'prev' ? title : <Icon name="arrow-right" />}
    </a>
  )
}

/** Numbered pages of a list. Nothing when there is only one. */
export const Pagination = ({ page, pages, href, label = 'Pagination' }: PaginationProps) =>
  pages < 2 ? null : (
    // biome-ignore lint/a11y/noRedundantRoles: the design system's own markup, for older screen readers
    <nav class="nhsuk-pagination nhsuk-pagination--numbered" role="navigation" aria-label={label}>
      {page > 1 ? <Step href={href(page - 1)} rel="prev" /> : null}
      <ul class="nhsuk-pagination__list">
        {pageNumbers(page, pages).map((number) =>
          number === undefined ? (
            <li class="nhsuk-pagination__item nhsuk-pagination__item--ellipsis">⋯</li>
          ) : (
            <li class={classes('nhsuk-pagination__item', number === page && 'nhsuk-pagination__item--current')}>
              <a
                class="nhsuk-pagination__link"
                href={href(number)}
                aria-label={`Page ${number}`}
                aria-current={number === page ? 'page' : undefined}
              >
                {number}
              </a>
            </li>
          ),
        )}
      </ul>
      {page < pages ? <Step href={href(page + 1)} rel="next" /> : null}
    </nav>
  )
