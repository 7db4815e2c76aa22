import { crc32 } from 'node:zlib'
import { Prng } from '@reflex/base'
import { expect, test } from 'vitest'
import { copyAndCrc, crcOfWords } from '../src/crc32.ts'

test('agrees with zlib at every length, copies the bytes and pads with zeros', () => {
  const random = new Prng(1)
  const source = Uint8Array.from({ length: 1100 }, () => random.nextInt(256))
  for (let length = 0; length <= 1050; length++) {
    const words = new Int32Array(300).fill(-1)
    words.set([random.nextUint32() | 0, 2, 3, random.nextUint32() | 0])
    const crc = copyAndCrc(words, 4, 4, source, 3, length)
    const padded = (length + 7) & ~7
    const bytes = new Uint8Array(words.buffer, 0, 16 + padded)
    expect(crc).toBe(crc32(bytes))
    expect(crcOfWords(words, 0, bytes.length / 4)).toBe(crc)
    expect(Buffer.compare(bytes.subarray(16, 16 + length), source.subarray(3, 3 + length))).toBe(0)
  }
})
