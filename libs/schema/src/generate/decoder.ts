/** Source of the decoder of one message, and of the readers of groups. */

import type { FieldUse, GroupDefinition, MessageDefinition } from '../catalogue/index.ts'
import { docOf } from './doc-comment.ts'
import { camelCase } from './names.ts'

export function decoderSource(message: MessageDefinition): string {
  const className = `${message.name}Decoder`
  const members = message.fields.map((use) =>
    use.group ? groupAccessor(use, 'begin(this.frame)') : reader(use, 'this.frame'),
  )
  const groups = message.fields.flatMap((use) => (use.group ? [use.group] : []))
  return `/**
 * Reads ${message.msgType} ${message.name} from a frame. Absent: NaN for numbers and times, offset -1 and length 0 for
 * texts, 0 for characters.
 */
export class ${className} {
  frame: FixFrame = NO_FRAME
${groups.map((group) => `  readonly #${camelCase(group.name)} = new ${group.name}Group()\n`).join('')}
  wrap(frame: FixFrame): this {
    this.frame = frame
    return this
  }

  get bytes(): Uint8Array {
    return this.frame.bytes
  }
${message.kind === 'bus' ? HEADER : ''}
${members.join('\n\n')}
}

export const ${camelCase(message.name)} = new ${className}()
`
}

export function groupSource(group: GroupDefinition): string {
  const members = group.fields.map((use) =>
    use.group
      ? groupAccessor(use, 'beginIn(this.entries.frame, this.entries.entryStart, this.entries.entryEnd)')
      : reader(use, 'this.entries'),
  )
  const nested = group.fields.flatMap((use) => (use.group ? [use.group] : []))
  return `/** Entries of ${group.countField.tag} ${group.countField.name}: \`while (group.next()) ...\`. */
export class ${group.name}Group {
  readonly entries = new FixGroup(NO_FRAME, ${group.countField.tag}, [${memberTags(group).join(', ')}])
${nested.map((inner) => `  readonly #${camelCase(inner.name)} = new ${inner.name}Group()\n`).join('')}
  begin(frame: FixFrame): this {
    this.entries.begin(frame)
    return this
  }

  beginIn(frame: FixFrame, startSlot: number, endSlot: number): this {
    this.entries.beginIn(frame, startSlot, endSlot)
    return this
  }

  /** Entries announced. */
  get count(): number {
    return this.entries.count
  }

  /** Moves to the next entry. @returns false behind the last one. */
  next(): boolean {
    return this.entries.next()
  }

${members.join('\n\n')}
}
`
}

/** Tags of a group's entries, nested ones included, the delimiter first. */
export function memberTags(group: GroupDefinition): number[] {
  return group.fields.flatMap((use) => [use.field.tag, ...(use.group ? memberTags(use.group) : [])])
}

const HEADER = `
  /** 34 MsgSeqNum. */
  msgSeqNum(): number {
    return this.frame.int(34)
  }

  /** 52 SendingTime, ns since the session epoch. */
  sendingTime(): number {
    return this.frame.utcNs(52, this.frame.sessionTime)
  }

  /** 97 PossResend. */
  possResend(): boolean {
    return this.frame.boolean(97)
  }

  /** 49 SenderCompID. */
  senderCompIdText(): string {
    return this.frame.text(49)
  }
`

/** What a reader reads from: the frame, or the current entry of a group. Both are FieldReaders. */
type Source = 'this.frame' | 'this.entries'

function reader(use: FieldUse, source: Source): string {
  const { tag, name, type } = use.field
  const method = camelCase(name)
  const doc = docOf(use)
  switch (type) {
    case 'text':
      return textReader(doc, method, tag, source)
    case 'char':
      return getter(doc, method, 'number', `${source}.char(${tag})`)
    case 'int':
    case 'group':
      return getter(doc, method, 'number', `${source}.int(${tag})`)
    case 'decimal':
      return valueGetter(doc, `${method}E8`, source, `readDecimal(${tag})`)
    case 'time':
      return valueGetter(doc, method, source, `readUtc(${tag})`)
    case 'boolean':
      return getter(doc, method, 'boolean', `${source}.boolean(${tag})`)
  }
}

function getter(doc: string, method: string, type: string, expression: string): string {
  return `${doc}
  ${method}(): ${type} {
    return ${expression}
  }`
}

/** For doubles: see field-reader.ts of @reflex/fix. */
function valueGetter(doc: string, method: string, source: Source, call: string): string {
  return `${doc}
  ${method}(): number {
    const source = ${source}
    source.${call}
    return source.value
  }`
}

function textReader(doc: string, method: string, tag: number, source: Source): string {
  return `${doc}
  get ${method}Offset(): number {
    return ${source}.offsetOf(${tag})
  }

  get ${method}Length(): number {
    return ${source}.lengthOf(${tag})
  }

  ${method}Is(text: Uint8Array): boolean {
    return ${source}.equals(${tag}, text)
  }

  ${method}Find(table: AsciiTable): number {
    return findAt(${source}, ${source}.find(${tag}), table)
  }

  ${method}Intern(table: AsciiTable): number {
    return internAt(${source}, ${source}.find(${tag}), table)
  }

  ${method}Text(): string {
    return ${source}.text(${tag})
  }`
}

function groupAccessor(use: FieldUse, begin: string): string {
  const group = use.group!
  const method = camelCase(use.field.name)
  const note = use.description === '' ? '' : `; ${use.description}`
  return `  /** ${use.field.tag} ${use.field.name}: the entries, before the first${note}. */
  ${method}(): ${group.name}Group {
    return this.#${camelCase(group.name)}.${begin}
  }`
}
