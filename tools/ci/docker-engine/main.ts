/**
 * `tsx tools/ci/docker-engine/main.ts up|images|down FOLDER`: the private engine by hand; `up` prints the variables to
 * export.
 */

import { resolve } from 'node:path'
import { type Gate, GateContext } from '../gate.ts'
import { makeBaseImages } from './base-images.ts'
import { engineAt, startEngine, stopEngine } from './engine.ts'

const [verb, folder] = process.argv.slice(2)
const ROOT = resolve(import.meta.dirname, '../../..')
const BY_HAND: Gate = { name: 'docker-engine', about: '', timeoutMs: 20 * 60_000, run: async () => '' }

if (folder === undefined || verb === undefined || !['up', 'images', 'down'].includes(verb)) {
  console.error('Usage: npx tsx tools/ci/docker-engine/main.ts up|images|down FOLDER')
  process.exit(2)
}

const context = new GateContext(BY_HAND, ROOT, resolve(folder))
if (verb === 'up') {
  const engine = await startEngine(context, resolve(folder))
  for (const [key, value] of Object.entries(engine.env)) console.log(`export ${key}=${value}`)
} else if (verb === 'images') {
  await makeBaseImages(context, engineAt(resolve(folder)))
} else {
  await stopEngine(context, engineAt(resolve(folder)))
}
