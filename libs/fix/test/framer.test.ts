import { Prng } from '@reflex/base'
import { describe, expect, test } from 'vitest'
import {
  FIX_BAD_BODY_LENGTH,
  FIX_BAD_CHECKSUM,
  FIX_GARBLED,
  FIX_OK,
  FIX_PARTIAL,
  FIX_TOO_LONG,
  FixFramer,
  putCheckSum,
  sumBytes,
} from '../src/index.ts'
import { bytesOf, message } from './fix-folder.ts'

const framer = new FixFramer(1000)
const good = message('FIX.4.4', '35=0|49=A|56=B|34=1|52=20260130-09:15:02|')

describe('FixFramer', () => {
  test('every beginning of a message is partial, the whole is good, whatever follows', () => {
    for (let length = 0; length < good.length; length++) expect(framer.scan(good, 0, length)).toBe(FIX_PARTIAL)
    expect(framer.scan(good, 0, good.length)).toBe(FIX_OK)
    expect(framer.messageLength).toBe(good.length)
    const two = Buffer.concat([good, good])
    expect(framer.scan(two, 0, two.length)).toBe(FIX_OK)
    expect(framer.messageLength).toBe(good.length)
  })

  test.each([
    ['xyz8=FIX.4.4|9=5|', FIX_GARBLED, 3],
    ['9=5|35=0|8=FIX.4.4|', FIX_GARBLED, 9],
    ['8=|9=5|35=0|', FIX_GARBLED, 12],
    ['8=FIX.4.4.4.4.4.4|9=5|', FIX_GARBLED, 22],
    ['8=FIX.4.4|35=0|9=5|', FIX_GARBLED, 19],
    ['8=FIX.4.4|9=x|35=0|', FIX_GARBLED, 19],
    ['8=FIX.4.4|9=-5|35=0|', FIX_GARBLED, 20],
    ['8=FIX.4.4|9=|35=0|', FIX_GARBLED, 18],
    ['8=FIX.4.4|9=5000|35=0|', FIX_TOO_LONG, 22],
    ['8=FIX.4.4|9=999|35=0|', FIX_TOO_LONG, 21],
    ['8=FIX.4.4|9=4|35=0|10=000|8=FIX.4.4|', FIX_BAD_BODY_LENGTH, 26],
    ['8=FIX.4.4|9=5|35=0|10=000|8=FIX.4.4|', FIX_BAD_CHECKSUM, 26],
    ['8=FIX.4.4|9=5|35=0|10=a00|', FIX_BAD_CHECKSUM, 26],
  ])('%s gives %i and skips %i bytes', (text, code, skip) => {
    const bytes = bytesOf(text)
    expect(framer.scan(bytes, 0, bytes.length)).toBe(code)
    expect(framer.skipLength).toBe(skip)
  })

  test('recovers every good message from a stream with damage, cut anywhere', () => {
    const seed = Number(process.env['REFLEX_SEED'] ?? 11)
    console.log(`seed ${seed} (REFLEX_SEED)`)
    const random = new Prng(seed)
    for (let round = 0; round < 200; round++) {
      const parts: Uint8Array[] = []
      let expected = 0
      for (let i = 0; i < 8; i++) {
        const bytes = Uint8Array.from(
          message('FIX.4.4', `35=0|49=A|56=B|34=${i + 1}|58=${'x'.repeat(random.nextInt(20) + 1)}|`),
        )
        // Damage behind the header only: a wrong BodyLength may rightly swallow what follows.
        if (random.nextBoolean(0.3)) bytes[20 + random.nextInt(bytes.length - 28)]! ^= 0x40
        else expected++
        parts.push(bytes)
      }
      const stream = Buffer.concat(parts)
      let start = 0
      let end = 0
      let count = 0
      while (true) {
        const code = framer.scan(stream, start, end)
        if (code === FIX_OK) count++
        if (code === FIX_PARTIAL) {
          if (end === stream.length) break
          end = Math.min(stream.length, end + 1 + random.nextInt(30))
        } else start += code === FIX_OK ? framer.messageLength : framer.skipLength
      }
      expect(start).toBe(stream.length)
      expect(count).toBe(expected)
    }
  })
})

test('sums are those of a plain loop, at any offset and length', () => {
  const bytes = Uint8Array.from({ length: 9000 }, (_, i) => (i * 7919 + 255) & 255)
  bytes.fill(255, 4000)
  for (const [start, length] of [
    [0, 0],
    [1, 3],
    [3, 1023],
    [5, 1024],
    [7, 4095],
    [4001, 4990],
  ] as const) {
    let sum = 0
    for (let i = start; i < start + length; i++) sum += bytes[i]!
    expect(sumBytes(bytes, start, start + length)).toBe(sum & 255)
  }
})

test('the check sum of a message is its last field', () => {
  const bytes = new Uint8Array(128)
  bytes.set(good.subarray(0, good.length - 7))
  expect(putCheckSum(bytes, 0, good.length - 7)).toBe(good.length)
  expect(Buffer.from(bytes.subarray(0, good.length)).equals(good)).toBe(true)
})
