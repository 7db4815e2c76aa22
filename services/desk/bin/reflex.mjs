#!/usr/bin/env node
// Starts the reflex command. From a checkout the TypeScript sources run as they are (tsx, export condition `source`);
// in an image built with `npm run build` the compiled files do. A child process is needed either way to set Node's
// flags.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`reflex: Node.js ${process.versions.node} is too old; use 20.19 or newer.\n`)
  process.exit(2)
}

const source = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const built = fileURLToPath(new URL('../dist/main.js', import.meta.url))
const fromSource = existsSync(source)
const flags = ['--max-semi-space-size=32', '--no-warnings=ExperimentalWarning']
const entry = fromSource ? ['--conditions=source', '--import', import.meta.resolve('tsx'), source] : [built]
const child = spawn(process.execPath, [...flags, ...entry, ...process.argv.slice(2)], { stdio: 'inherit' })

// Ctrl-C reaches the child through the terminal's process group; a signal sent to this process alone is passed on.
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
process.on('SIGINT', () => {
  if (!process.stdin.isTTY) child.kill('SIGINT')
})
child.on('error', (error) => {
  process.stderr.write(`reflex: cannot start Node.js: ${error.message}\n`)
  process.exit(1)
})
child.on('exit', (code, signal) => {
  process.exit(code ?? 128 + (constants.signals[signal] ?? 1))
})
