/** Writes the flyweights of a composite, the message header among them. */

import type { CompositeMember, CompositeType } from '../ir.ts'
import type { Accessor, FlyweightParts } from './accessor.ts'
import { type Context, comment } from './context.ts'
import { writeGetter, writeSetter } from './field-writer.ts'

export function writeComposite(context: Context, composite: CompositeType): string[] {
  return [...writeClass(context, composite, 'Encoder'), ...writeClass(context, composite, 'Decoder')]
}

function writeClass(context: Context, composite: CompositeType, direction: 'Encoder' | 'Decoder'): string[] {
  const parts: FlyweightParts = { statics: [], fields: [], methods: [] }
  for (const member of composite.members) {
    const accessor = accessorOf(member)
    if (direction === 'Encoder') writeSetter(context, accessor, parts)
    else writeGetter(context, accessor, parts)
  }
  return [
    '',
    ...comment('', composite.description),
    `export class ${context.names.of(composite)}${direction} {`,
    `  static readonly ENCODED_LENGTH = ${composite.size}`,
    ...parts.statics,
    '  #view: DataView = EMPTY_VIEW',
    '  #offset = 0',
    ...parts.fields,
    '',
    '  wrap(view: DataView, offset: number): this {',
    '    this.#view = view',
    '    this.#offset = offset',
    '    return this',
    '  }',
    ...parts.methods,
    '}',
  ]
}

function accessorOf(member: CompositeMember): Accessor {
  const { type } = member
  return {
    name: member.name,
    description: member.description || type.description,
    semanticType: type.semanticType,
    type,
    offset: member.offset,
    presence: type.kind === 'encoded' ? type.presence : 'required',
    constant: type.kind === 'encoded' ? type.constant : undefined,
    sinceVersion: 0,
  }
}
