#!/usr/bin/env node
// Runs the command line on the Node that Concord pins (it runs TypeScript without a build), whatever Node the machine has.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const node = createRequire(import.meta.url).resolve('node/bin/node')
const cli = fileURLToPath(new URL('../src/cli/concord.ts', import.meta.url))
const { status } = spawnSync(node, ['--disable-warning=ExperimentalWarning', cli, ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exitCode = status ?? 1
