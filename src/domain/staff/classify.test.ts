import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { normalName } from './classification.ts'
import { classify, type PostFacts } from './classify.ts'
import { contractedTime } from './contracted-time.ts'
import { nationOf } from './nation.ts'
import type { UnitRow } from './staff-record.ts'

const AFC_6 = 'NHS|XR06|Review Body Band 6'
const post = (staffGroup: string, jobRole: string, more: Partial<PostFacts> = {}): PostFacts => ({
  staffGroup,
  jobRole,
  grade: null,
  positionName: null,
  unitName: null,
  nation: 'england',
  ...more,
})

const AHP = 'Allied Health Professionals'
const SCIENTIFIC = 'Additional Professional Scientific and Technical'
const SUPPORT = 'Additional Clinical Services'
const DOCTORS = 'Medical and Dental'
const NURSES = 'Nursing and Midwifery Registered'

describe('allied health professions', () => {
  test.each([
    [AHP, 'Art Therapist', 'art-therapist'],
    [AHP, 'Drama Therapist', 'dramatherapist'],
    [AHP, 'Music Therapist', 'music-therapist'],
    [AHP, 'Chiropodist / Podiatrist', 'podiatrist'],
    [AHP, 'Dietitian', 'dietitian'],
    [AHP, 'Occupational Therapist', 'occupational-therapist'],
    [SCIENTIFIC, 'Operating Department Practitioner', 'operating-department-practitioner'],
    [AHP, 'Orthoptist', 'orthoptist'],
    [SCIENTIFIC, 'Osteopath', 'osteopath'],
    [AHP, 'Paramedic', 'paramedic'],
    [AHP, 'Physiotherapist', 'physiotherapist'],
    [AHP, 'Prosthetist', 'prosthetist'],
    [AHP, 'Orthotist', 'orthotist'],
    [AHP, 'Radiographer - Diagnostic', 'diagnostic-radiographer'],
    [AHP, 'Radiographer - Therapeutic', 'therapeutic-radiographer'],
    [AHP, 'Speech and Language Therapist', 'speech-and-language-therapist'],
  ])('%s, %s', (staffGroup, jobRole, professionalGroup) => {
    expect(classify(post(staffGroup, jobRole, { grade: AFC_6 }))).toMatchObject({
      contract: 'agenda-for-change',
      professionalGroup,
      band: '6',
      scope: 'in-scope',
    })
    if (staffGroup !== AHP) return
    for (const kind of ['Consultant', 'Manager', 'Specialist Practitioner']) {
      const comma = jobRole.startsWith('Radiographer') ? ',' : ''
      expect(classify(post(staffGroup, `${jobRole}${comma} ${kind}`)).professionalGroup).toBe(professionalGroup)
    }
  })

  test('an osteopath under the wrong staff group is not guessed at', () => {
    expect(classify(post(NURSES, 'Osteopath')).professionalGroup).toBe('nursing-midwifery')
    expect(classify(post(AHP, 'Osteopath')).professionalGroup).toBe(null)
  })

  test('an advanced practitioner’s profession comes from the post’s name', () => {
    const named = (positionName: string) =>
      classify(post(AHP, 'Advanced Practitioner', { positionName })).professionalGroup
    expect(named('123|Advanced Practitioner Physiotherapist|')).toBe('physiotherapist')
    expect(named('123|Advanced Practitioner|')).toBe(null)
  })

  test('the staff record’s short name for a staff group is known', () => {
    expect(
      classify(post('Add Prof Scientific and Technic', 'Operating Department Practitioner')).professionalGroup,
    ).toBe('operating-department-practitioner')
  })
})

describe('doctors', () => {
  test.each<[string, Partial<PostFacts>, string, string | null, string]>([
    ['Consultant', { grade: 'NHS|YC72|Consultant' }, 'consultant-england-2003', 'medical-consultant', 'in-scope'],
    ['CONSULTANT', {}, 'consultant-england-2003', 'medical-consultant', 'in-scope'],
    ['Consultant', { nation: 'wales' }, 'consultant-wales-2003', 'medical-consultant', 'in-scope'],
    ['Consultant', { grade: 'RXX|LC01|Local Consultant' }, 'unknown', 'medical-consultant', 'in-scope'],
    ['Consultant', { grade: 'NHS|MC75|Specialty Doctor (2021)' }, 'unknown', 'medical-consultant', 'in-scope'],
    ['Medical Director', {}, 'consultant-england-2003', 'medical-consultant', 'in-scope'],
    ['Clinical Director - Medical', {}, 'consultant-england-2003', 'medical-consultant', 'in-scope'],
    ['Specialty Doctor', { grade: 'NHS|MC75|Specialty Doctor (2021)' }, 'sas-england-2021', 'sas-doctor', 'in-scope'],
    ['Specialty Doctor', {}, 'sas-england-2021', 'sas-doctor', 'in-scope'],
    ['Specialty Doctor', { grade: 'NHS|MC46|Specialty Doctor' }, 'unknown', 'sas-doctor', 'in-scope'],
    ['Specialty Doctor', { nation: 'wales' }, 'unknown', 'sas-doctor', 'in-scope'],
    [
      'Associate Specialist (Closed to new entrants from 01 April 2008 or regrading from 01 April 2009)',
      {},
      'unknown',
      'sas-doctor',
      'in-scope',
    ],
    ['Trust Grade Doctor - Career Grade level', {}, 'unknown', 'sas-doctor', 'in-scope'],
    ['Salaried General Practitioner', {}, 'unknown', null, 'in-scope'],
    ['Dental Officer', {}, 'unknown', null, 'in-scope'],
    ['Foundation Year 1', {}, 'unknown', null, 'in-training'],
    ['Specialty Registrar', { grade: 'NHS|MN37|Specialty Registrar' }, 'unknown', null, 'in-training'],
    ['Trust Grade Doctor - Foundation Level', {}, 'unknown', null, 'in-training'],
    ['Dental Core Trainee', {}, 'unknown', null, 'in-training'],
  ])('%s %o', (jobRole, more, contract, professionalGroup, scope) => {
    expect(classify(post(DOCTORS, jobRole, more))).toMatchObject({ contract, professionalGroup, scope, band: null })
  })
})

describe('nurses, support workers and others', () => {
  test.each<[string, string, Partial<PostFacts>, string | null, string]>([
    [NURSES, 'Staff Nurse', { unitName: 'Ward 12, Elderly Care' }, 'nursing-midwifery', 'single-area-ward'],
    [NURSES, 'Staff Nurse', { positionName: '44|Staff Nurse|Critical Care|' }, 'nursing-midwifery', 'single-area-ward'],
    [NURSES, 'Staff Nurse', { unitName: 'Endoscopy' }, 'nursing-midwifery', 'in-scope'],
    [NURSES, 'Staff Nurse', { unitName: 'Stewardship team' }, 'nursing-midwifery', 'in-scope'],
    [NURSES, 'Nurse Consultant', { unitName: 'Ward 12' }, 'nursing-midwifery', 'in-scope'],
    [SUPPORT, 'Healthcare Assistant', { unitName: 'Ward 12' }, null, 'single-area-ward'],
    [SUPPORT, 'Healthcare Assistant', { unitName: 'Outpatients' }, null, 'in-scope'],
    [SUPPORT, 'Health Care Support Worker', { unitName: 'Physiotherapy' }, 'ahp-support', 'in-scope'],
    [SUPPORT, 'Technical Instructor', {}, 'ahp-support', 'in-scope'],
    [
      SUPPORT,
      'Assistant/Associate Practitioner',
      { positionName: 'Assistant Practitioner, Imaging' },
      'ahp-support',
      'in-scope',
    ],
    [SUPPORT, 'Assistant Psychologist', {}, 'psychology', 'in-scope'],
    [SUPPORT, 'Trainee Nursing Associate', { unitName: 'Ward 12' }, null, 'in-training'],
    [SCIENTIFIC, 'Pharmacist', {}, 'pharmacy', 'in-scope'],
    [SCIENTIFIC, 'Technician', { positionName: 'Pharmacy Technician' }, 'pharmacy', 'in-scope'],
    [SCIENTIFIC, 'Social Worker', {}, null, 'in-scope'],
    [SCIENTIFIC, 'Applied Psychologist – Counselling', {}, 'psychology', 'in-scope'],
    ['Healthcare Scientists', 'Healthcare Science Practitioner', {}, 'healthcare-science', 'in-scope'],
    ['Students', 'Student Physiotherapist', {}, null, 'in-training'],
    ['Administrative and Clerical', 'Manager', {}, null, 'not-clinical'],
    ['Estates and Ancillary', 'Porter', {}, null, 'not-clinical'],
  ])('%s, %s %o', (staffGroup, jobRole, more, professionalGroup, scope) => {
    expect(classify(post(staffGroup, jobRole, more))).toMatchObject({ professionalGroup, scope })
  })

  test('a role in no table is left for the office', () => {
    const found = classify(post('Wizards', 'Hedge Wizard'))
    expect(found).toMatchObject({ contract: 'unknown', professionalGroup: null, scope: 'in-scope' })
    expect(found.why.role).toContain('the office chooses')
  })
})

test.each([
  ['NHS|XR02|Review Body Band 2', '2'],
  ['NHS|XR07|Review Body Band 7', '7'],
  ['NHS|XR08|Review Body Band 8 - Range A', '8a'],
  ['NHS|XR11|Review Body Band 8 - Range D', '8d'],
  ['NHS|XN05|Non Review Body Band 5', '5'],
  ['Band 8b', '8b'],
  ['NHS|XR12|Review Body Band 9', '9'],
  ['NHS|XX99|Review Body Band 10', null],
  ['NHS|YC72|Consultant', null],
  ['TRUST|L6|Local Band 6', null],
  [null, null],
])('grade %s is band %s', (grade, band) => {
  expect(classify(post(AHP, 'Physiotherapist', { grade })).band).toBe(band)
})

test('every national job role in use finds a row of its own staff group', () => {
  const path = '../shared/data/nhs-data-dictionary/job_role_code.csv'
  // The national list lies beside the repository; without it two rows stand for it.
  const lines = existsSync(path)
    ? readFileSync(path, 'utf8').split('\n').slice(1)
    : ['04000,Allied Health Professionals,', '04041,Physiotherapist,']
  const roles = lines
    .map((line) => /^(\d{2})(\d{3}),"?(.*?)"?,(retired)?$/.exec(line))
    .filter((match): match is RegExpExecArray => match !== null)
  const groups = new Map(
    roles.filter(([, , number]) => number === '000').map(([, group, , name]) => [group, name ?? '']),
  )
  const lost = roles.filter(
    ([, group, number, role = '']) =>
      number !== '000' && classify(post(groups.get(group) ?? '', role)).why.role.includes('not in the national list'),
  )
  expect(lost.map((match) => match[0])).toEqual([])
})

describe('contracted time', () => {
  const ON = '2026-11-21'
  test.each<[Parameters<typeof contractedTime>[0], string | null, string | null, string | null, string]>([
    ['agenda-for-change', '37.5', 'Week', '75/2', '0'],
    ['agenda-for-change', '60', null, '60', '0'],
    ['agenda-for-change', '61', null, null, '0'],
    ['agenda-for-change', '162.5', 'Month', null, '0'],
    ['consultant-england-2003', '10', 'W', '10', '0'],
    ['consultant-england-2003', '11.5', 'W', '10', '3/2'],
    ['consultant-england-2003', '6', 'W', '6', '0'],
    ['consultant-england-2003', '40', 'W', null, '0'],
    ['consultant-wales-2003', '10', 'Week', '10', '0'],
    ['unknown', '10', 'Week', null, '0'],
    ['agenda-for-change', null, 'Week', null, '0'],
    ['agenda-for-change', '0', 'Week', null, '0'],
  ])('%s: %s each %s', (contract, contracted, frequency, core, additional) => {
    expect(contractedTime(contract, { contracted, frequency }, ON)).toMatchObject({ core, additional })
  })
})

test('full time exactly is taken as it stands', () => {
  const time = contractedTime('consultant-england-2003', { contracted: '10', frequency: 'Week' }, '2026-11-21')
  expect(time.why).toBe('As the staff record has it.')
})

test('the nation is that of the nearest organisation code upwards', () => {
  const unit = (odsCode: string | null) => ({ odsCode }) as UnitRow
  expect(nationOf([unit(null), unit('7AX'), unit('RXX')], undefined)).toBe('wales')
  expect(nationOf([unit('RXX01'), unit('7AX')], undefined)).toBe('england')
  expect(nationOf([], undefined)).toBe('england')
})

test('a name of brackets that never close is looked through once', () => {
  expect(normalName(`Nurse (closed 2019) ${'(closed'.repeat(200_000)}`)).toMatch(/^nurse closed closed /)
})
