/** Every generator of the repository. */

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { dashboardFiles } from '../grafana/dashboards.ts'
import { ROOT } from '../repository.ts'
import { configurationPage } from './configuration-page.ts'
import { countersPage } from './counters-page.ts'
import { errorsPage } from './errors-page.ts'
import type { GeneratedFiles, Target } from './target.ts'

/** The schema package's generators are not part of its exports; they are loaded by path. */
async function load<T>(path: string): Promise<T> {
  return (await import(pathToFileURL(join(ROOT, path)).href)) as T
}

const FIX_MESSAGES: Target = {
  name: 'FIX messages',
  owns: ['libs/schema/src/generated'],
  async generate() {
    type Module = { generatedFiles(fixFolder: string): GeneratedFiles }
    const { generatedFiles } = await load<Module>('libs/schema/src/generate/files.ts')
    return generatedFiles(process.env['REFLEX_FIX'] ?? join(ROOT, '../shared/fix'))
  },
}

const MARKET_DATA: Target = {
  name: 'SBE market data',
  owns: ['libs/schema/src/market-data/generated'],
  async generate() {
    type Module = { generateMarketData(): { path: string; text: string }[] }
    const { generateMarketData } = await load<Module>('libs/schema/src/market-data/generate.ts')
    return new Map(generateMarketData().map(({ path, text }) => [path, text]))
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

export const TARGETS: readonly Target[] = [FIX_MESSAGES, MARKET_DATA, REFERENCE, DASHBOARDS]
