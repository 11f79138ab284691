import { type Role, roles } from '../domain/access/access.ts'
import { PROFESSIONAL_GROUP_LABELS } from '../domain/job-plan/professional-groups.ts'

/** A role with what it is for: “Sees a unit: Cardiology”. */
export function sayRole(grant: { role: Role; unitName: string | null; professionalGroup: string | null }): string {
  const { role, unitName, professionalGroup } = grant
  const of = unitName ?? PROFESSIONAL_GROUP_LABELS[professionalGroup as keyof typeof PROFESSIONAL_GROUP_LABELS]
  return of ? `${roles[role].label}: ${of}` : roles[role].label
}
