import { join } from 'node:path'

const repositoryRoot = join(import.meta.dirname, '..', '..', '..')

/** Path of a file of the shared data: REFLEX_DATA, or ../shared/data beside the repository. */
export function dataPath(path: string): string {
  return join(process.env['REFLEX_DATA'] ?? join(repositoryRoot, '..', 'shared', 'data'), path)
}
