import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { constants, gzipSync } from 'node:zlib'
import { Prng } from '@reflex/base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ByteSource } from '../src/recording/byte-source.ts'
import { GunzipSource } from '../src/recording/gunzip-source.ts'
import { LineReader } from '../src/recording/line-reader.ts'

class Bytes implements ByteSource {
  readonly #bytes: Uint8Array
  readonly #step: number
  #at = 0

  constructor(bytes: Uint8Array, step: number) {
    this.#bytes = bytes
    this.#step = step
  }

  read(target: Uint8Array, offset: number, length: number): number {
    const count = Math.min(length, this.#step, this.#bytes.length - this.#at)
    target.set(this.#bytes.subarray(this.#at, this.#at + count), offset)
    this.#at += count
    return count
  }

  close(): void {}
}

function unpacked(packed: Uint8Array, inStep = 65_536, outStep = 10_000): Buffer {
  const source = new GunzipSource(new Bytes(packed, inStep))
  const parts: Buffer[] = []
  const part = new Uint8Array(outStep)
  for (let count = source.read(part, 0, outStep); count > 0; count = source.read(part, 0, outStep)) {
    parts.push(Buffer.from(part.subarray(0, count)))
  }
  return Buffer.concat(parts)
}

/** Text that repeats itself at all distances, with runs and noise. */
function sample(prng: Prng, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  for (let at = 0; at < length; ) {
    const kind = prng.nextInt(3)
    const count = Math.min(length - at, 1 + prng.nextInt(400))
    if (kind === 0) for (let i = 0; i < count; i++) bytes[at + i] = prng.nextInt(256)
    else if (kind === 1 || at === 0) bytes.fill(48 + prng.nextInt(10), at, at + count)
    else bytes.copy(bytes, at, prng.nextInt(at), at + count)
    at += count
  }
  return bytes
}

describe('unpacking gzip as it is asked for', () => {
  it.each([0, 1, 100, 32_768, 262_144, 1_000_000])('gives back %i bytes at every level and strategy', (length) => {
    const bytes = sample(new Prng(length + 1), length)
    const { Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE } = constants
    for (const level of [0, 1, 6, 9]) {
      for (const strategy of [Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE]) {
        const packed = gzipSync(bytes, { level, strategy })
        expect(unpacked(packed).equals(bytes), `level ${level}, strategy ${strategy}`).toBe(true)
      }
    }
  })

  it('does not mind how the bytes come, and reads one member after the other', () => {
    const bytes = sample(new Prng(7), 5000)
    const packed = Buffer.concat([gzipSync(bytes), gzipSync(bytes.subarray(0, 77))])
    for (const step of [1, 2, 3, 1000]) {
      expect(unpacked(packed, step, 1 + step * 3).equals(Buffer.concat([bytes, bytes.subarray(0, 77)]))).toBe(true)
    }
  })

  it('never gives wrong bytes for damaged ones without saying so', () => {
    const prng = new Prng(11)
    const bytes = sample(prng, 4000)
    const packed = gzipSync(bytes)
    for (let i = 0; i < 500; i++) {
      const damaged = Buffer.from(packed)
      damaged[10 + prng.nextInt(packed.length - 10)]! ^= 1 << prng.nextInt(8)
      expect(() => unpacked(damaged)).toThrow()
    }
    for (let length = 1; length < packed.length; length += 37) {
      expect(() => unpacked(packed.subarray(0, length))).toThrow()
    }
  })
})

describe('reading lines', () => {
  let dir = ''
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'reflex-lines-'))
  })
  afterAll(() => rmSync(dir, { recursive: true }))

  const linesOf = (text: string | Uint8Array): string[] => {
    const path = join(dir, 'lines')
    writeFileSync(path, text)
    const reader = new LineReader(path)
    const lines: string[] = []
    while (reader.next()) {
      const json = Buffer.from(reader.bytes.subarray(reader.offset, reader.offset + reader.length)).toString()
      lines.push(`${reader.epochMs}+${reader.nanos} ${json}`)
    }
    reader.close()
    return lines
  }

  it('takes stamps in ms, us and ns, line ends of both kinds, and a last line without one', () => {
    const text = '1700000000001 {}\n1700000000001002 {"a":1}\r\n1700000000001002003 {"b":2}'
    const expected = ['1700000000001+0 {}', '1700000000001+2000 {"a":1}', '1700000000001+2003 {"b":2}']
    expect(linesOf(text)).toEqual(expected)
    expect(linesOf(gzipSync(text))).toEqual(expected)
    expect(linesOf('')).toEqual([])
  })

  it('takes lines longer than its buffer', () => {
    const long = 'x'.repeat(1_500_000)
    expect(linesOf(gzipSync(`1700000000001 {}\n1700000000002 ${long}\n1700000000003 {}\n`))).toEqual([
      '1700000000001+0 {}',
      `1700000000002+0 ${long}`,
      '1700000000003+0 {}',
    ])
  })

  it('names file and line of what is no such line', () => {
    for (const bad of ['x', '17 {}', '1700000000001', '1700000000001-{}']) {
      expect(() => linesOf(`1700000000001 {}\n${bad}\n`)).toThrow(/lines, line 2: expected a receive time/)
    }
    expect(() => linesOf(gzipSync('1700000000001 {}\n').subarray(0, 20))).toThrow(/cannot be unpacked/)
  })
})
