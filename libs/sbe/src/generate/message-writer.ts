/** Writes the flyweights of a message. */

import { type CompositeType, type Message, memberOf } from '../ir.ts'
import { blockParts, type Direction, zeroStatements } from './block-writer.ts'
import { type Context, comment, readExpression, writeStatement } from './context.ts'
import { writeGroups } from './group-writer.ts'
import { messageLength } from './length-writer.ts'
import { pascalCase } from './names.ts'

export function writeMessage(context: Context, message: Message): string[] {
  const name = pascalCase(message.name)
  return [
    ...writeGroups(context, message, name),
    ...writeClass(context, message, name, 'Encoder'),
    ...writeClass(context, message, name, 'Decoder'),
  ]
}

function writeClass(context: Context, message: Message, name: string, direction: Direction): string[] {
  const parts = blockParts(context, message, name, direction)
  const version = direction === 'Decoder' && parts.isVersioned
  return [
    '',
    ...comment('', message.description),
    `export class ${name}${direction} {`,
    `  static readonly TEMPLATE_ID = ${message.id}`,
    `  static readonly SCHEMA_ID = ${context.schema.id}`,
    `  static readonly SCHEMA_VERSION = ${context.schema.version}`,
    `  static readonly BLOCK_LENGTH = ${message.blockLength}`,
    `  static readonly HEADER_LENGTH = ${context.schema.header.size}`,
    ...parts.statics,
    '  #view: DataView = EMPTY_VIEW',
    '  #offset = 0',
    ...(version ? ['  #actingVersion = 0'] : []),
    '  readonly #cursor = new Cursor()',
    ...parts.fields,
    ...(parts.constructions.length > 0 ? ['', '  constructor() {', ...parts.constructions, '  }'] : []),
    ...(direction === 'Decoder' ? decoderWraps(context, message, version) : encoderWraps(context, message)),
    '',
    '  /** Where the message begins in the view, behind its header. */',
    '  offset(): number {',
    '    return this.#offset',
    '  }',
    '',
    `  /** Where ${direction === 'Decoder' ? 'reading' : 'writing'} stands: the message's end when all is done. */`,
    '  limit(): number {',
    '    return this.#cursor.limit',
    '  }',
    '',
    '  /** Bytes so far without the header. */',
    '  encodedLength(): number {',
    '    return this.#cursor.limit - this.#offset',
    '  }',
    ...parts.methods,
    ...(direction === 'Decoder' ? messageLength(context, message, name) : []),
    '}',
  ]
}

function encoderWraps(context: Context, message: Message): string[] {
  const { header, id, version } = context.schema
  const write = (member: string, value: number) => `    ${headerWrite(context, header, member, value)}`
  return [
    '',
    '  /** Begins a message at `offset` without a header. */',
    '  wrap(view: DataView, offset: number): this {',
    '    this.#view = view',
    '    this.#offset = offset',
    `    this.#cursor.limit = offset + ${message.blockLength}`,
    ...zeroStatements(message),
    '    return this',
    '  }',
    '',
    '  /** Writes the message header at `offset` and begins the message behind it. */',
    '  wrapAndApplyHeader(view: DataView, offset: number): this {',
    '    this.#view = view',
    write('blockLength', message.blockLength),
    write('templateId', message.id),
    write('schemaId', id),
    write('version', version),
    `    return this.wrap(view, offset + ${header.size})`,
    '  }',
  ]
}

function headerWrite(context: Context, header: CompositeType, name: string, value: number): string {
  const member = memberOf(header, name)!
  if (member.type.kind !== 'encoded') throw new Error('a header has integer members')
  const position = member.offset === 0 ? 'offset' : `offset + ${member.offset}`
  return writeStatement(context, member.type.primitive, position, String(value))
}

function headerRead(context: Context, header: CompositeType, name: string): string {
  const member = memberOf(header, name)!
  if (member.type.kind !== 'encoded') throw new Error('a header has integer members')
  const position = member.offset === 0 ? 'offset' : `offset + ${member.offset}`
  return readExpression(context, member.type.primitive, position)
}

function decoderWraps(context: Context, message: Message, version: boolean): string[] {
  const { header, version: schemaVersion } = context.schema
  const actingVersion = version ? `actingVersion = ${schemaVersion}` : `_actingVersion = ${schemaVersion}`
  return [
    '',
    '  /** Views a message at `offset`, behind its header. The block length and version are those of the header. */',
    `  wrap(view: DataView, offset: number, actingBlockLength = ${message.blockLength}, ${actingVersion}): this {`,
    '    this.#view = view',
    '    this.#offset = offset',
    ...(version ? ['    this.#actingVersion = actingVersion'] : []),
    '    this.#cursor.limit = offset + actingBlockLength',
    '    return this',
    '  }',
    '',
    '  /** Views the message whose header is at `offset`. The caller has checked the template id. */',
    '  wrapAndApplyHeader(view: DataView, offset: number): this {',
    '    this.#view = view',
    `    const blockLength = ${headerRead(context, header, 'blockLength')}`,
    `    const version = ${headerRead(context, header, 'version')}`,
    `    return this.wrap(view, offset + ${header.size}, blockLength, version)`,
    '  }',
  ]
}
