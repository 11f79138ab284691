import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { zipSync } from 'fflate'
import { eachWay, expect, test } from './journey.ts'
import type { Person } from './person.ts'
import { RealTrust } from './real-trust.ts'
import { beginTrust } from './second-factor.ts'

const choose = (person: Person, ...paths: string[]) => person.page.getByLabel('Files').setInputFiles(paths)

eachWay((way) => {
  test(`the office brings the staff record in by itself, ${way}`, async ({ visitor }) => {
    const trust = await RealTrust.found()
    try {
      const feed = join(trust.folder, 'GO_123_GDW_GDR_20261120_00000007.DAT')
      expect(await trust.concord('generate', 'esr', feed, '--people', '60')).toMatchObject({ status: 0 })
      const zip = join(trust.folder, 'staff-record.zip')
      writeFileSync(zip, zipSync({ [basename(feed)]: readFileSync(feed) }))
      const letter = join(trust.folder, 'letter.DAT')
      writeFileSync(letter, 'Dear colleague')
      const robin = await visitor({ baseURL: trust.url })
      await beginTrust(robin, await trust.start())

      await robin.follows('Staff record')
      await robin.sees('Nothing imported yet')
      await robin.follows('Bring in a staff record')
      await robin.isAt('Bring in a staff record')
      await robin.presses('See what would change')
      await robin.sees('There is a problem', 'Choose one or more files')
      await choose(robin, zip, letter)
      await robin.presses('See what would change')
      await robin.sees('There is a problem', 'letter.DAT is not a staff record file')

      await choose(robin, zip)
      await robin.presses('See what would change')
      await robin.isAt('Check what would change')
      await robin.sees('Sent by Robin Office', 'Nothing has changed yet', 'Nothing to look into')
      await robin.follows('60: people, new')
      await robin.isAt('People: new')
      await robin.sees('60 in', 'Nadia Rahmani')
      await robin.follows('What would change')

      // Left and found again, on a phone: the long name of the file breaks.
      const { width, height } = robin.page.viewportSize() ?? { width: 1280, height: 720 }
      await robin.page.setViewportSize({ width: 320, height: 700 })
      await robin.follows('Staff record')
      await robin.sees('Waiting for somebody to approve')
      await robin.page.getByRole('main').getByRole('link', { name: /DAT/ }).click()
      await robin.isAt('Check what would change')
      await robin.page.setViewportSize({ width, height })
      await robin.presses('Bring this in')
      await robin.isAt('The staff record came in')
      await robin.follows('Go to people')
      await robin.sees('Nadia Rahmani')

      await robin.follows('Staff record')
      await robin.sees('One import', '60 new', 'Robin Office')
      await robin.follows('Bring in a staff record')
      await choose(robin, feed)
      await robin.presses('See what would change')
      await robin.sees('These files are in already')
    } finally {
      await trust.end()
    }
  })
})
