/** The doc comment of a generated setter or reader. */

import type { FieldUse } from '../catalogue/index.ts'

export function docOf(use: FieldUse): string {
  const description = use.description === '' ? '' : `: ${use.description}`
  const unit = use.unit === '' ? '' : ` (${use.unit})`
  return `  /** ${use.field.tag} ${use.field.name}${description}${unit}. */`
}
