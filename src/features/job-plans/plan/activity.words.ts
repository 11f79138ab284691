/** The few words of a plan's lines that only its own screens say; the rest is in domain/job-plan/in-words.ts. */
import type { OnCallRota } from '../../../domain/job-plan/job-plan.ts'
import { figure } from './figures.words.ts'

/** `Category A · 5% supplement`, with what there is of them. */
export function saySupplement(rota: OnCallRota, percent: string | undefined): string {
  return [rota.category ? `Category ${rota.category}` : '', percent ? `${figure(percent)}% supplement` : '']
    .filter(Boolean)
    .join(' · ')
}

/** What a rota is called where it has no name. */
export const rotaTitle = ({ title }: OnCallRota): string => title?.trim() || 'On-call'
