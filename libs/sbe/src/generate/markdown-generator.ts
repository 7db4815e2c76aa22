/** Schema to a page of tables: what a person needs to write or read the messages without our code. */

import type { Block, CompositeType, EnumType, Field, SbeSchema, SbeType, SetType } from '../ir.ts'

/** @param preamble what the page says above the tables, in Markdown, beginning with the title. */
export function generateMarkdown(schema: SbeSchema, preamble: string): string {
  const lines = [preamble.trimEnd(), '', '## Encoding', '']
  const order = schema.byteOrder === 'littleEndian' ? 'little-endian' : 'big-endian'
  lines.push(
    `FIX SBE 1.0, schema id ${schema.id}, version ${schema.version}, ${order}. Offsets count from the block's start.`,
    '',
  )
  for (const type of schema.types) if (type.kind === 'composite') lines.push(...compositeTable(type))
  lines.push('## Messages', '')
  for (const message of schema.messages) lines.push(...messageSection(message))
  lines.push('## Enumerations and sets', '')
  for (const type of schema.types) {
    if (type.kind === 'enum') lines.push(...enumTable(type))
    else if (type.kind === 'set') lines.push(...setTable(type))
  }
  return `${lines.join('\n').trimEnd()}\n`
}

function compositeTable(type: CompositeType): string[] {
  return [
    `### ${type.name} (${type.size} bytes)`,
    '',
    ...(type.description === '' ? [] : [type.description, '']),
    '| member | offset | type | meaning |',
    '|---|---|---|---|',
    ...type.members.map((member) => row(member.name, member.offset, typeLabel(member.type), member.description)),
    '',
  ]
}

function messageSection(message: Block): string[] {
  return [
    `### ${message.id} ${message.name}`,
    '',
    ...(message.description === '' ? [] : [message.description, '']),
    ...blockTable(message),
    ...message.groups.flatMap((group) => groupSection(group, group.name)),
    ...dataTable(message),
  ]
}

function groupSection(group: Block, path: string): string[] {
  return [
    `Group \`${path}\`. ${group.description}`.trimEnd(),
    '',
    ...blockTable(group),
    ...group.groups.flatMap((inner) => groupSection(inner, `${path}.${inner.name}`)),
    ...dataTable(group),
  ]
}

function blockTable(block: Block): string[] {
  if (block.fields.length === 0) return [`No fields; block of ${block.blockLength} bytes.`, '']
  return [
    `| field | offset | type | meaning |`,
    '|---|---|---|---|',
    ...block.fields.map((field) => row(field.name, field.offset, fieldLabel(field), field.description)),
    `| | ${block.blockLength} | | end of the block |`,
    '',
  ]
}

function dataTable(block: Block): string[] {
  if (block.data.length === 0) return []
  return [
    '| data | length | encoding | meaning |',
    '|---|---|---|---|',
    ...block.data.map((data) =>
      row(data.name, data.lengthType.primitive, data.bodyType.characterEncoding || 'bytes', data.description),
    ),
    '',
  ]
}

function enumTable(type: EnumType): string[] {
  return [
    `### ${type.name} (${type.primitive})`,
    '',
    ...(type.description === '' ? [] : [type.description, '']),
    '| value | name | meaning |',
    '|---|---|---|',
    ...type.values.map((value) =>
      row(
        type.primitive === 'char' ? `\`${String.fromCharCode(value.value)}\`` : value.value,
        value.name,
        value.description,
      ),
    ),
    '',
  ]
}

function setTable(type: SetType): string[] {
  return [
    `### ${type.name} (${type.primitive})`,
    '',
    ...(type.description === '' ? [] : [type.description, '']),
    '| bit | name | meaning |',
    '|---|---|---|',
    ...type.choices.map((choice) => row(choice.bit, choice.name, choice.description)),
    '',
  ]
}

function fieldLabel(field: Field): string {
  const since = field.sinceVersion > 0 ? `, since version ${field.sinceVersion}` : ''
  if (field.presence === 'constant') return `constant ${constantLabel(field)}${since}`
  if (field.presence !== 'optional') return typeLabel(field.type) + since
  const nullable = field.type.kind === 'encoded' || field.type.kind === 'enum' ? `, null ${field.type.nullValue}` : ''
  return `${plainLabel(field.type)} optional${nullable}${since}`
}

function constantLabel({ type, constant }: Field): string {
  const name = type.kind === 'enum' ? type.values.find(({ value }) => value === constant)?.name : undefined
  return name ?? String(constant)
}

function typeLabel(type: SbeType): string {
  const isOptional = type.kind === 'encoded' && type.presence === 'optional'
  return plainLabel(type) + (isOptional ? ` optional, null ${type.nullValue}` : '')
}

function plainLabel(type: SbeType): string {
  if (type.kind !== 'encoded') return type.name
  if (type.presence === 'constant') return `constant ${type.constant}`
  return type.length === 1 ? type.primitive : `${type.primitive}[${type.length}]`
}

function row(...cells: (string | number)[]): string {
  return `| ${cells.map((cell) => String(cell).replace(/\|/g, '\\|')).join(' | ')} |`
}
