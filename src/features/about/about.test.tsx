/** The statement on accessibility and the page on privacy say what the settings say, and own up to what they do not. */
import { expect, test } from 'vitest'
import { readConfig } from '../../platform/settings/config.ts'
import { AccessibilityPage } from './accessibility.page.tsx'
import { PrivacyPage } from './privacy.page.tsx'

const OWED = 'Your trust or health board must add'
const said = {
  CONCORD_CONTACT_EMAIL: 'office@trust.example',
  CONCORD_CONTACT_PHONE: '01632 960 001',
  CONCORD_CONTACT_ANSWER_DAYS: '1',
  CONCORD_DPO_CONTACT: 'dpo@trust.example',
  CONCORD_PRIVACY_URL: 'https://trust.example/privacy',
}
const outside = {
  CONCORD_SMTP_URL: 'smtp://mail.trust.example',
  CONCORD_MAIL_FROM: 'concord@trust.example',
  CONCORD_BREACHED_PASSWORDS_URL: 'https://passwords.trust.example/range',
  CONCORD_SSO_NAME: 'Trust account',
  CONCORD_SSO_ISSUER: 'https://login.trust.example',
  CONCORD_SSO_CLIENT_ID: 'concord',
  CONCORD_SSO_CLIENT_SECRET: 'invented',
}

const accessibility = (settings: Record<string, string>) =>
  String(<AccessibilityPage runBy="Invented Trust" contacts={readConfig(settings).contacts} />)
const privacy = (settings: Record<string, string>) =>
  String(<PrivacyPage runBy="Invented Trust" settings={readConfig(settings)} />)
const count = (page: string, words: string) => page.split(words).length - 1

test('what the trust has not said is owed', () => {
  expect(count(accessibility({}), OWED)).toBe(2)
  expect(count(privacy({}), OWED)).toBe(2)
})

test('what it has said is there, and an address can be clicked', () => {
  const [statement, notice] = [accessibility(said), privacy(said)]
  for (const page of [statement, notice]) {
    expect(page).not.toContain(OWED)
    expect(page).toContain('Invented Trust')
  }
  for (const words of ['href="mailto:office@trust.example"', '01632 960 001', 'within 1 working day'])
    expect(statement).toContain(words)
  for (const words of ['href="mailto:dpo@trust.example"', 'href="https://trust.example/privacy"'])
    expect(notice).toContain(words)
  expect(privacy({ ...said, CONCORD_DPO_CONTACT: 'Room 4, <first floor>' })).toContain('Room 4, &lt;first floor&gt;')
  expect(accessibility({ ...said, CONCORD_CONTACT_EMAIL: '' })).not.toContain(OWED)
})

test('the statement has what the regulations ask for', () => {
  const statement = accessibility(said)
  for (const heading of [
    'Compliance status',
    'Non-compliance with the accessibility regulations',
    'Disproportionate burden',
    'Content that’s not within the scope',
    'Preparation of this accessibility statement',
    'Enforcement procedure',
  ])
    expect(statement.toLowerCase()).toContain(heading.toLowerCase())
  expect(statement).toMatch(/last reviewed on \d+ \w+ \d{4}/)
  expect(statement).toMatch(/criterion \d\.\d\.\d/)
})

test('only those are named as recipients whom the settings know', () => {
  const notice = privacy(outside)
  for (const recipient of ['the mail server', 'Trust account', 'a list of stolen passwords']) {
    expect(notice).toContain(recipient)
    expect(privacy({})).not.toContain(recipient)
  }
})
