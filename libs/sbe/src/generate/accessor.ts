/** A field of a block or a member of a composite, as the writers of getters and setters see it. */

import type { Presence, SbeType } from '../ir.ts'
import type { Scalar } from '../primitive.ts'

export interface Accessor {
  readonly name: string
  readonly description: string
  readonly semanticType: string
  readonly type: SbeType
  readonly offset: number
  readonly presence: Presence
  readonly constant: Scalar | string | undefined
  /** Above 0 the field is absent from messages of an older version. Composites carry no version: 0. */
  readonly sinceVersion: number
}

/** The lines of a flyweight class. */
export interface FlyweightParts {
  readonly statics: string[]
  readonly fields: string[]
  readonly methods: string[]
}

/** Whether the field can be read as "no value". */
export function isNullable(accessor: Accessor): boolean {
  return accessor.presence === 'optional' || accessor.sinceVersion > 0
}

/** The line that returns early when the message is older than the field. */
export function absent(accessor: Accessor, value: string): string[] {
  return accessor.sinceVersion > 0 ? [`    if (this.#actingVersion < ${accessor.sinceVersion}) return ${value}`] : []
}

export function docOf({ description, sinceVersion, presence }: Accessor): string {
  const since = sinceVersion > 0 ? `Since version ${sinceVersion}.` : ''
  const optional = presence === 'optional' ? 'Optional.' : ''
  return [description, optional, since].filter((part) => part !== '').join(' ')
}
