import { agendaForChange } from './agenda-for-change.ts'
import { consultantEngland2003 } from './consultant-england-2003.ts'
import { consultantWales2003 } from './consultant-wales-2003.ts'
import type { ContractId, ContractTerms } from './contract-terms.ts'
import { sasEngland2021 } from './sas-england-2021.ts'

/** Every contract's terms, oldest version first. When a contract changes, add a version: old plans keep their sums. */
export const CONTRACTS: Record<ContractId, readonly [ContractTerms, ...ContractTerms[]]> = {
  'consultant-england-2003': [consultantEngland2003],
  'consultant-wales-2003': [consultantWales2003],
  'sas-england-2021': [sasEngland2021],
  'agenda-for-change': [agendaForChange],
}

/** The contract's terms in force on that day; its first terms for any day before them. */
export function termsFor(contract: ContractId, on: string): ContractTerms {
  const versions = CONTRACTS[contract]
  return versions.findLast((terms) => terms.from <= on) ?? versions[0]
}
