/**
 * The services' own tables: `src/config.ts` and `src/counters.ts` of each, loaded by path because they are no exports
 * of the packages.
 */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT, readPackages } from '../repository.ts'

export interface ServiceModule {
  /** Folder name of the service. */
  readonly service: string
  readonly exports: Readonly<Record<string, unknown>>
}

/** @returns that module of every service that has one, by name of the service. */
export async function loadServiceModules(file: 'config.ts' | 'counters.ts'): Promise<ServiceModule[]> {
  const modules: ServiceModule[] = []
  for (const { folder } of readPackages()) {
    const path = join(ROOT, folder, 'src', file)
    if (!folder.startsWith('services/') || !existsSync(path)) continue
    const exports = (await import(pathToFileURL(path).href)) as Record<string, unknown>
    modules.push({ service: folder.slice('services/'.length), exports })
  }
  return modules
}
