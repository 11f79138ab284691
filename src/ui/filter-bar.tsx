import { Button } from './components/button.tsx'
import { Input } from './components/input.tsx'
import { type Option, Select } from './components/select.tsx'

export type Filter =
  | { kind: 'search' | 'day'; name: string; label: string; value?: string | undefined }
  | { kind: 'choice'; name: string; label: string; value?: string | undefined; options: readonly Option[] }

export type FilterBarProps = {
  label: string
  action: string
  filters: readonly Filter[]
  /** What else the address holds and must keep, such as the order. */
  keep?: Readonly<Record<string, string>> | undefined
  /** Where the list is without filters; left out when none is set. */
  clearHref?: string | undefined
  words?: { apply?: string; clear?: string } | undefined
}

/** Filters over a list: an ordinary form whose answer is an address, so that it can be kept, sent and gone back to. */
export const FilterBar = ({ label, action, filters, keep = {}, clearHref, words }: FilterBarProps) => (
  <search>
    <form class="filters" action={action} method="get" aria-label={label}>
      {Object.entries(keep).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {filters.map((filter) =>
        filter.kind === 'choice' ? (
          <Select name={filter.name} label={filter.label} value={filter.value} options={filter.options} />
        ) : (
          <Input
            name={filter.name}
            label={filter.label}
            value={filter.value}
            {...(filter.kind === 'day' ? { type: 'date', width: 10 } : { type: 'search', width: 20 })}
          />
        ),
      )}
      <Button variant="secondary" small>
        {words?.apply ?? 'Apply'}
      </Button>
      {clearHref ? <a href={clearHref}>{words?.clear ?? 'Clear filters'}</a> : null}
    </form>
  </search>
)
