/**
 * What each pay grade says. The staff record writes `NHS|code|name`; national codes are facts carried over, and those with
 * `checked: false` nobody has checked against a pay circular yet. The first row that fits is taken.
 */

/** What a grade says of the terms; `local` is the employer’s own. */
export type GradeTerms = 'agenda-for-change' | 'consultant' | 'sas-2021' | 'sas-older' | 'training' | 'local'

export interface GradeRule {
  readonly codes: readonly string[]
  /** Normal names (lower case, letters and digits only), or their beginnings. */
  readonly names: readonly string[]
  readonly terms: GradeTerms
  readonly band: string | null
  readonly why: string
  readonly checked: boolean
}

const BANDS: readonly GradeRule[] = [
  ...['1', '2', '3', '4', '5', '6', '7'].map((band) => agendaForChange(band, `band ${band}`)),
  ...['a', 'b', 'c', 'd'].map((range) => agendaForChange(`8${range}`, `band 8 range ${range}`, `band 8${range}`)),
  agendaForChange('9', 'band 9'),
]

export const GRADE_RULES: readonly GradeRule[] = [
  ...BANDS,
  {
    codes: ['YC72', 'YC73', 'YM72', 'YM73'],
    names: ['consultant'],
    terms: 'consultant',
    band: null,
    why: 'A consultant pay scale.',
    checked: false,
  },
  {
    codes: ['MC75', 'MC70'],
    names: ['specialty doctor 2021', 'specialist 2021', 'specialist grade'],
    terms: 'sas-2021',
    band: null,
    why: 'A pay scale of the 2021 specialist and specialty doctor contracts.',
    checked: false,
  },
  {
    codes: ['MC46', 'MC41', 'MC01', 'MH03'],
    names: ['specialty doctor 2008', 'associate specialist', 'staff grade'],
    terms: 'sas-older',
    band: null,
    why: 'A pay scale from before the 2021 contracts.',
    checked: false,
  },
  {
    codes: ['MN13', 'MN15', 'MN31', 'MN37', 'MN39'],
    names: ['foundation', 'specialty registrar', 'core training', 'dental core'],
    terms: 'training',
    band: null,
    why: 'A pay scale for doctors and dentists in training.',
    checked: false,
  },
]

/** A grade that does not begin `NHS|` is the employer's own. */
export const LOCAL_GRADE: GradeRule = {
  codes: [],
  names: [],
  terms: 'local',
  band: null,
  why: 'The pay scale is the employer’s own, so the terms cannot be told.',
  checked: true,
}

function agendaForChange(band: string, ...names: string[]): GradeRule {
  return {
    codes: [],
    names: names.flatMap((name) => [`review body ${name}`, `non review body ${name}`, name]),
    terms: 'agenda-for-change',
    band,
    why: 'A pay band of Agenda for Change.',
    checked: true,
  }
}
