import { z } from 'zod'
import type { Objective, SupportingResource } from '../../../domain/job-plan/job-plan.ts'
import { RESOURCE_LABELS, SCOPE_LABELS } from '../../../domain/job-plan/settings.ts'
import {
  answer,
  dateFromTyped,
  oneOf,
  optionalText,
  type Read,
  readFields,
  type Typed,
  text,
  typeDate,
} from './typed.form.ts'

const objectiveFields = z.object({
  scope: oneOf(SCOPE_LABELS, 'Say whose objective it is'),
  text: text('Say what is to be reached', 2000),
  measure: optionalText(),
  support: optionalText(),
  barriers: optionalText(),
})

const WRONG_DATE = 'Write a real date, such as 31 3 2027'

/** Reads an objective as it was typed; support and barriers are one a line. */
export function readObjective(typed: Typed): Read<Objective> {
  const read = readFields(objectiveFields, typed)
  const dueOn = dateFromTyped(typed, 'dueOn')
  if (!read.ok || dueOn === null)
    return { ok: false, errors: { ...(read.ok ? {} : read.errors), ...(dueOn === null && { dueOn: WRONG_DATE }) } }
  const { scope, text, measure } = read.value
  const [support, barriers] = [linesOf(answer(typed, 'support')), linesOf(answer(typed, 'barriers'))]
  return {
    ok: true,
    value: {
      scope,
      text,
      ...(measure && { measure }),
      ...(dueOn && { dueOn }),
      ...(support.length > 0 && { support }),
      ...(barriers.length > 0 && { barriers }),
    },
  }
}

const linesOf = (typed: string) =>
  typed
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** An objective as it would be typed. */
export const typeObjective = (objective: Objective): Typed => ({
  scope: [objective.scope ?? ''],
  text: [objective.text ?? ''],
  measure: [objective.measure ?? ''],
  support: [(objective.support ?? []).join('\n')],
  barriers: [(objective.barriers ?? []).join('\n')],
  ...typeDate('dueOn', objective.dueOn),
})

const resourceFields = z.object({
  kind: oneOf(RESOURCE_LABELS, 'Say what kind of thing it is'),
  text: text('Say what is needed', 2000),
})

/** Reads a supporting resource as it was typed. */
export const readResource = (typed: Typed): Read<SupportingResource> => readFields(resourceFields, typed)

/** A supporting resource as it would be typed. */
export const typeResource = ({ kind, text }: SupportingResource): Typed => ({ kind: [kind ?? ''], text: [text ?? ''] })

/** The field that a problem of an objective or a resource in the document belongs to. */
export const OBJECTIVE_FIELDS: Record<string, string> = {
  scope: 'scope',
  text: 'text',
  measure: 'measure',
  dueOn: 'dueOn',
  support: 'support',
  barriers: 'barriers',
  kind: 'kind',
}
