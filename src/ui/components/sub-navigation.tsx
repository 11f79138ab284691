import type { NavigationItem } from '../layout.tsx'

/** The views of one thing, as links: each has its own address and works without JavaScript. */
export const SubNavigation = ({ label, items }: { label: string; items: readonly NavigationItem[] }) => (
  <nav class="app-tabs" aria-label={label}>
    <ul>
      {items.map((item) => (
        <li>
          <a href={item.href} aria-current={item.current ? 'page' : undefined}>
            {item.label}
            {item.count === undefined ? null : ` (${item.count})`}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

/** A few ways to look at the same picture (“Week 1”, “2”, “All four”), side by side. */
export const Switch = ({ label, items }: { label: string; items: readonly NavigationItem[] }) => (
  <nav aria-label={label}>
    <ul class="app-switch">
      {items.map((item) => (
        <li>
          <a href={item.href} aria-current={item.current ? 'true' : undefined}>
            {item.label}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)
