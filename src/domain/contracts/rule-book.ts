import { sayTimeOfDay } from '../time/time-of-day.ts'
import { type Cited, CONTRACT_LABELS, type ContractTerms, type PersonContent, UNIT_WORDS } from './contract-terms.ts'
import { CONTRACTS } from './registry.ts'

const PERSON_WORDS: Record<PersonContent, string> = { name: 'the name', postTitle: 'the post', band: 'the band' }

/** One value of a contract in words. */
export type RuleRow = { rule: string; says: string } & Omit<Cited<unknown>, 'value'>

/** The rule book in Markdown: every value of every contract, where it comes from, and whether anyone has checked it. */
export function sayRuleBook(): string {
  const contracts = Object.values(CONTRACTS).flat()
  return [
    '# Rule book',
    '',
    'Written from `src/domain/contracts` by `npx concord docs`; do not edit it here.',
    'Every value has the document it comes from. A value that nobody has checked against that document says so:',
    'read the document, correct the value if need be, and set `checked` to true.',
    '',
    ...contracts.flatMap(sayContract),
  ].join('\n')
}

function sayContract(terms: ContractTerms): string[] {
  return [
    `## ${CONTRACT_LABELS[terms.contract]}`,
    '',
    `\`${terms.contract}\`, the values in force from ${terms.from}.`,
    '',
    '| Rule | Value | Source | Since | Checked |',
    '| --- | --- | --- | --- | --- |',
    ...[...valuesInWords(terms), ...limitRows(terms)].map(
      ({ rule, says, source, from, checked }) =>
        `| ${rule} | ${says} | ${source} | ${from} | ${checked ? 'yes' : 'nobody has checked this against the document yet'} |`,
    ),
    '',
  ]
}

/** Every value of a contract's terms in words; its limits say themselves. */
export function valuesInWords(terms: ContractTerms): RuleRow[] {
  const { one, many } = UNIT_WORDS[terms.unit]
  return [
    row('Time in one unit', terms.minutesInUnit, (minutes) => `${minutes} minutes make 1 ${one}`),
    row('Premium time', terms.premium, ({ plainHours, minutesInUnit }) => {
      const plain = `${sayTimeOfDay(plainHours.from)} to ${sayTimeOfDay(plainHours.to)}, Monday to Friday`
      return `all but ${plain}; ${minutesInUnit} minutes make 1 ${one}`
    }),
    row('Agreed length of a unit', terms.agreedUnitMinutes, ({ least, most }) => `${least} to ${most} minutes`),
    row('Full time', terms.core, (core) => `${core} ${many} a week`),
    row('Working weeks in a year', terms.workingWeeks, String),
    row('Prospective cover', terms.prospectiveCoverWeeks, (weeks) => `× ${weeks} ÷ the working weeks`),
    row('Most unpredictable on-call that counts', terms.unpredictableOnCallCap, (cap) => `${cap} ${one} a week`),
    ...supplementRows(terms),
    row(
      'Usual direct clinical care',
      terms.usualDirectCareShare,
      (share) => `${share} of the core, and all additional`,
    ),
    row('A plan must say', terms.minimumContent, ({ person, activity }) =>
      [...person.map((part) => PERSON_WORDS[part]), ...activity.map((part) => `the ${part} of each activity`)].join(
        ', ',
      ),
    ),
  ].filter((found) => found !== undefined)
}

function limitRows({ limits }: ContractTerms): RuleRow[] {
  return limits.map((limit) => ({
    ...limit,
    rule: `\`${limit.rule}\` (${limit.severity})`,
    says: `above ${limit.value}: ${limit.says}`,
  }))
}

function row<T>(rule: string, cited: Cited<T> | null, say: (value: T) => string): RuleRow | undefined {
  return cited ? { ...cited, rule, says: say(cited.value) } : undefined
}

function supplementRows({ supplements }: ContractTerms): RuleRow[] {
  if (!supplements) return []
  return Object.entries(supplements.value).map(([category, bands]) => ({
    ...supplements,
    rule: category === 'any' ? 'On-call supplement' : `On-call supplement, category ${category}`,
    says: bands
      .map(
        ({ oneInUpTo, percent }) => `${oneInUpTo === null ? 'less often' : `1 in ${oneInUpTo} or busier`}: ${percent}%`,
      )
      .join('; '),
  }))
}
