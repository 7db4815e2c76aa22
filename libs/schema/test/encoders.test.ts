import { readFileSync } from 'node:fs'
import { Prng } from '@reflex/base'
import type { FixDictionary, FixLayout } from '@reflex/fix'
import {
  FIX_OK,
  FIX_VALID,
  FixFrame,
  FixFramer,
  FixHeader,
  FixValidator,
  FixWriter,
  loadDictionary,
  packMsgType,
} from '@reflex/fix'
import FIXParser from 'fixparser'
import { beforeAll, describe, expect, test } from 'vitest'
import { camelCase } from '../src/generate/names.ts'
import { BUS_MESSAGES, isInternal, MESSAGES, type MessageDefinition, STREAM } from '../src/index.ts'
import { dictionary, EXTENSION, FIX_FOLDER, HAS_FIX } from './fix-folder.ts'
import { MemorySink } from './memory-sink.ts'
import { decoderOf, encoderOf, fill, type Written } from './sample.ts'

const ROUNDS = 20
const seed = Number(process.env['REFLEX_SEED'] ?? 20_260_130)
const sink = new MemorySink()
const frame = new FixFrame(sink.sessionTime)
const framer = new FixFramer(32 * 1024)
const parser = new FIXParser()
const dictionaries = new Map<string, FixDictionary>()

beforeAll(() => {
  console.log(`seed ${seed} (REFLEX_SEED)`)
  if (!HAS_FIX) return console.log(`no FIX dictionaries at ${FIX_FOLDER} (REFLEX_FIX): checks against them are skipped`)
  const session = dictionary('FIXT11')
  const standard = session.with(dictionary('FIX50SP2'))
  dictionaries.set('FIX50SP2', standard)
  dictionaries.set('bus', standard.with(loadDictionary(readFileSync(EXTENSION, 'utf8'))))
  dictionaries.set('FIX44', dictionary('FIX44'))
  dictionaries.set('FIX42', dictionary('FIX42'))
})

function dictionaryOf(message: MessageDefinition): FixDictionary | undefined {
  return dictionaries.get(message.kind === 'bus' ? 'bus' : message.version)
}

/** Writes one message. Bodies for venues are completed as a FIX session does it. */
function encode(message: MessageDefinition, prng: Prng): { text: string; written: Written[] } {
  const encoder = encoderOf(message)
  if (message.kind === 'bus') {
    encoder['begin']!(sink, STREAM.ORDERS_INTENT)
    const written = fill(message, dictionaryOf(message), prng)
    expect(encoder['end']!()).toBe(sink.length)
    return { text: sink.text, written }
  }
  encoder['beginBody']!(sink, 5001)
  const written = fill(message, dictionaryOf(message), prng)
  expect(encoder['endBody']!()).toBe(sink.length)
  const prefix = `35=${message.msgType}|`
  expect(sink.text.startsWith(prefix)).toBe(true)
  complete(message, prefix.length)
  return { text: sink.text, written }
}

function complete(message: MessageDefinition, prefixLength: number): void {
  const isFixt = message.version === 'FIX50SP2'
  const header = new FixHeader({
    beginString: isFixt ? 'FIXT.1.1' : message.version === 'FIX44' ? 'FIX.4.4' : 'FIX.4.2',
    senderCompId: 'REFLEX',
    targetCompId: 'XALP',
    timeDigits: 3,
  })
  header.msgType = packMsgType(message.msgType)
  header.sendingTimeNs = sink.nowNs
  const body = sink.bytes.slice(sink.start + prefixLength, sink.end)
  const writer = new FixWriter(sink.sessionTime)
  writer.begin(sink.bytes, 256)
  writer.raw(body, 0, body.length)
  sink.start = writer.finish(header)
  sink.end = writer.at
}

describe.each(MESSAGES.map((message) => [message.name, message] as const))('%s', (_name, message) => {
  test('is what was asked for, for us, for fixparser and for the dictionary', () => {
    const validator = HAS_FIX
      ? new FixValidator(dictionaryOf(message)!, { allowUserDefined: false, allowUnknownFields: false })
      : undefined
    for (let round = 0; round < ROUNDS; round++) {
      const prng = new Prng(seed, round)
      const { text, written } = encode(message, prng)
      expect(framer.scan(sink.bytes, sink.start, sink.end), text).toBe(FIX_OK)
      expect(framer.messageLength).toBe(sink.length)
      expect(frame.wrap(sink.bytes, sink.start, sink.length), text).toBe(FIX_OK)
      expect(frame.msgType).toBe(packMsgType(message.msgType))
      expectDecoded(message, written)
      expectFixparser(text, written)
      if (validator) expect([validator.validate(frame), validator.refTag], text).toEqual([FIX_VALID, 0])
    }
  })
})

/** Top-level fields through the generated decoder; every slot against what was written. */
function expectDecoded(message: MessageDefinition, written: readonly Written[]): void {
  const first = frame.bodySlot
  written.forEach((item, i) => {
    expect(frame.tags[first + i]).toBe(item.tag)
    expect(frame.textAt(first + i)).toBe(item.value)
  })
  expect(frame.bodyEndSlot - first).toBe(written.length)
  const decoder = decoderOf(message)
  decoder['wrap']!(frame)
  for (const use of message.fields) {
    if (use.group) continue
    const item = written.find((candidate) => candidate.use === use)
    const method = camelCase(use.field.name)
    if (use.field.type === 'text') expect(decoder[`${method}Text`]!()).toBe(item?.given ?? '')
    else if (use.field.type === 'decimal') expect(decoder[`${method}E8`]!()).toBe(item ? item.given : Number.NaN)
    else if (use.field.type === 'boolean') expect(decoder[method]!()).toBe(item?.given ?? false)
    else if (use.field.type === 'char') expect(decoder[method]!()).toBe(item?.given ?? 0)
    else if (use.field.type === 'int') expect(decoder[method]!()).toBe(item ? item.given : Number.NaN)
    else expect(decoder[method]!()).toBe(item ? truncated(item.given as number, message) : Number.NaN)
  }
}

function truncated(ns: number, message: MessageDefinition): number {
  const unit = message.version === 'FIX42' ? 1e6 : message.version === 'FIX44' ? 1e3 : 1
  return Math.floor(ns / unit) * unit
}

function expectFixparser(text: string, written: readonly Written[]): void {
  const parsed = parser.parse(text.replaceAll('|', '\x01'))
  expect(parsed).toHaveLength(1)
  const message = parsed[0]!
  // fixparser takes the first '10=' for the trailer, also that of 110= or 710=.
  if (!/\d10=/.test(text)) {
    expect(message.bodyLengthValid, text).toBe(true)
    expect(message.checksumValid, text).toBe(true)
  }
  const fields = message.data.map((field) => [field.tag, field.value] as const)
  const body = fields.slice(fields.length - 1 - written.length, -1)
  expect(body.map(([tag]) => tag)).toEqual(written.map((item) => item.tag))
  written.forEach((item, i) => {
    const value = body[i]![1]
    // It reads integers as 32 bits.
    if (typeof value === 'number') expect([Number(item.value), Number(item.value) >> 0]).toContain(value)
    else expect(String(value)).toBe(item.value)
  })
}

describe('the catalogue', () => {
  test('venue messages hold no field of our own', () => {
    for (const message of MESSAGES) {
      if (message.kind !== 'venue') continue
      const walk = (uses: MessageDefinition['fields']): void => {
        for (const use of uses) {
          expect(isInternal(use.field.tag), `${message.name} ${use.field.name}`).toBe(false)
          if (use.group) walk(use.group.fields)
        }
      }
      walk(message.fields)
    }
  })

  test('no field of our own ends in 10', () => {
    for (const message of BUS_MESSAGES) {
      for (const use of message.fields) if (isInternal(use.field.tag)) expect(use.field.tag % 100).not.toBe(10)
    }
  })

  test.skipIf(!HAS_FIX)('names and types of standard fields are the dictionary’s', () => {
    const walk = (uses: MessageDefinition['fields'], standard: FixDictionary): void => {
      for (const use of uses) {
        if (use.group) walk(use.group.fields, standard)
        if (isInternal(use.field.tag)) continue
        const field = standard.fields.get(use.field.tag) ?? dictionaries.get('FIX42')!.fields.get(use.field.tag)
        expect(use.field.name).toBe(field?.name)
        expect(use.field.fixType).toBe(field?.type)
      }
    }
    for (const message of MESSAGES) walk(message.fields, dictionaries.get('FIX50SP2')!)
  })

  test.skipIf(!HAS_FIX)('groups list their standard fields in the order of the dictionary', () => {
    const walk = (uses: MessageDefinition['fields'], layout: FixLayout, path: string): void => {
      for (const use of uses) {
        const group = layout.members.get(use.field.tag)?.group
        if (use.group === undefined || group === undefined) continue
        const order = [...group.members.keys()]
        const positions = use.group.fields
          .map((inner) => order.indexOf(inner.field.tag))
          .filter((position) => position >= 0)
        expect(positions, `${path} ${use.group.name}`).toEqual([...positions].sort((a, b) => a - b))
        expect(use.group.fields[0]!.field.tag, `${path} ${use.group.name}`).toBe(order[0])
        walk(use.group.fields, group, path)
      }
    }
    for (const message of MESSAGES) {
      const layout = dictionaries.get(message.version)!.messages.get(message.msgType)
      if (layout !== undefined) walk(message.fields, layout, message.name)
    }
  })
})
