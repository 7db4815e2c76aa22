/** Writes the generated flyweights that the tests use: `npx tsx --conditions=source libs/sbe/test/generate-fixtures.ts`. */

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type GeneratedFile, generateTypeScript, parseSchema } from '../src/index.ts'
import { dataPath } from './data-path.ts'

export const generatedDir = join(import.meta.dirname, 'generated')
const runtimeImport = '../../../src/runtime.ts'

/** The fixture's generated files, or undefined when its schema is not on this machine. */
export function generateFixture(name: string): GeneratedFile[] | undefined {
  if (name.startsWith('feature')) {
    const path = join(import.meta.dirname, 'schema', 'feature-schema.xml')
    const xml = readFileSync(path, 'utf8')
    const isBig = name === 'feature-big'
    const schema = parseSchema(isBig ? xml.replace('littleEndian', 'bigEndian') : xml)
    return generateTypeScript(schema, {
      source: 'test/schema/feature-schema.xml',
      adapterName: 'Feature',
      sessionTime: !isBig,
      runtimeImport,
    })
  }
  const folder = dataPath('sbe/reference-car')
  if (!existsSync(folder)) return undefined
  const xml = readFileSync(join(folder, 'example-schema.xml'), 'utf8')
  const schema = parseSchema(xml, { include: (href) => readFileSync(join(folder, href), 'utf8') })
  return generateTypeScript(schema, { source: 'sbe/reference-car/example-schema.xml', runtimeImport })
}

export const fixtures = ['feature', 'feature-big', 'car']

if (process.argv[1] === import.meta.filename)
  for (const name of fixtures) {
    const files = generateFixture(name)
    if (files === undefined) continue
    rmSync(join(generatedDir, name), { recursive: true, force: true })
    mkdirSync(join(generatedDir, name), { recursive: true })
    for (const file of files) writeFileSync(join(generatedDir, name, file.fileName), file.text)
  }
