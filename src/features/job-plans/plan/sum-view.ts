import { type ContractTerms, UNIT_WORDS } from '../../../domain/contracts/contract-terms.ts'
import { CATEGORY_LABELS, COUNTED_CATEGORIES } from '../../../domain/job-plan/categories.ts'
import type { Evaluation, TraceStep } from '../../../domain/job-plan/evaluation.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { hoursAndMinutes, sayUnits } from '../../../domain/job-plan/say.ts'
import { saySource } from '../../../domain/job-plan/source-words.ts'
import {
  add,
  compare,
  type Fraction,
  multiply,
  ONE,
  roundForScreen,
  subtract,
  toFraction,
  ZERO,
} from '../../../domain/time/fraction.ts'
import type { SplitBarProps } from '../../../ui/split-bar.tsx'
import type { SumRow } from '../../../ui/sum-table.tsx'
import type { WorkedProps } from '../../../ui/worked.tsx'
import { rotaTitle } from './activity.words.ts'
import { figure, LONG_UNIT_WORDS, sizeOf } from './figures.words.ts'
import type { Reckoned } from './reckoned.ts'

export type SumView = {
  /** “10 programmed activities”. */
  contracted: string
  headline: { value: string; of: string }
  split: SplitBarProps
  rows: SumRow[]
  /** How each figure came about; empty unless the evaluation was made with `explain`. */
  worked: WorkedProps[]
}

/** What a plan adds up to, line by line, each with what it stands against. */
export function viewSum(document: JobPlanDocument, { terms, evaluation }: Reckoned): SumView {
  const { perWeek, perYear, contracted } = evaluation
  const units = UNIT_WORDS[terms.unit].many
  const total = figure(perWeek.total.units)
  const usual = usualSplit(document, terms)
  const shown = COUNTED_CATEGORIES.filter((name) => name === 'dcc' || name === 'spa' || perWeek[name].units !== '0')
  const workingWeeks = figure(document.workingWeeks ?? terms.workingWeeks.value)
  return {
    contracted: sayLongUnits(contracted.units, terms),
    headline: { value: total, of: `of ${sayLongUnits(contracted.units, terms)}` },
    split: {
      id: 'plan-split',
      title: `How the ${total} ${units} are split`,
      parts: shown.map((name) => ({
        label: CATEGORY_LABELS[name].long,
        tone: name,
        size: sizeOf(perWeek[name].units),
        text: sayUnits(toFraction(perWeek[name].units), terms.unit),
      })),
      contracted: sizeOf(contracted.units),
      contractedText: `Contract: ${sayUnits(toFraction(contracted.units), terms.unit)}`,
    },
    rows: [
      ...shown.map((name) => ({
        label: CATEGORY_LABELS[name].long,
        value: figure(perWeek[name].units),
        against: usual?.[name] && `usual ${roundForScreen(usual[name])}`,
        tone: name,
      })),
      { label: 'Total', value: total, against: sayBalance(evaluation), total: true },
      ...hoursRow(evaluation, terms),
      {
        label: `Over the year, ${workingWeeks} weeks`,
        value: sayUnits(toFraction(perYear.total.units), terms.unit),
      },
    ],
    worked: workedOf(document, evaluation),
  }
}

function sayLongUnits(exact: string, { unit }: ContractTerms): string {
  const text = figure(exact)
  return `${text} ${LONG_UNIT_WORDS[unit][text === '1' ? 'one' : 'many']}`
}

/** `0.69 over`, `0.31 short`, or that it is as contracted. */
export function sayBalance({ balance }: Evaluation): string {
  const units = toFraction(balance.units)
  const side = compare(units, ZERO)
  if (side === 0) return 'as contracted'
  return side > 0 ? `${roundForScreen(units)} over` : `${roundForScreen(subtract(ZERO, units))} short`
}

function usualSplit(
  { contracted }: JobPlanDocument,
  terms: ContractTerms,
): Partial<Record<string, Fraction>> | undefined {
  if (!terms.usualDirectCareShare) return undefined
  const share = toFraction(terms.usualDirectCareShare.value)
  const core = toFraction(contracted.core)
  return {
    dcc: add(multiply(core, share), toFraction(contracted.additional ?? 0)),
    spa: multiply(core, subtract(ONE, share)),
  }
}

/** Hours are worth a line of their own only where they are not what the plan is counted in. */
function hoursRow({ perWeek }: Evaluation, terms: ContractTerms): SumRow[] {
  if (terms.unit === 'hour') return []
  const limit = terms.limits.find(({ measure }) => measure === 'minutes')
  return [
    {
      label: 'Hours a week, on average',
      value: hoursAndMinutes(perWeek.total.minutes),
      against: limit && `limit ${roundForScreen(toFraction(`${limit.value}/60`))}`,
    },
  ]
}

/** The figures that the plan page explains in place; the rest are under “How it adds up”. */
function workedOf(document: JobPlanDocument, evaluation: Evaluation): WorkedProps[] {
  const rotas = evaluation.onCall.map(({ id, unitsPerWeek }) => {
    const rota = document.onCall?.find((one) => one.id === id)
    return {
      id: `worked-on-call-${id}`,
      says: `${figure(unitsPerWeek)} for ${rota ? startSmall(rotaTitle(rota)) : 'on-call'}`,
      steps: stepsOf(evaluation, `onCall.${id}.unitsPerWeek`),
    }
  })
  const totals = COUNTED_CATEGORIES.filter((name) => evaluation.perWeek[name].units !== '0').map((name) => ({
    id: `worked-${name}`,
    says: `${figure(evaluation.perWeek[name].units)} for ${startSmall(CATEGORY_LABELS[name].long)}`,
    steps: stepsOf(evaluation, `perWeek.${name}.units`),
  }))
  const total = {
    id: 'worked-total',
    says: `the total, ${figure(evaluation.perWeek.total.units)}`,
    steps: [...stepsOf(evaluation, 'perWeek.total.units'), ...stepsOf(evaluation, 'balance.units')],
  }
  return [...rotas, ...totals, total].flatMap(({ id, says, steps }) =>
    steps.length > 0 ? [viewWorked(id, `How we worked out ${says}`, steps)] : [],
  )
}

const startSmall = (words: string) => words.charAt(0).toLowerCase() + words.slice(1)

/** The steps of one figure, by its path in the evaluation. */
export const stepsOf = ({ trace = [] }: Evaluation, path: string): TraceStep[] =>
  trace.filter((step) => step.figure === path)

/** Steps of a trace as a figure that explains itself. */
export function viewWorked(id: string, summary: string, steps: readonly TraceStep[]): WorkedProps {
  return {
    id,
    summary,
    steps: steps.map((step, place) => viewStep(step, place === steps.length - 1)),
    source: [...new Set(steps.map(({ source }) => saySource(source)))].join('. '),
    unchecked: steps.some(({ checked }) => !checked),
    uncheckedText: 'Nobody has checked this against the document yet.',
  }
}

/** A step says what was done, and after the last colon the sum itself; the last one ends in the figure as it is shown. */
function viewStep({ says, value }: TraceStep, isLast: boolean): { text: string; sum: string } {
  const colon = says.lastIndexOf(': ')
  return colon < 0
    ? { text: says, sum: /^-?\d/.test(value) ? figure(value) : value }
    : { text: says.slice(0, colon), sum: says.slice(colon + 2) + (isLast ? sayRounded(says, value) : '') }
}

/** ` = 7.94, rounded`, after a sum that ends in a fraction; decimals are shown as they are. */
const sayRounded = (says: string, value: string): string =>
  says.endsWith(value) && value.includes('/') ? ` = ${figure(value)}, rounded` : ''
