import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { generateMarketData } from '../../src/market-data/generate.ts'

const root = join(import.meta.dirname, '..', '..', '..', '..')
const command = 'npx tsx --conditions=source libs/schema/src/market-data/generate.ts'

test('the generated flyweights and pages are those of the schemas', () => {
  const files = generateMarketData()
  for (const { path, text } of files) {
    expect(existsSync(join(root, path)), `${path} is missing; run ${command}`).toBe(true)
    expect(readFileSync(join(root, path), 'utf8') === text, `${path} is out of date; run ${command}`).toBe(true)
  }
  for (const folder of ['market-data', 'venue-feed']) {
    const directory = `libs/schema/src/market-data/generated/${folder}`
    const expected = files.map((file) => file.path).filter((path) => path.startsWith(`${directory}/`))
    expect(readdirSync(join(root, directory)).map((name) => `${directory}/${name}`)).toEqual(expected.sort())
  }
})
