/**
 * Writes the generated flyweights that the tests use: `npx tsx --conditions=source libs/sbe/test/generate-fixtures.ts`.
 */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type GeneratedFile, generateTypeScript, parseSchema } from '../src/index.ts'

export const generatedDir = join(import.meta.dirname, 'generated')
export const fixtures = ['feature', 'feature-big', 'book-feed'] as const
export const featureXml = readFileSync(join(import.meta.dirname, 'schema', 'feature-schema.xml'), 'utf8')

export const bookFeedXml = readFileSync(join(import.meta.dirname, 'schema', 'book-feed.xml'), 'utf8')

/** The files of a fixture: the feature schema in one of the byte orders, or the bench's schema. */
export function generateFixture(name: (typeof fixtures)[number]): GeneratedFile[] {
  const runtimeImport = '../../../src/runtime.ts'
  if (name === 'book-feed') {
    const source = 'test/schema/book-feed.xml'
    return generateTypeScript(parseSchema(bookFeedXml), { source, adapterName: 'BookFeed', runtimeImport })
  }
  const isBig = name === 'feature-big'
  return generateTypeScript(parseSchema(isBig ? featureXml.replace('littleEndian', 'bigEndian') : featureXml), {
    source: 'test/schema/feature-schema.xml',
    adapterName: 'Feature',
    sessionTime: !isBig,
    runtimeImport,
  })
}

if (process.argv[1] === import.meta.filename) {
  rmSync(generatedDir, { recursive: true, force: true })
  for (const name of fixtures) {
    mkdirSync(join(generatedDir, name), { recursive: true })
    for (const { fileName, text } of generateFixture(name)) writeFileSync(join(generatedDir, name, fileName), text)
  }
}
