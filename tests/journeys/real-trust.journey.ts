import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test } from './journey.ts'
import { RealTrust } from './real-trust.ts'
import { setUpSecondFactor } from './second-factor.ts'

const office = { email: 'robin.office@trust.example', password: 'kettle bramble violet' }
const clinicianPassword = 'lantern copper meadow'

/** The trust as its staff record would make it, in numbers that a second look must find again. */
const countsSaid = (said: string) => said.split('\n').filter((line) => /^ {2}(units|people|assignments) /.test(line))

test('a real trust begins, brings its staff record in, and a clinician joins by invitation', async ({ visitor }) => {
  const trust = await RealTrust.found()
  try {
    // The first run: an empty folder, a link that works once, the office's own account.
    const link = await trust.start()
    const founder = await visitor({ baseURL: trust.url })
    await founder.opens(link)
    await founder.isAt('Begin with Concord')
    await founder.fillsIn({ Name: 'Harbour Example NHS Trust', 'ODS code': 'ZHX', 'First name': 'Robin' })
    await founder.presses('Begin')
    await founder.sees('There is a problem', 'Enter your last name', 'Choose England or Wales')
    await expect(founder.page.getByLabel('Name', { exact: true })).toHaveValue('Harbour Example NHS Trust')
    await founder.chooses('England')
    await founder.fillsIn({ 'Last name': 'Office', 'E-mail address': office.email, Password: office.password })
    await founder.presses('Begin')
    // The founder's roles reach far: a second factor first.
    const app = await setUpSecondFactor(founder)
    await founder.sees('Harbour Example NHS Trust')
    const again = await visitor({ baseURL: trust.url })
    expect((await again.opens(link)).status()).toBe(404)
    await trust.stop()

    // The staff record, with the server stopped: one process uses the folder at a time.
    const feed = join(trust.folder, 'feed.DAT')
    expect(await trust.concord('generate', 'esr', feed, '--people', '60')).toMatchObject({ status: 0 })
    const damaged = join(trust.folder, 'damaged', basename(feed))
    mkdirSync(dirname(damaged))
    const lines = readFileSync(feed, 'latin1').split('\n')
    const broken = lines.findIndex((line) => line.startsWith('PRA')) // a person, whose last column is lost
    writeFileSync(damaged, lines.with(broken, (lines[broken] ?? '').replace(/~[^~]*$/, '')).join('\n'), 'latin1')

    const refused = await trust.concord('import', 'esr', damaged, '--yes')
    expect(refused.status).toBe(1)
    expect(refused.complained).toContain(`${basename(feed)}, line ${broken + 1}: `)
    expect(refused.complained).toContain('Nothing was changed.')

    const imported = await trust.concord('import', 'esr', feed, '--yes')
    expect(imported, imported.complained).toMatchObject({ status: 0 })
    expect(imported.said).toContain('Done.')
    expect(countsSaid(imported.said)).toContainEqual(expect.stringMatching(/people +60 +0 +0 +0 +0 +0/))

    const unchanged = await trust.concord('import', 'esr', feed, '--yes')
    expect(unchanged.said).toContain('Imported before: there is nothing to change.')
    expect(countsSaid(unchanged.said)).toContainEqual(expect.stringMatching(/people +0 +0 +0 +0 +0 +60/))

    // The office signs in again and invites a clinician.
    await trust.start()
    const robin = await visitor({ baseURL: trust.url })
    await robin.opens('/')
    await robin.isAt('Sign in')
    await robin.fillsIn({ 'E-mail address': office.email, Password: 'not the right words' })
    await robin.presses('Sign in')
    await robin.sees('That e-mail address and password do not go together')
    await robin.fillsIn({ Password: office.password })
    await robin.presses('Sign in')
    await robin.fillsIn({ Code: app.code(1) })
    await robin.presses('Continue')
    await robin.follows('Accounts')
    await robin.fillsIn({ Name: 'Rahmani' })
    await robin.presses('Apply')
    await robin.sees('One person', 'Nadia Rahmani')
    await robin.presses('Invite Nadia Rahmani')
    await robin.isAt('Pass this link on to Nadia Rahmani')
    const invitation = await robin.page.getByLabel('The link').inputValue()

    // The clinician accepts it with a password of her own, and sees her own page.
    const nadia = await visitor({ baseURL: trust.url })
    await nadia.opens(invitation)
    await nadia.sees(/Harbour Example NHS Trust has invited you, Nadia Rahmani/)
    await nadia.fillsIn({ 'Choose a password': 'nadia' })
    await nadia.presses('Join')
    await nadia.sees('Choose a password of 12 or more characters.')
    await nadia.fillsIn({ 'Choose a password': clinicianPassword })
    await nadia.presses('Join')
    await nadia.sees('Nadia Rahmani', /Team lead physiotherapist/)
    await nadia.presses('Sign out')
    await nadia.opens('/sign-in')
    await nadia.fillsIn({ 'E-mail address': 'nadia.rahmani@northmoor.example', Password: clinicianPassword })
    await nadia.presses('Sign in')
    await nadia.sees('Nadia Rahmani', /Team lead physiotherapist/)

    // The link has done its work, and what was done is on the record.
    const late = await visitor({ baseURL: trust.url })
    expect((await late.opens(invitation)).status()).toBe(404)
    await robin.follows('Audit')
    await robin.sees('Organisation set up', 'Staff record imported', 'Invited', 'Invitation accepted')
  } finally {
    await trust.end()
  }
})
