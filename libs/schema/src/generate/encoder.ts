/**
 * Source of the encoder of one message: one short method a field, so that V8 inlines it and no double is boxed on the
 * way.
 */

import { packMsgType } from '@reflex/fix'
import type { FieldUse, GroupDefinition, MessageDefinition } from '../catalogue/index.ts'
import { docOf } from './doc-comment.ts'
import { camelCase } from './names.ts'

export function encoderSource(message: MessageDefinition): string {
  const className = `${message.name}Encoder`
  const uses = fieldsOf(message)
  // Key 0 is SendingTime of the header.
  const methods = uses.map((use, i) => setterSource(use, i + 1))
  const tags = [52, ...uses.map((use) => use.field.tag)]
  return `/**
 * Writes ${message.msgType} ${message.name}. Fields go out in the order of the calls; absent values (NaN, character 0,
 * length 0) are left out.
 */
export class ${className} {
  readonly writer = new MessageWriter(${packMsgType(message.msgType)}, ${timeDigits(message)}, [${tags.join(', ')}])

${message.kind === 'bus' ? busFrame(message) : bodyFrame(message)}

${methods.join('\n\n')}
}

export const ${camelCase(message.name)}Encoder = new ${className}()
`
}

/** Every field of the message once, groups flattened, in wire order. */
export function fieldsOf(message: MessageDefinition): FieldUse[] {
  const seen = new Map<number, FieldUse>()
  const add = (uses: readonly FieldUse[]): void => {
    for (const use of uses) {
      if (!seen.has(use.field.tag)) seen.set(use.field.tag, use)
      if (use.group) add((use.group as GroupDefinition).fields)
    }
  }
  add(message.fields)
  return [...seen.values()]
}

function busFrame(message: MessageDefinition): string {
  return `  /** Begins a message on a stream. */
  begin(out: MessageSink, streamId: number, lengthMax = ${message.lengthMax}): this {
    this.writer.open(out, streamId, lengthMax)
    return this
  }

  /** Completes and commits it. @returns its length in bytes. */
  end(): number {
    return this.writer.close()
  }

  /** 97 PossResend = Y. */
  possResend(): this {
    this.writer.markPossResend()
    return this
  }

  /** Copies all body fields of a received message but its hop stamps. */
  copyBody(frame: FixFrame): this {
    this.writer.copyBody(frame)
    return this
  }

  /** Copies the hop stamps of a received message and announces \`added\` more, which must be written next. */
  copyHops(frame: FixFrame, added: number): this {
    this.writer.copyHops(frame, added)
    return this
  }`
}

function bodyFrame(message: MessageDefinition): string {
  return `  /** Begins a body, 35=${message.msgType} first. */
  beginBody(out: BodySink, streamId: number, lengthMax = ${message.lengthMax}): this {
    this.writer.openBody(out, streamId, lengthMax)
    return this
  }

  /** Commits it. @returns its length in bytes. */
  endBody(): number {
    return this.writer.closeBody()
  }`
}

/** @param key position of the field in the writer's table of tags. */
function setterSource(use: FieldUse, key: number): string {
  const { name, type } = use.field
  const method = camelCase(name)
  const doc = docOf(use)
  switch (type) {
    case 'text':
      return `${doc}
  ${method}(bytes: Uint8Array, offset: number, length: number): this {
    this.writer.text(${key}, bytes, offset, length)
    return this
  }

  ${method}Text(text: string): this {
    this.writer.string(${key}, text)
    return this
  }

  ${method}From(table: AsciiTable, id: number): this {
    this.writer.from(${key}, table, id)
    return this
  }`
    case 'char':
      return setter(doc, method, 'code: number', `char(${key}, code)`)
    case 'int':
      return valueSetter(doc, method, 'value', `putInt(${key})`)
    case 'decimal':
      return valueSetter(doc, `${method}E8`, 'e8', `putDecimal(${key})`)
    case 'time':
      return valueSetter(doc, method, 'ns', `putUtc(${key})`)
    case 'boolean':
      return setter(doc, method, 'value: boolean', `boolean(${key}, value)`)
    case 'group':
      return setter(doc, method, 'count: number', `int(${key}, count)`)
  }
}

function setter(doc: string, method: string, parameter: string, call: string): string {
  return `${doc}
  ${method}(${parameter}): this {
    this.writer.${call}
    return this
  }`
}

/**
 * For numbers: see number-writer.ts of @reflex/fix. The second form reads the number from its column itself, so that
 * it is not boxed even where V8 does not inline the setter: in a long function, or behind a union of encoders.
 */
function valueSetter(doc: string, method: string, parameter: string, call: string): string {
  return `${doc}
  ${method}(${parameter}: number): this {
    const writer = this.writer
    writer.value = ${parameter}
    writer.${call}
    return this
  }

  ${method}At(column: Float64Array, index: number): this {
    const writer = this.writer
    writer.value = column[index]!
    writer.${call}
    return this
  }`
}

function timeDigits(message: MessageDefinition): number {
  if (message.version === 'FIX42') return 3
  return message.version === 'FIX44' ? 6 : 9
}
