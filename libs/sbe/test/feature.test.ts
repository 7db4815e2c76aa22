/** Every construct, in both byte orders, against the plain DataView and the dynamic decoder. */

import { SessionTime } from '@reflex/base'
import { describe, expect, test } from 'vitest'
import { DynamicDecoder, NO_TIME, parseSchema, SbeDecodeError } from '../src/index.ts'
import { featureXml } from './generate-fixtures.ts'
import * as little from './generated/feature/index.ts'
import * as big from './generated/feature-big/index.ts'

const session = new SessionTime(Date.UTC(2026, 6, 29))
const HEADER = 8

function encode(lib: typeof little, view: DataView, isLittle: boolean): number {
  const message = new lib.EverythingEncoder().wrapAndApplyHeader(view, 0)
  message
    .aChar(65)
    .anInt8(-128)
    .anInt16(-2)
    .anInt32(-3)
    .anInt64(-(2 ** 53) + 2)
    .aUint8(250)
    .aUint16(65_000)
  message
    .aUint32(4_000_000_000)
    .aUint64(2 ** 53 - 1)
    .aFloat(1.5)
    .aDouble(-0.1)
    .code('abc')
  for (let i = 0; i < 4; i++) message.bytes(i, i + 1)
  message.longs(0, -1).longs(1, 5_000_000_000).price(lib.EverythingEncoder.PRICE_NULL)
  if (isLittle) message.time(session, 34_200_000_000_001).optionalTime(session, NO_TIME)
  message.side(lib.SIDE_NULL).letter(lib.LETTER_ZULU).smallFirst(true).smallLast(true).wideHigh(true)
  message.nested().mode(lib.MODE_ON).amount().mantissa(-123_456)
  message.limit_(77).late(5).lateSide(lib.SIDE_OFFER).lateNested().mantissa(9)
  const outer = message.outerCount(3)
  for (let i = 0; i < 2; i++) {
    const inner = outer
      .next()
      .a(i)
      .b(i + 10)
      .innerCount(i)
    for (let j = 0; j < i; j++)
      inner
        .next()
        .c(-j - 1)
        .note(`nöte ${j}`)
    outer.label(`label ${i}`)
  }
  outer.resetCountToIndex()
  message.laterCount(1).next().d(8)
  message.text('text').putBlob(Uint8Array.of(9, 8, 7, 6), 1, 3)
  return message.limit()
}

const expectedFields = {
  aChar: 'A',
  anInt8: -128,
  anInt16: -2,
  anInt32: -3,
  anInt64: -(2 ** 53) + 2,
  aUint8: 250,
  aUint16: 65_000,
  aUint32: 4_000_000_000,
  aUint64: 2 ** 53 - 1,
  aFloat: 1.5,
  aDouble: -0.1,
  code: 'abc',
  bytes: Uint8Array.of(1, 2, 3, 4),
  longs: [-1, 5_000_000_000],
  price: null,
  side: null,
  letter: 'Zulu',
  small: ['first', 'last'],
  wide: ['high'],
  nested: { Mode: 'ON', amount: { mantissa: -123_456, exponent: -3 }, unit: 'USD' },
  fixed: 'Zulu',
  limit: 77,
  late: 5,
  lateSide: 'OFFER',
  lateNested: { mantissa: 9, exponent: -3 },
  outer: [
    { a: 0, b: 10, inner: [], label: 'label 0' },
    { a: 1, b: 11, inner: [{ c: -1, note: 'nöte 0' }], label: 'label 1' },
  ],
  later: [{ d: 8 }],
  text: 'text',
  blob: Uint8Array.of(8, 7, 6),
}

describe.each([
  ['little', little, featureXml],
  ['big', big as unknown as typeof little, featureXml.replace('littleEndian', 'bigEndian')],
] as const)('%s endian', (order, lib, xml) => {
  const isLittle = order === 'little'
  const view = new DataView(new ArrayBuffer(512))
  const length = encode(lib, view, isLittle)

  test('what the flyweight writes, the dynamic decoder reads', () => {
    const message = new DynamicDecoder(parseSchema(xml)).decode(view)
    expect([message.name, message.version, message.blockLength, message.length]).toEqual(['Everything', 3, 160, length])
    const { time, optionalTime, ...fields } = message.fields
    expect(fields).toEqual(expectedFields)
    if (isLittle)
      expect([time, optionalTime]).toEqual([BigInt(Date.UTC(2026, 6, 29)) * 1_000_000n + 34_200_000_000_001n, null])
  })

  test('what the flyweight writes, the flyweight reads', () => {
    const message = new lib.EverythingDecoder().wrapAndApplyHeader(view, 0)
    expect([message.aChar(), message.anInt8(), message.anInt16(), message.anInt32()]).toEqual([65, -128, -2, -3])
    expect([message.anInt64(), message.aUint64()]).toEqual([-(2 ** 53) + 2, 2 ** 53 - 1])
    expect([message.aUint8(), message.aUint16(), message.aUint32()]).toEqual([250, 65_000, 4_000_000_000])
    expect([message.aFloat(), message.aDouble(), message.code()]).toEqual([1.5, -0.1, 'abc'])
    expect([message.bytes(3), message.longs(0), message.longs(1)]).toEqual([4, -1, 5_000_000_000])
    expect([message.price(), message.side()]).toEqual([lib.EverythingDecoder.PRICE_NULL, lib.SIDE_NULL])
    expect([message.small(), message.smallFirst(), message.smallLast()]).toEqual([129, true, true])
    expect([message.wideLow(), message.wideHigh(), message.letter(), message.fixed()]).toEqual([false, true, 90, 90])
    const nested = message.nested()
    expect([nested.mode(), nested.amount().mantissa(), nested.amount().exponent(), nested.unit()]).toEqual([
      1,
      -123_456,
      -3,
      'USD',
    ])
    expect([message.limit_(), message.late(), message.lateSide(), message.lateNested()?.mantissa()]).toEqual([
      77, 5, 1, 9,
    ])
    const outer = message.outer()
    expect(outer.count()).toBe(2)
    const entries: unknown[] = []
    while (outer.hasNext()) {
      const inner = outer.next().inner()
      const notes: unknown[] = []
      while (inner.hasNext()) notes.push([inner.next().c(), inner.note()])
      entries.push([outer.a(), outer.b(), notes, outer.label()])
    }
    expect(entries).toEqual([
      [0, 10, [], 'label 0'],
      [1, 11, [[-1, 'nöte 0']], 'label 1'],
    ])
    expect(message.later().next().d()).toBe(8)
    expect([message.textLength(), message.text(), message.blobLength()]).toEqual([4, 'text', 3])
    const blob = new Uint8Array(5)
    expect(message.getBlob(blob, 1, 5)).toBe(3)
    expect([...blob]).toEqual([0, 8, 7, 6, 0])
    expect(message.limit()).toBe(length)
  })

  test('64-bit numbers stand on the wire as any other program writes them', () => {
    expect(view.getBigInt64(HEADER + 8, isLittle)).toBe(BigInt(-(2 ** 53) + 2))
    expect(view.getBigUint64(HEADER + 23, isLittle)).toBe(2n ** 53n - 1n)
  })

  test('lengthAt measures the message and refuses every cut', () => {
    expect(lib.EverythingDecoder.lengthAt(view, 0, 512)).toBe(length)
    for (let end = 0; end < length; end++) expect(lib.EverythingDecoder.lengthAt(view, 0, end)).toBe(-1)
    const decoder = new DynamicDecoder(parseSchema(xml))
    for (let end = 0; end < length; end++) expect(() => decoder.decode(view, 0, end)).toThrow(SbeDecodeError)
  })
})

test('nulls: what cannot be a double is read back as the null that was written', () => {
  const view = new DataView(new ArrayBuffer(256))
  const encoder = new little.EverythingEncoder().wrap(view, 0)
  const decoder = new little.EverythingDecoder().wrap(view, 0)
  encoder.aUint64(little.EverythingEncoder.A_UINT64_NULL)
  expect(view.getBigUint64(23, true)).toBe(2n ** 64n - 1n)
  expect(decoder.aUint64()).toBe(little.EverythingDecoder.A_UINT64_NULL)
  encoder.nested().amount().mantissa(little.DecimalEncoder.MANTISSA_NULL)
  expect(decoder.nested().amount().mantissa()).toBe(-(2 ** 63))
  encoder.time(session, 5).optionalTime(session, 6)
  expect([decoder.time(session), decoder.optionalTime(session)]).toEqual([5, 6])
  encoder.optionalTime(session, NO_TIME)
  expect(decoder.optionalTime(session)).toBe(NO_TIME)
})

test('a reused buffer gives the bytes of a new one: padding and sets are cleared', () => {
  const fresh = new DataView(new ArrayBuffer(512))
  const dirty = new DataView(new Uint8Array(512).fill(0xee).buffer)
  const length = encode(little, fresh, true)
  expect(encode(little, dirty, true)).toBe(length)
  expect(Buffer.from(dirty.buffer, 0, length).equals(Buffer.from(fresh.buffer, 0, length))).toBe(true)
})

test('an older message lacks what came later', () => {
  const view = new DataView(new ArrayBuffer(512))
  const late = new little.EverythingEncoder().wrap(view, 0)
  late.late(5).lateSide(little.SIDE_OFFER).outerCount(0)
  const blockLength = 131
  const oldOuter = blockLength
  view.setUint16(oldOuter, 6, true)
  view.setUint8(oldOuter + 2, 0)
  view.setUint16(oldOuter + 3, 2, true)
  view.setUint8(oldOuter + 5, 79)
  view.setUint8(oldOuter + 6, 75)
  const old = new little.EverythingDecoder().wrap(view, 0, blockLength, 1)
  expect([old.late(), old.lateSide(), old.lateNested()]).toEqual([
    little.EverythingDecoder.LATE_NULL,
    little.SIDE_NULL,
    null,
  ])
  expect(old.outer().count()).toBe(0)
  expect(old.later().hasNext()).toBe(false)
  expect([old.text(), old.blobLength(), old.skipBlob() === old.limit()]).toEqual(['OK', 0, true])
})

test('a newer message has a longer block and unknown parts are skipped', () => {
  const view = new DataView(new ArrayBuffer(512))
  const message = new little.EmptyDecoder().wrap(view, 0, 40, 9)
  expect([message.offset(), message.limit(), message.encodedLength()]).toEqual([0, 40, 40])
})

test('encoders refuse more entries and longer data than the schema allows', () => {
  const view = new DataView(new ArrayBuffer(1024))
  const message = new little.EverythingEncoder().wrap(view, 0)
  expect(() => message.outerCount(101)).toThrow('outer has more than 100 entries')
  expect(() => message.outerCount(0).next()).toThrow('outer has more entries than its count')
  expect(() => message.putBlob(new Uint8Array(300), 0, 255)).toThrow('blob is longer than 254 bytes')
  message.code('abcdefghij')
  expect(new little.EverythingDecoder().wrap(view, 0).code()).toBe('abcdef')
})

test('the adapter hands each message to its listener', () => {
  const view = new DataView(new ArrayBuffer(512))
  const end = encode(little, view, true)
  new little.EmptyEncoder().wrapAndApplyHeader(view, end)
  const seen: string[] = []
  const adapter = new little.FeatureAdapter({
    onEverything: (message) => seen.push(`everything ${message.code()}`),
    onEmpty: (message) => seen.push(`empty ${message.encodedLength()}`),
  })
  expect([adapter.dispatch(view, 0), adapter.dispatchChecked(view, end, end + HEADER)]).toEqual([1, 2])
  expect(adapter.dispatchChecked(view, end, end + HEADER - 1)).toBe(little.INCOMPLETE_MESSAGE)
  expect(seen).toEqual(['everything abc', 'empty 0'])
})
