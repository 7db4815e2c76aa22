/** Every generator of the repository. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { dashboardFiles } from '../grafana/dashboards.ts'
import { ROOT } from '../repository.ts'
import { composeConfig, type DeskFile } from './compose-config.ts'
import { configurationPage } from './configuration-page.ts'
import { countersPage } from './counters-page.ts'
import { errorsPage } from './errors-page.ts'
import type { GeneratedFiles, Target } from './target.ts'

/** The schema package's generators are not part of its exports; they are loaded by path. */
async function load<T>(path: string): Promise<T> {
  return (await import(pathToFileURL(join(ROOT, path)).href)) as T
}

interface FixGenerators {
  dictionariesOf(fixFolder: string): readonly unknown[]
  catalogueFiles(): GeneratedFiles
  standardFiles(dictionaries: readonly unknown[]): GeneratedFiles
}

interface MarketDataGenerator {
  generateMarketData(): { path: string; text: string }[]
}

/**
 * Names of standard fields come from the FIX dictionaries; where there are none (REFLEX_FIX), that file is left as it
 * is.
 */
async function codecFiles(): Promise<GeneratedFiles> {
  const fix = await load<FixGenerators>('libs/schema/src/generate/files.ts')
  const { generateMarketData } = await load<MarketDataGenerator>('libs/schema/src/market-data/generate.ts')
  const dictionaries = fix.dictionariesOf(process.env['REFLEX_FIX'] ?? join(ROOT, '../shared/fix'))
  if (dictionaries.length === 0) console.log('no FIX dictionaries: names of standard fields are left as they are')
  return new Map([
    ...fix.catalogueFiles(),
    ...(dictionaries.length === 0 ? [] : fix.standardFiles(dictionaries)),
    ...generateMarketData().map(({ path, text }): [string, string] => [path, text]),
  ])
}

const CODECS: Target = {
  name: 'codecs and protocol pages',
  owns: ['libs/schema/src/generated', 'libs/schema/src/market-data/generated', 'docs/protocol'],
  generate: codecFiles,
}

const COMPOSE_CONFIG: Target = {
  name: 'configuration for docker compose',
  owns: [],
  async generate() {
    const desk = JSON.parse(readFileSync(join(ROOT, 'config/desk.json'), 'utf8')) as DeskFile
    return new Map([
      ['config/compose.json', composeConfig(desk)],
      ['config/compose-udp.json', composeConfig(desk, true)],
    ])
  },
}

const REFERENCE: Target = {
  name: 'reference pages',
  owns: ['docs/reference'],
  async generate() {
    return new Map([
      ['docs/reference/errors.md', errorsPage()],
      ['docs/reference/configuration.md', await configurationPage()],
      ['docs/reference/counters.md', await countersPage()],
    ])
  },
}

const DASHBOARDS: Target = {
  name: 'Grafana dashboards',
  owns: ['infra/grafana/dashboards'],
  async generate() {
    return dashboardFiles()
  },
}

export const TARGETS: readonly Target[] = [CODECS, REFERENCE, DASHBOARDS, COMPOSE_CONFIG]
