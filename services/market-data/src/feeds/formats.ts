import type { SetFormat } from './feed-set.ts'
import { LOBSTER_FORMAT } from './lobster-set.ts'

/** All formats, in the order in which they are asked whether a file is theirs. */
export const FORMATS: readonly SetFormat[] = [LOBSTER_FORMAT]
