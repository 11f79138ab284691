// Our components against nhsuk-frontend's own fixtures: the same options must give the same HTML. A fixture that uses an
// option we do not offer is left out; how many are compared for each component is written down, so that a newer package or
// a lost option shows. Past 300 lines it would be one file a component; today one table is easier to read.
import { readFileSync } from 'node:fs'
import { raw } from 'hono/html'
import { describe, expect, it } from 'vitest'
import type { Content } from '../markup.ts'
import { ActionLink } from './action-link.tsx'
import { BackLink } from './back-link.tsx'
import { Breadcrumbs } from './breadcrumbs.tsx'
import { Button, LinkButton } from './button.tsx'
import { Card, WarningCallout } from './card.tsx'
import { Checkboxes, type Choice, Radios } from './choices.tsx'
import { DateInput, type DatePart } from './date-input.tsx'
import { Details } from './details.tsx'
import { ErrorSummary } from './error-summary.tsx'
import { ErrorMessage, Hint } from './field.tsx'
import { Fieldset } from './fieldset.tsx'
import { tokens } from './fixture-html.ts'
import { Input } from './input.tsx'
import { InsetText } from './inset-text.tsx'
import { NotificationBanner } from './notification-banner.tsx'
import { Pagination } from './pagination.tsx'
import { Panel } from './panel.tsx'
import { PasswordInput } from './password-input.tsx'
import { Select } from './select.tsx'
import { SkipLink } from './skip-link.tsx'
import { SummaryList } from './summary-list.tsx'
import { Table } from './table.tsx'
import { Tag } from './tag.tsx'
import { TaskList } from './task-list.tsx'
import { Textarea } from './textarea.tsx'

// biome-ignore lint/suspicious/noExplicitAny: the options come from a JSON file whose shape is the package's affair
type Options = any

class Unsupported extends Error {}

/** The options, if they are only these; otherwise this fixture asks for something we do not offer. */
const only = (options: Options, ...known: string[]): Options => {
  const unknown = Object.keys(options ?? {}).filter((key) => !known.includes(key))
  if (unknown.length > 0) throw new Unsupported(unknown.join(', '))
  return options
}

/** The items, unless some are empty: templates skip those, and typed props cannot hold them. */
const every = (items: Options): Options => {
  if (items?.some((item: Options) => !item)) throw new Unsupported('empty items')
  return items
}

const content = (value: Options): Content => {
  if (value === undefined || value === null || typeof value === 'string') return value
  const { text, html } = only(value, 'text', 'html')
  return html ? raw(html) : text
}

/** A label or a legend: plain, or as the page's heading. */
const title = (value: Options) => {
  if (typeof value === 'string') return { text: value, isPageHeading: false, size: undefined }
  const { text, html, heading, size, isPageHeading } = only(value, 'text', 'html', 'heading', 'size', 'isPageHeading')
  if (heading !== undefined && typeof heading !== 'string') throw new Unsupported('heading options')
  return { text: content({ text: heading ?? text, html }), isPageHeading: isPageHeading ?? heading !== undefined, size }
}

const FIELD = ['label', 'hint', 'errorMessage', 'id', 'name', 'disabled']

const field = (options: Options, ...more: string[]) => {
  const { label, hint, errorMessage, id, name, disabled } = only(options, ...FIELD, ...more)
  if (errorMessage === true) throw new Unsupported('an error without words')
  const { text, ...rest } = title(label)
  return { label: text, ...rest, hint: content(hint), error: content(errorMessage), id, name, disabled }
}

const choices = (options: Options, ...more: string[]) => {
  const { fieldset, items, idPrefix, hint, errorMessage, ...rest } = only(
    options,
    ...['fieldset', 'items', 'idPrefix', 'name', 'hint', 'errorMessage', 'small', 'inline', 'disabled', ...more],
  )
  if (errorMessage === true) throw new Unsupported('an error without words')
  const { text, ...heading } = fieldset ? title(only(fieldset, 'legend').legend) : { text: undefined }
  return {
    ...rest,
    ...heading,
    legend: text,
    id: idPrefix,
    hint: content(hint),
    error: content(errorMessage),
    items: items.map((item: Options): Choice => {
      const known = only(item, 'value', 'text', 'html', 'hint', 'disabled', 'conditional', 'exclusive', 'divider')
      return known.divider
        ? { divider: known.divider }
        : {
            value: known.value,
            text: content({ text: known.text, html: known.html }),
            hint: content(known.hint),
            disabled: known.disabled,
            conditional: content(known.conditional),
            isExclusive: known.exclusive,
          }
    }),
  }
}

const dateParts = (options: Options) => {
  const parts = { day: options.day, month: options.month, year: options.year }
  const wrong: DatePart[] = []
  const values: Partial<Record<DatePart, string>> = { ...options.values }
  for (const part of ['day', 'month', 'year'] as const) {
    if (parts[part] === undefined) continue
    if (parts[part] === false) throw new Unsupported('a date without a part')
    const { error, value } = only(parts[part], 'error', 'value')
    if (error) wrong.push(part)
    if (value) values[part] = value
  }
  return { values, wrong: wrong.length > 0 ? wrong : undefined }
}

const MAP: Record<string, { compared: number; ours: (options: Options) => unknown }> = {
  'action-link': {
    compared: 2,
    ours: (o) => (
      <ActionLink href={only(o, 'text', 'html', 'href').href}>{content({ text: o.text, html: o.html })}</ActionLink>
    ),
  },
  'back-link': {
    compared: 1,
    ours: (o) => {
      if (only(o, 'text', 'html', 'href').href === undefined) throw new Unsupported('a button')
      return <BackLink href={o.href}>{content({ text: o.text, html: o.html })}</BackLink>
    },
  },
  breadcrumb: {
    compared: 1,
    ours: (o) => (
      <Breadcrumbs
        items={only(o, 'items').items.map((item: Options) => ({
          href: only(item, 'href', 'text').href,
          label: item.text,
        }))}
      />
    ),
  },
  button: {
    compared: 35,
    ours: (o) => {
      const { href, text, ...rest } = only(o, 'text', 'href', 'variant', 'small', 'disabled', 'preventDoubleClick')
      if (rest.variant === 'login' || rest.preventDoubleClick === false) throw new Unsupported('a look we do not use')
      return href ? (
        <LinkButton {...rest} href={href}>
          {text}
        </LinkButton>
      ) : (
        <Button {...rest}>{text}</Button>
      )
    },
  },
  card: {
    compared: 2,
    ours: (o) => {
      const { heading, description, variant, href } = only(o, 'heading', 'description', 'variant', 'href')
      if (variant !== undefined && variant !== 'warning') throw new Unsupported(variant)
      if (description === undefined) throw new Unsupported('content that is not in the options')
      const words =
        typeof heading === 'object' ? content(only(heading, 'text', 'level') && { text: heading.text }) : heading
      return (
        <Card heading={words} level={heading?.level} href={href} variant={variant}>
          {typeof description === 'string' ? (
            <p class="nhsuk-card__description">{description}</p>
          ) : (
            content(description)
          )}
        </Card>
      )
    },
  },
  'character-count': {
    compared: 15,
    ours: (o) => {
      const { maxlength, rows, value, ...rest } = o
      if (maxlength === undefined) throw new Unsupported('counting words')
      return <Textarea {...field(rest)} maxLength={maxlength} rows={rows} value={value} />
    },
  },
  checkboxes: { compared: 44, ours: (o) => <Checkboxes {...choices(o, 'values')} /> },
  'date-input': {
    compared: 17,
    ours: (o) => {
      only(o, 'fieldset', 'hint', 'errorMessage', 'id', 'namePrefix', 'disabled', 'day', 'month', 'year', 'values')
      if (o.errorMessage === true || (o.day?.error && !o.errorMessage)) throw new Unsupported('an error without words')
      const { text, ...heading } = title(only(o.fieldset, 'legend').legend)
      return (
        <DateInput
          {...heading}
          {...dateParts(o)}
          legend={text}
          id={o.id}
          name={o.namePrefix}
          hint={content(o.hint)}
          error={content(o.errorMessage)}
          disabled={o.disabled}
        />
      )
    },
  },
  details: {
    compared: 6,
    ours: (o) => {
      const { summaryText, summary, text, html, open, id } = only(
        o,
        'summaryText',
        'summary',
        'text',
        'html',
        'open',
        'id',
      )
      return (
        <Details summary={content(summary) ?? summaryText} open={open} id={id}>
          {content({ text, html })}
        </Details>
      )
    },
  },
  'error-message': {
    compared: 3,
    ours: (o) => (
      <ErrorMessage id={only(o, 'text', 'html', 'id').id}>{content({ text: o.text, html: o.html })}</ErrorMessage>
    ),
  },
  'error-summary': {
    compared: 8,
    ours: (o) => {
      const { titleText, heading, description, descriptionText, errorList } = only(
        o,
        ...['titleText', 'heading', 'description', 'descriptionText', 'errorList'],
      )
      if (heading?.html) throw new Unsupported('a heading with markup')
      if (!errorList?.length) throw new Unsupported('no problems')
      return (
        <ErrorSummary
          heading={typeof heading === 'object' ? heading.text : (heading ?? titleText)}
          description={content(description) ?? descriptionText}
          problems={every(errorList).map((item: Options) => ({
            text: content({ text: only(item, 'text', 'html', 'href').text, html: item.html }),
            href: item.href,
          }))}
        />
      )
    },
  },
  fieldset: {
    compared: 2,
    ours: (o) => {
      const { text, ...heading } = title(only(o, 'legend', 'html').legend)
      return (
        <Fieldset {...heading} legend={text}>
          {content({ html: o.html })}
        </Fieldset>
      )
    },
  },
  hint: {
    compared: 2,
    ours: (o) => <Hint id={only(o, 'text', 'html', 'id').id}>{content({ text: o.text, html: o.html })}</Hint>,
  },
  input: {
    compared: 33,
    ours: (o) => {
      const own = ['type', 'width', 'code', 'value', 'inputmode', 'spellcheck', 'autocomplete']
      const more = Object.fromEntries(own.map((key) => [key, o[key]]))
      return (
        <Input
          {...field(o, ...own, 'prefix', 'suffix')}
          {...more}
          prefix={content(o.prefix)}
          suffix={content(o.suffix)}
        />
      )
    },
  },
  'inset-text': {
    compared: 2,
    ours: (o) => <InsetText>{only(o, 'text', 'html').html ? raw(o.html) : <p>{o.text}</p>}</InsetText>,
  },
  'notification-banner': {
    compared: 5,
    ours: (o) => {
      const { variant, title: name, titleText, text, html } = only(o, 'variant', 'title', 'titleText', 'text', 'html')
      return (
        <NotificationBanner variant={variant} title={name?.text ?? name ?? titleText} text={text}>
          {html ? raw(html) : null}
        </NotificationBanner>
      )
    },
  },
  pagination: {
    compared: 4,
    ours: (o) => {
      const { items, previous, next } = only(o, 'items', 'previous', 'next')
      if (!items) throw new Unsupported('without numbers')
      only(previous, 'href')
      only(next, 'href')
      const numbers = every(items).map((item: Options) => item?.number)
      const current = items.find((item: Options) => item?.current)?.number
      const pages = Math.max(...numbers.filter(Boolean))
      // The package does not write rel or class in our order of pages, only these: our pages are wherever the fixture's are.
      const hrefs = new Map<number, string>(items.map((item: Options) => [item?.number, item?.href]))
      if (previous?.href) hrefs.set(current - 1, hrefs.get(current - 1) ?? previous.href)
      if (next?.href) hrefs.set(current + 1, hrefs.get(current + 1) ?? next.href)
      return <Pagination page={current} pages={pages} href={(page) => hrefs.get(page) ?? ''} />
    },
  },
  panel: {
    compared: 3,
    ours: (o) => {
      const { titleText, heading, text, html } = only(o, 'titleText', 'heading', 'text', 'html')
      return <Panel heading={content(heading) ?? titleText}>{content({ text, html })}</Panel>
    },
  },
  'password-input': {
    compared: 10,
    ours: (o) => <PasswordInput {...field(o, 'autocomplete')} autocomplete={o.autocomplete} />,
  },
  radios: { compared: 46, ours: (o) => <Radios {...choices(o, 'value')} /> },
  select: {
    compared: 15,
    ours: (o) => (
      <Select
        {...field(o, 'items', 'value')}
        value={o.value}
        options={o.items.map((item: Options) => only(item, 'value', 'text', 'disabled'))}
      />
    ),
  },
  'skip-link': { compared: 3, ours: (o) => <SkipLink {...only(o, 'text', 'href')} /> },
  'summary-list': {
    compared: 7,
    ours: (o) => (
      <SummaryList
        border={o.border}
        rows={every(only(o, 'rows', 'border').rows).map((row: Options) => ({
          key: content(only(row, 'key', 'value', 'actions').key),
          value: content(row.value),
          actions: every(row.actions?.items ?? row.actions)?.map((action: Options) => ({
            href: only(action, 'href', 'text', 'visuallyHiddenText').href,
            text: action.text,
            hidden: action.visuallyHiddenText,
          })),
        }))}
      />
    ),
  },
  tables: {
    compared: 8,
    ours: (o) => {
      const { caption, captionSize, head, rows, firstCellIsHeader } = only(
        o,
        ...['caption', 'captionSize', 'head', 'rows', 'firstCellIsHeader'],
      )
      const { text, size } =
        typeof caption === 'string' ? { text: caption, size: captionSize } : only(caption, 'text', 'size')
      if (!['s', 'm', 'l', undefined].includes(size)) throw new Unsupported(`caption ${size}`)
      return (
        <Table
          caption={text}
          captionSize={size}
          keepsColumns
          firstCellIsHeader={firstCellIsHeader}
          columns={head.map((cell: Options) =>
            typeof cell === 'string'
              ? { heading: cell }
              : {
                  heading: content({ text: only(cell, 'text', 'html', 'format').text, html: cell.html }),
                  numeric: cell.format === 'numeric',
                },
          )}
          rows={every(rows).map((cells: Options[]) => every(cells).map(content))}
        />
      )
    },
  },
  tag: {
    compared: 13,
    ours: (o) => {
      const { text, html, colour, border } = only(o, 'text', 'html', 'colour', 'border')
      if ((colour === false) !== (border === false)) throw new Unsupported('half plain')
      return (
        <Tag colour={colour || undefined} plain={colour === false}>
          {content({ text, html })}
        </Tag>
      )
    },
  },
  'task-list': {
    compared: 2,
    ours: (o) => (
      <TaskList
        id={only(o, 'idPrefix', 'items').idPrefix}
        tasks={every(o.items).map((item: Options) => {
          const { heading, hint, href, status } = only(item, 'heading', 'hint', 'href', 'status')
          const { tag } = only(status ?? { none: true }, 'tag')
          return {
            heading: content(heading),
            hint: content(hint),
            href,
            statusText: tag.text,
            status: tag.colour === 'blue' ? 'to-do' : href ? 'done' : 'not-yet',
          }
        })}
      />
    ),
  },
  textarea: { compared: 14, ours: (o) => <Textarea {...field(o, 'autocomplete')} autocomplete={o.autocomplete} /> },
  'warning-callout': {
    compared: 4,
    ours: (o) => {
      const { heading, text, html } = only(o, 'heading', 'text', 'html')
      if (heading === undefined) throw new Unsupported('no heading')
      if (typeof heading === 'object') only(heading, 'text')
      return (
        <WarningCallout heading={heading?.text ?? heading}>
          {html ? raw(html) : <p class="nhsuk-card__description">{text}</p>}
        </WarningCallout>
      )
    },
  },
}

type Fixture = { name: string; context: Options; html: string }

const fixtures = (component: string): Fixture[] => {
  const url = new URL(import.meta.resolve(`nhsuk-frontend/dist/nhsuk/components/${component}/fixtures.json`))
  return JSON.parse(readFileSync(url, 'utf8')).fixtures
}

const render = (ours: (options: Options) => unknown, options: Options): string | undefined => {
  try {
    return String(ours(options))
  } catch (error) {
    if (error instanceof Unsupported) return undefined
    throw error
  }
}

describe.each(Object.entries(MAP))('%s is the design system’s own markup', (component, { compared, ours }) => {
  // Content given by the template language's call blocks is in the HTML but not in the options.
  const pairs = fixtures(component)
    .filter(({ name }) => !name.includes('call block'))
    .map(({ name, context, html }) => ({ name, html, rendered: render(ours, context) }))
    .filter((pair) => pair.rendered !== undefined)

  it(`in the ${compared} fixtures whose options we offer`, () => {
    expect(pairs.length).toBe(compared)
    expect(compared).toBeGreaterThan(0)
  })

  it.each(pairs)('$name', ({ html, rendered }) => {
    expect(tokens(rendered ?? '')).toEqual(tokens(html))
  })
})
