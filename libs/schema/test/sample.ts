/** Fills any message of the catalogue with random values through its generated encoder, and says what was written. */

import { decimalText, type Prng } from '@reflex/base'
import type { FixDictionary } from '@reflex/fix'
import { camelCase } from '../src/generate/names.ts'
import type { FieldUse, MessageDefinition } from '../src/index.ts'
import * as schema from '../src/index.ts'

export interface Written {
  readonly tag: number
  /** Expected text on the wire; undefined where only presence counts. */
  readonly value: string
  readonly use: FieldUse
  /** What was given to the setter. */
  readonly given: number | string | boolean
}

type Encoder = Record<string, (...values: unknown[]) => unknown>

export function encoderOf(message: MessageDefinition): Encoder {
  return (schema as unknown as Record<string, Encoder>)[`${camelCase(message.name)}Encoder`]!
}

export function decoderOf(message: MessageDefinition): Record<string, (...values: unknown[]) => unknown> {
  return (schema as unknown as Record<string, Record<string, (...values: unknown[]) => unknown>>)[
    camelCase(message.name)
  ]!
}

/** Writes each required field and a random part of the others. @returns what was written, in order. */
export function fill(message: MessageDefinition, dictionary: FixDictionary | undefined, prng: Prng): Written[] {
  const written: Written[] = []
  fillUses(encoderOf(message), message.fields, { message, dictionary, prng, written })
  return written
}

interface Context {
  readonly message: MessageDefinition
  readonly dictionary: FixDictionary | undefined
  readonly prng: Prng
  readonly written: Written[]
}

function fillUses(encoder: Encoder, uses: readonly FieldUse[], context: Context): void {
  uses.forEach((use, index) => {
    // The delimiter of a group is always there; FIXT-only relations (22 with 48 and such) do not occur in the
    // catalogue.
    if (!use.required && index > 0 && context.prng.nextBoolean(0.4)) return
    if (use.group === undefined) write(encoder, use, context)
    else {
      const count = 1 + context.prng.nextInt(3)
      encoder[camelCase(use.field.name)]!(count)
      context.written.push({ tag: use.field.tag, value: String(count), use, given: count })
      for (let i = 0; i < count; i++) fillUses(encoder, use.group.fields, context)
    }
  })
}

function write(encoder: Encoder, use: FieldUse, context: Context): void {
  const { tag, name, type } = use.field
  const method = camelCase(name)
  const { prng, written } = context
  const add = (value: string, given: number | string | boolean): void => {
    written.push({ tag, value, use, given })
  }
  const code = codeOf(use, context)
  switch (type) {
    case 'text': {
      const text = code ?? `${name.slice(0, 6)}-${prng.nextInt(1_000_000)}`
      encoder[`${method}Text`]!(text)
      add(text, text)
      break
    }
    case 'char': {
      const character = code ?? 'X'
      encoder[method]!(character.charCodeAt(0))
      add(character, character.charCodeAt(0))
      break
    }
    case 'int': {
      const value =
        code !== undefined
          ? Number(code)
          : use.field.fixType === 'LOCALMKTDATE'
            ? 20_260_130
            : Math.floor(prng.nextFloat() * 10 ** prng.nextInt(15))
      encoder[method]!(value)
      add(String(value), value)
      break
    }
    case 'decimal': {
      const e8 = Math.floor(prng.nextFloat() * 10 ** prng.nextInt(16)) * (prng.nextBoolean(0.2) ? -1 : 1) + 0
      encoder[`${method}E8`]!(e8)
      add(decimalText(e8), e8)
      break
    }
    case 'time': {
      const ns = Math.floor(prng.nextFloat() * 86_400e9)
      encoder[method]!(ns)
      add(stampText(ns, context.message), ns)
      break
    }
    case 'boolean': {
      const value = prng.nextBoolean(0.5)
      encoder[method]!(value)
      add(value ? 'Y' : 'N', value)
      break
    }
    case 'group':
      break
  }
}

/** A value the dictionary knows, or undefined when it takes any. */
function codeOf(use: FieldUse, context: Context): string | undefined {
  const values = context.dictionary?.fields.get(use.field.tag)?.values
  if (values === undefined || values.size === 0 || use.field.type === 'boolean') return undefined
  const all = [...values.keys()].filter((value) => use.field.type !== 'char' || value.length === 1)
  return all[context.prng.nextInt(all.length)]
}

function stampText(ns: number, message: MessageDefinition): string {
  const digits = message.version === 'FIX42' ? 3 : message.version === 'FIX44' ? 6 : 9
  const second = Math.floor(ns / 1e9)
  const pad = (value: number, width: number): string => String(value).padStart(width, '0')
  const time = `${pad(Math.floor(second / 3600), 2)}:${pad(Math.floor(second / 60) % 60, 2)}:${pad(second % 60, 2)}`
  return `20260130-${time}.${pad(ns - second * 1e9, 9).slice(0, digits)}`
}
