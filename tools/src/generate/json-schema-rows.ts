/**
 * A JSON schema as rows of a table: one row a leaf, keys with dots, `[]` for elements of a list and `<name>` for free
 * keys.
 */

export interface JsonSchema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: JsonSchema | boolean
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly default?: unknown
  readonly description?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly pattern?: string
  readonly format?: string
}

export interface SchemaRow {
  readonly key: string
  readonly type: string
  /** `required` when there is none. */
  readonly default: string
  readonly range: string
  readonly description: string
}

const DEFAULT_LENGTH_MAX = 40

export function schemaRows(schema: JsonSchema, prefix: string, isRequired = true): SchemaRow[] {
  const variants = schema.anyOf ?? schema.oneOf ?? schema.allOf
  if (variants?.every((variant) => variant.properties !== undefined) === true) {
    return unique(variants.flatMap((variant) => schemaRows(variant, prefix, isRequired)))
  }
  if (schema.properties !== undefined) return objectRows(schema, prefix)
  if (schema.items !== undefined && isNested(schema.items)) return schemaRows(schema.items, `${prefix}[]`)
  const free = schema.additionalProperties
  if (typeof free === 'object' && isNested(free)) return schemaRows(free, joined(prefix, '<name>'))
  return [leaf(schema, prefix, isRequired)]
}

function objectRows(schema: JsonSchema, prefix: string): SchemaRow[] {
  const required = new Set(schema.required ?? [])
  return Object.entries(schema.properties ?? {}).flatMap(([key, child]) => {
    return schemaRows(child, joined(prefix, key), required.has(key))
  })
}

function leaf(schema: JsonSchema, key: string, isRequired: boolean): SchemaRow {
  const fallback = schema.default === undefined ? (isRequired ? 'required' : '') : code(schema.default)
  return { key, type: typeName(schema), default: fallback, range: range(schema), description: schema.description ?? '' }
}

function isNested(schema: JsonSchema): boolean {
  return (
    schema.properties !== undefined || schema.anyOf?.some(isNested) === true || schema.oneOf?.some(isNested) === true
  )
}

function joined(prefix: string, key: string): string {
  return prefix === '' ? key : `${prefix}.${key}`
}

function code(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > DEFAULT_LENGTH_MAX ? '(see source)' : `\`${text}\``
}

function typeName(schema: JsonSchema): string {
  if (schema.const !== undefined) return code(schema.const)
  if (schema.enum !== undefined) return schema.enum.map(code).join(' or ')
  if (schema.items !== undefined) return `list of ${typeName(schema.items)}`
  const variants = schema.anyOf ?? schema.oneOf
  if (variants !== undefined) return variants.map(typeName).join(' or ')
  const free = schema.additionalProperties
  if (typeof free === 'object') return `map of ${typeName(free)}`
  return schema.type ?? 'any'
}

/** Zod states the bounds of a safe integer where none were given: no news to the reader. */
function bound(value: number | undefined): number | undefined {
  return value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : value
}

function range(schema: JsonSchema): string {
  const parts: string[] = []
  const push = (symbol: string, value: number | undefined) => {
    if (value !== undefined) parts.push(`${symbol} ${value}`)
  }
  push('>=', bound(schema.minimum))
  push('>', bound(schema.exclusiveMinimum))
  push('<=', bound(schema.maximum))
  push('<', bound(schema.exclusiveMaximum))
  push('length >=', schema.minLength ?? schema.minItems)
  push('length <=', schema.maxLength)
  if (schema.format !== undefined) parts.push(schema.format)
  else if (schema.pattern !== undefined) parts.push(`\`${schema.pattern}\``)
  return parts.join(', ')
}

function unique(rows: readonly SchemaRow[]): SchemaRow[] {
  return [...new Map(rows.map((row) => [`${row.key} ${row.type}`, row])).values()]
}
