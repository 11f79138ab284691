/** Finds a Chromium for the journeys; where it may, installs Debian's. Run before Playwright; prints nothing when all is well. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findBrowser } from './find-browser.ts'

if (!findBrowser()) {
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (!mayInstall) {
    process.stderr.write(
      'The journeys need Chromium, and there is none here. Install it with one command:\n\n  sudo apt-get install -y chromium\n\nor set CONCORD_BROWSER to the path of a Chromium or Chrome.\n',
    )
    process.exit(1)
  }
  process.stdout.write("Installing Debian's Chromium for the journeys.\n")
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' })
  execFileSync('apt-get', ['install', '-y', '-qq', 'chromium'], { stdio: ['ignore', 'ignore', 'inherit'] })
}
