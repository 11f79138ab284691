/**
 * The schema as Kysely sees it: one type a table, column for column as in migrations/. Dates are ISO strings. Past 300 lines,
 * since it is looked up by table and never read through.
 */

import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { ThingKind } from '../domain/staff/staff-record.ts'

type At = ColumnType<Date, Date | string, Date | string>
type Amount = ColumnType<string, string | number, string | number>
type Json = JSONColumnType<object>

/** Decides who sees a row: copied from the assignment by the database, whatever is written. */
type SightColumns = {
  organisation_id: number
  assignment_id: number
  person_id: ColumnType<number, never, never>
  agreer_person_id: ColumnType<number | null, never, never>
  line: ColumnType<string, never, never>
  unit_path: ColumnType<string, never, never>
  professional_group: ColumnType<string, never, never>
}

export type Tables = {
  organisation: {
    organisation_id: Generated<number>
    ods_code: string
    name: string
    nation: 'england' | 'wales'
    is_demonstration: Generated<boolean>
    sight_on: string | null
  }
  staff_record_row: {
    organisation_id: number
    kind: ThingKind
    esr_id: string
    from_on: string
    content: Json
  }
  staff_import: {
    organisation_id: number
    import_id: Generated<number>
    file_name: string
    file_digest: string
    imported_at: At
    imported_by: number | null
    counts: Json
  }
  staged_import: {
    organisation_id: number
    staged_id: Generated<number>
    staged_by: number
    staged_at: At
    forgotten_at: At
    plan_digest: string
    files: Json
  }
  staged_file: {
    organisation_id: number
    staged_id: number
    place: number
    packed: Uint8Array
  }
  staged_line: {
    organisation_id: number
    staged_id: number
    place: number
    list: string
    number: number
    line: number | null
    name: string
    says: string
  }
  unit: {
    organisation_id: number
    unit_id: Generated<number>
    esr_id: string | null
    name: string
    kind: string | null
    nation: 'england' | 'wales'
    parent_unit_id: number | null
    path: string
    cost_centre: string | null
    ods_code: string | null
    ended_on: string | null
  }
  location: {
    organisation_id: number
    location_id: Generated<number>
    esr_id: string | null
    code: string
    name: string
    site_code: string | null
    town: string | null
    ended_on: string | null
  }
  position: {
    organisation_id: number
    position_id: Generated<number>
    esr_id: string | null
    number: string | null
    title: string
    staff_group: string | null
    job_role: string | null
    budgeted_fte: Amount | null
    unit_id: number | null
    ended_on: string | null
  }
  person: {
    organisation_id: number
    person_id: Generated<number>
    esr_id: string | null
    employee_number: string | null
    title: string | null
    first_name: string
    last_name: string
    email: string | null
    hired_on: string | null
    left_on: string | null
    full_name: GeneratedAlways<string>
    /** A trigger's (0014). */
    sort_name: ColumnType<string, never, never>
  }
  assignment: {
    organisation_id: number
    assignment_id: Generated<number>
    esr_id: string | null
    person_id: number
    number: string
    is_primary: boolean
    status: string
    position_id: number | null
    unit_id: number
    location_id: number | null
    post_title: string
    staff_group: string | null
    job_role: string | null
    grade: string | null
    contracted_amount: Amount | null
    contracted_unit: string | null
    fte: Amount | null
    started_on: string
    ended_on: string | null
    supervisor_person_id: number | null
    proposed_contract: string
    proposed_professional_group: string
    proposed_band: string | null
    proposed_scope: string
    corrected_contract: string | null
    corrected_professional_group: string | null
    corrected_band: string | null
    corrected_scope: string | null
    contract: GeneratedAlways<string>
    professional_group: GeneratedAlways<string>
    band: GeneratedAlways<string | null>
    scope: GeneratedAlways<string>
    agreer_person_id: Generated<number | null>
    line: Generated<string>
    unit_path: Generated<string>
    /** From here on kept by the database: the person's sort name, and where the plans of the post stand. */
    sort_name: ColumnType<string, never, never>
    open_states: ColumnType<string[], never, never>
    open_since: ColumnType<Date | null, never, never>
    /** Days after the last of each agreed plan, as PostgreSQL writes a date[]. */
    agreed_until: ColumnType<unknown, never, never>
    plans_since: ColumnType<Date | null, never, never>
  }
  agreer: {
    organisation_id: number
    assignment_id: number
    from_on: string
    agreer_person_id: number | null
    set_by: number | null
    set_at: At
  }
  role_grant: {
    organisation_id: number
    grant_id: Generated<number>
    person_id: number
    role: 'unit-lead' | 'group-lead' | 'office' | 'auditor' | 'administrator'
    unit_id: number | null
    professional_group: string | null
    from_on: string
    ended_on: string | null
    granted_by: number | null
    granted_at: At
  }
  job_plan: SightColumns & {
    plan_id: Generated<number>
    from_on: string
    to_on: string
    /** `[from,to)` as PostgreSQL writes a daterange. */
    holds: string
    replaces_plan_id: number | null
    state: string
    next_side: string | null
    since: At
    agreed_at: At | null
    document: Json
    version: Generated<number>
    saved_at: At
    contract: string
    unit: string
    total_units: Amount
    dcc_units: Amount
    contracted_units: Amount
    breaches: number
  }
  job_plan_change: SightColumns & {
    plan_id: number
    version: number
    targets: string[]
    change: Json
    inverse: Json
    undoes_version: number | null
    changed_by: number | null
    changed_at: At
  }
  job_plan_activity: SightColumns & {
    plan_id: number
    activity_id: string
    place_in_plan: number
    title: string
    category: string
    classification: string | null
    schedule_kind: string
    setting: string | null
    site: string | null
    specialty: string | null
    units_per_week: Amount
    minutes_per_week: Amount
    occurrences_per_year: Amount | null
  }
  offered_document: SightColumns & {
    plan_id: number
    offer_number: number
    digest: string
    canonical_text: string
    /** Kept by the database, whatever is written. */
    plan_version: ColumnType<number, never, never>
    offered_by: number | null
    offered_at: At
  }
  signature: SightColumns & {
    plan_id: number
    offer_number: number
    side: 'clinician' | 'agreer'
    signed_by: number
    signed_name: string
    signed_post: string | null
    signed_at: At
    digest: string
  }
  job_plan_move: SightColumns & {
    plan_id: number
    move_number: number
    move: string
    from_state: string | null
    to_state: string
    side: string | null
    moved_by: number | null
    moved_at: At
    reason: string | null
    offer_number: number | null
  }
  audit: {
    organisation_id: number
    number: number
    at: string
    person_id: number | null
    event: string
    object: string
    payload: JSONColumnType<object> | null
    payload_digest: string
    previous_digest: string
    digest: string
  }
  audit_head: { organisation_id: number; number: number; digest: string }
  invitation: {
    organisation_id: number
    invitation_id: Generated<number>
    person_id: number
    token_digest: string | null
    /** In small letters, as the staff record had it. */
    address: Generated<string | null>
    mail: Generated<'waiting' | 'sent' | 'refused' | 'given-up' | 'stopped' | null>
    mailed_at: ColumnType<Date | null, Date | undefined, Date>
    run_id: Generated<number | null>
    invited_by: number | null
    invited_at: At
    expires_at: At
    used_at: At | null
  }
  invitation_run: {
    organisation_id: number
    run_id: Generated<number>
    choice: Json
    people: number
    state: Generated<'running' | 'done' | 'stopped'>
    last_person_id: Generated<number>
    made_by: number
    made_at: At
    ended_at: At | null
  }
  once_key: {
    organisation_id: number
    key_digest: string
    person_id: number
    route: string
    sent_digest: string
    done_at: At
    location: string | null
  }
}
