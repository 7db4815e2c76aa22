/**
 * The vocabulary of the message catalogue: fields, groups, messages. Plain data; the generator and the printer read it.
 */

/** How a value travels through the generated API. */
export type FieldType = 'text' | 'char' | 'int' | 'decimal' | 'time' | 'boolean' | 'group'

export interface FieldDefinition {
  readonly tag: number
  readonly name: string
  /** The dictionary's type, upper case as in QuickFIX files. */
  readonly fixType: string
  readonly type: FieldType
  /** Of fields of our own only: what it means. */
  readonly description: string
}

export interface FieldUse {
  readonly field: FieldDefinition
  readonly required: boolean
  /** Empty when the value has none. */
  readonly unit: string
  readonly description: string
  readonly group: GroupDefinition | undefined
}

/** A repeating group; the first field of an entry is its delimiter. */
export interface GroupDefinition {
  /** Name of the generated reader class, without suffix. */
  readonly name: string
  readonly countField: FieldDefinition
  readonly fields: readonly FieldUse[]
}

export type ApplicationVersion = 'FIX42' | 'FIX44' | 'FIX50SP2'

export interface MessageDefinition {
  /**
   * Name of the generated classes: FIX's own message name, venue messages with `Venue` in front and the version behind.
   */
  readonly name: string
  readonly msgType: string
  readonly version: ApplicationVersion
  /** Bus messages are complete; venue messages are bodies that the FIX session completes. */
  readonly kind: 'bus' | 'venue'
  /** Names of rows of the stream table. Empty for venue messages. */
  readonly streams: readonly string[]
  readonly writers: readonly string[]
  readonly readers: readonly string[]
  readonly description: string
  /** Bytes claimed for a body: an upper bound for every message this firm writes. */
  readonly lengthMax: number
  readonly fields: readonly FieldUse[]
}

const TYPES: Readonly<Record<string, FieldType>> = {
  CHAR: 'char',
  INT: 'int',
  LENGTH: 'int',
  SEQNUM: 'int',
  NUMINGROUP: 'group',
  LOCALMKTDATE: 'int',
  BOOLEAN: 'boolean',
  UTCTIMESTAMP: 'time',
  PRICE: 'decimal',
  PRICEOFFSET: 'decimal',
  QTY: 'decimal',
  AMT: 'decimal',
  FLOAT: 'decimal',
  PERCENTAGE: 'decimal',
}

export function field(tag: number, name: string, fixType: string, description = ''): FieldDefinition {
  return { tag, name, fixType, type: TYPES[fixType] ?? 'text', description }
}

/** A field the message always has. */
export function must(definition: FieldDefinition, description = '', unit = ''): FieldUse {
  return {
    field: definition,
    required: true,
    unit,
    description: description || definition.description,
    group: undefined,
  }
}

/** A field the message may have. */
export function may(definition: FieldDefinition, description = '', unit = ''): FieldUse {
  return {
    field: definition,
    required: false,
    unit,
    description: description || definition.description,
    group: undefined,
  }
}

/** A repeating group the message may have. */
export function some(group: GroupDefinition, description = ''): FieldUse {
  return { field: group.countField, required: false, unit: '', description, group }
}

export function isInternal(tag: number): boolean {
  return tag >= 10_000 && tag < 20_000
}
