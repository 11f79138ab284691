import type { Child } from 'hono/jsx'

/** Anything a component may hold: text, a number, other markup, or nothing. */
export type Content = Child

/** Further HTML attributes for the element itself (data attributes, aria attributes, `form`, …). No `style`: the CSP refuses it. */
export type Attributes = Record<string, string | number | boolean | undefined>

/** A class list from the names that apply. */
export const classes = (...names: (string | false | undefined)[]): string => names.filter(Boolean).join(' ')

/** `spellcheck` wants the words true and false in HTML, where hono/jsx takes false to mean “leave it out”. */
export const spellcheck = (value: boolean | undefined): Attributes =>
  value === undefined ? {} : { spellcheck: `${value}` }
