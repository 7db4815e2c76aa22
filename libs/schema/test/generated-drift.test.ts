import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { catalogueFiles, dictionariesOf, standardFiles } from '../src/generate/files.ts'
import { MESSAGES, STREAM, STREAMS } from '../src/index.ts'
import { FIX_FOLDER, HAS_FIX } from './fix-folder.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const HINT = 'run: npx tsx --conditions=source libs/schema/src/generate/main.ts'

function expectCommitted(files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    const committed = existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : ''
    expect(committed === text, `${path} is not what the catalogue gives; ${HINT}`).toBe(true)
  }
}

describe('generated files', () => {
  test('are what the catalogue gives', () => {
    const files = catalogueFiles()
    expectCommitted(files)
    for (const name of readdirSync(join(ROOT, 'libs/schema/src/generated'))) {
      expect(files.has(`libs/schema/src/generated/${name}`), `${name} is left over; ${HINT}`).toBe(true)
    }
  })

  test.skipIf(!HAS_FIX)('names are what the dictionaries give', () => {
    expectCommitted(standardFiles(dictionariesOf(FIX_FOLDER)))
  })
})

describe('catalogue and stream table', () => {
  test('every message travels on FIX streams of the table, and writers and readers are known there', () => {
    for (const message of MESSAGES) {
      for (const key of message.streams) {
        const stream = STREAMS.find((candidate) => candidate.key === key)
        expect(stream?.encoding, `${message.name} on ${key}`).toBe('fix')
      }
      if (message.kind === 'bus') expect(message.streams.length, message.name).toBeGreaterThan(0)
    }
    for (const stream of STREAMS) {
      if (stream.encoding !== 'fix') continue
      const known = MESSAGES.some((message) => message.streams.includes(stream.key))
      expect(known, `${stream.name} carries nothing`).toBe(true)
      expect(STREAM[stream.key]).toBe(stream.id)
    }
  })
})
