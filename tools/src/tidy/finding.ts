/** What a tidy rule reports: where, which rule, and what to do instead. */

import type { SourceFile } from '../repository.ts'

export interface Finding {
  readonly path: string
  /** From 1; 0 for the file as a whole. */
  readonly line: number
  readonly rule: string
  readonly message: string
}

export function format(finding: Finding): string {
  return `${finding.path}:${finding.line} ${finding.rule}: ${finding.message}`
}

/** A rule that looks at one file at a time. */
export type FileRule = (file: SourceFile) => Finding[]
