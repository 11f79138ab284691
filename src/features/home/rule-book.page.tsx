import { movesInWords } from '../../domain/agreement/state-words.ts'
import { CONTRACT_LABELS, type ContractTerms } from '../../domain/contracts/contract-terms.ts'
import { CONTRACTS } from '../../domain/contracts/registry.ts'
import { valuesInWords } from '../../domain/contracts/rule-book.ts'
import { Table, TableScroll } from '../../ui/components/table.tsx'
import { formatDay } from '../../ui/dates.ts'
import { PageTop, Section } from '../../ui/page-parts.tsx'
import { CHECKS, SEVERITY_WORDS } from './rule-book.words.ts'

/** Every value that plans are worked out by, what is checked, and how a plan is agreed. */
export const RuleBookPage = () => (
  <>
    <PageTop
      heading="Rule book"
      lede="Every value that job plans are worked out by, where it comes from, and whether somebody has checked it."
    />
    <nav aria-label="On this page">
      <ul class="nhsuk-list">
        {Object.entries(CONTRACT_LABELS).map(([contract, label]) => (
          <li>
            <a href={`#${contract}`}>{label}</a>
          </li>
        ))}
        <li>
          <a href="#checks">What every plan is checked for</a>
        </li>
        <li>
          <a href="#agreeing">How a plan is agreed</a>
        </li>
      </ul>
    </nav>
    {Object.values(CONTRACTS)
      .flat()
      .map((terms) => (
        <Contract terms={terms} />
      ))}
    <Section heading="What every plan is checked for" id="checks">
      <TableScroll label="What every plan is checked for">
        <Table
          caption="What every plan is checked for"
          captionSize="hidden"
          columns={[{ heading: 'What is found' }, { heading: 'What it means' }, { heading: 'Name of the rule' }]}
          rows={CHECKS.map(({ says, severity, rule }) => [says, SEVERITY_WORDS[severity], <code>{rule}</code>])}
        />
      </TableScroll>
    </Section>
    <Section heading="How a plan is agreed" id="agreeing">
      <p class="nhsuk-body">
        A plan is agreed when both sides have signed the same text: the clinician whose plan it is, and the manager who
        agrees it for the organisation. Nobody can sign for anybody else.
      </p>
      <TableScroll label="How a plan is agreed">
        <Table
          caption="How a plan is agreed"
          captionSize="hidden"
          columns={[
            { heading: 'A plan that is' },
            { heading: 'Move' },
            { heading: 'Who may' },
            { heading: 'Becomes' },
            { heading: 'What it needs' },
          ]}
          rows={movesInWords().map(({ from, move, who, to, needs }) => [from, move, who, to, needs])}
        />
      </TableScroll>
    </Section>
  </>
)

const Contract = ({ terms }: { terms: ContractTerms }) => {
  const label = CONTRACT_LABELS[terms.contract]
  return (
    <Section heading={label} id={terms.contract}>
      <p class="nhsuk-body">In force from {formatDay(terms.from)}.</p>
      <TableScroll label={`Values, ${label}`}>
        <Table
          caption={`Values, ${label}`}
          captionSize="hidden"
          firstCellIsHeader
          columns={[
            { heading: 'What' },
            { heading: 'Value' },
            { heading: 'Where it comes from' },
            { heading: 'Since' },
            { heading: 'Checked' },
          ]}
          rows={[
            ...valuesInWords(terms).map((row) => [
              row.rule,
              row.says,
              row.source,
              formatDay(row.from),
              sayChecked(row.checked),
            ]),
            ...terms.limits.map(({ says, severity, source, from, checked }) => [
              SEVERITY_WORDS[severity],
              says,
              source,
              formatDay(from),
              sayChecked(checked),
            ]),
          ]}
        />
      </TableScroll>
    </Section>
  )
}

const sayChecked = (checked: boolean) =>
  checked ? 'Checked' : <strong>Nobody has checked this against the document yet</strong>
