/**
 * Generates the flyweights and pages of the market-data schemas:
 *
 *     npx tsx --conditions=source libs/schema/src/market-data/generate.ts
 */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { generateMarkdown, generateTypeScript, parseSchema } from '@reflex/sbe'

const repositoryRoot = join(import.meta.dirname, '..', '..', '..', '..')
const SCHEMAS = [
  { name: 'reflex-market-data', folder: 'market-data', adapterName: 'MarketData' },
  { name: 'reflex-venue-feed', folder: 'venue-feed', adapterName: 'VenueFeed' },
] as const

export interface GeneratedText {
  /** Relative to the repository's root. */
  readonly path: string
  readonly text: string
}

/** Reads the schemas. @returns every generated file with its text; writes nothing. */
export function generateMarketData(): GeneratedText[] {
  return SCHEMAS.flatMap(({ name, folder, adapterName }) => {
    const source = `libs/schema/market-data/${name}.xml`
    const schema = parseSchema(readFileSync(join(repositoryRoot, source), 'utf8'))
    const preamble = readFileSync(join(repositoryRoot, source.replace('.xml', '.md')), 'utf8')
    const files = generateTypeScript(schema, { source, adapterName, sessionTime: true })
    return [
      ...files.map(({ fileName, text }) => ({
        path: `libs/schema/src/market-data/generated/${folder}/${fileName}`,
        text,
      })),
      { path: `docs/protocol/${folder}.md`, text: generateMarkdown(schema, preamble) },
    ]
  })
}

if (process.argv[1] === import.meta.filename) {
  rmSync(join(import.meta.dirname, 'generated'), { recursive: true, force: true })
  for (const { path, text } of generateMarketData()) {
    mkdirSync(dirname(join(repositoryRoot, path)), { recursive: true })
    writeFileSync(join(repositoryRoot, path), text)
  }
}
