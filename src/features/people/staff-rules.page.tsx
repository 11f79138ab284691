import { SCOPE_LABELS } from '../../domain/staff/classification.ts'
import { CONTRACT_RULES } from '../../domain/staff/classify.ts'
import { GRADE_RULES, type GradeTerms, LOCAL_GRADE } from '../../domain/staff/grades.ts'
import { ROLE_RULES, type Terms } from '../../domain/staff/job-roles.ts'
import { PLACE_WORDS } from '../../domain/staff/place-words.ts'
import { Table, TableScroll } from '../../ui/components/table.tsx'
import { PageTop, Section } from '../../ui/page-parts.tsx'
import { bandWords, contractWords, groupWords } from './people.words.ts'

const termsWords: Readonly<Record<Terms, string>> = {
  consultant: 'Consultant',
  sas: 'Specialist or specialty doctor',
  'agenda-for-change': 'Agenda for Change',
  other: 'Other terms',
}

const gradeWords: Readonly<Record<GradeTerms | 'none', string>> = {
  'agenda-for-change': 'Agenda for Change',
  consultant: 'Consultant',
  'sas-2021': 'Specialist or specialty doctor, 2021',
  'sas-older': 'Specialist or specialty doctor, before 2021',
  training: 'In training',
  local: 'The employer’s own',
  none: 'Blank, or in no table',
}

/** The tables by which the staff record's words become a contract, a group, a band and a scope, for all to read. */
export const StaffRulesPage = () => (
  <>
    <PageTop
      heading="How staff are sorted"
      lede="Concord reads the job role and the pay grade in the staff record and proposes the rest by these tables. The first row that fits counts. The office can correct any of it for one person."
    />
    <Section heading="Job roles" id="roles">
      <TableScroll label="Job roles">
        <Table
          caption="What each job role proposes"
          captionSize="hidden"
          columns={['Staff group', 'Job role', 'Only where', 'Terms', 'Professional group', 'Job plan', 'Why'].map(
            (heading) => ({ heading }),
          )}
          rows={ROLE_RULES.map((rule) => [
            rule.staffGroup,
            rule.roles === 'any' ? 'Any other' : rule.roles.join(', '),
            rule.needs ? `The unit or post is named ${wordsOf(rule.needs)}` : '',
            termsWords[rule.terms],
            rule.professionalGroup === 'by-post-name'
              ? 'As the post’s name says'
              : groupWords[rule.professionalGroup ?? 'none'],
            SCOPE_LABELS[rule.scope],
            rule.why,
          ])}
        />
      </TableScroll>
    </Section>
    <Section heading="Pay grades" id="grades">
      <TableScroll label="Pay grades">
        <Table
          caption="What each pay grade proposes"
          captionSize="hidden"
          columns={['Codes', 'Names that begin', 'Terms', 'Band', 'Why', 'Checked'].map((heading) => ({ heading }))}
          rows={[...GRADE_RULES, LOCAL_GRADE].map((rule) => [
            rule.codes.join(', '),
            rule.names.join(', ') || 'Any that does not begin NHS|',
            gradeWords[rule.terms],
            bandWords(rule.band),
            rule.why,
            rule.checked ? 'Yes' : 'Not yet against a pay circular',
          ])}
        />
      </TableScroll>
    </Section>
    <Section heading="Contracts" id="contracts">
      <p>
        Job role, pay grade and nation together give the contract. Where no row fits it is not known, and the office
        chooses.
      </p>
      <TableScroll label="Contracts">
        <Table
          caption="Which contract follows"
          captionSize="hidden"
          columns={['Role', 'Pay grade', 'Nation', 'Contract', 'Why'].map((heading) => ({ heading }))}
          rows={CONTRACT_RULES.map((rule) => [
            termsWords[rule.role],
            rule.grades.map((grade) => gradeWords[grade]).join(' / '),
            rule.nations.map((nation) => (nation === 'wales' ? 'Wales' : 'England')).join(' / '),
            contractWords[rule.contract],
            rule.why,
          ])}
        />
      </TableScroll>
    </Section>
  </>
)

const wordsOf = (kind: keyof typeof PLACE_WORDS) => PLACE_WORDS[kind].map((word) => `“${word}”`).join(', ')
