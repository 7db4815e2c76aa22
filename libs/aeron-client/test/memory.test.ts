/** The memory seam: one suite for both mappers, and the views over memory. */

import { Prng, type ReflexError } from '@reflex/base'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HeapMemoryMapper, type MemoryMapper, NativeMemoryMapper, selfTest } from '../src/index.ts'
import { AtomicBuffer } from '../src/internal.ts'
import { SourceCopier } from '../src/logbuffer/source-copier.ts'

const MAPPERS: [string, () => MemoryMapper, string][] = [
  ['heap', () => new HeapMemoryMapper(1024 * 1024), '/bus'],
  ['mmap', () => new NativeMemoryMapper(), `/dev/shm/reflex-test-memory-${process.pid}`],
]

describe.each(MAPPERS)('the %s mapper', (_, create, directory) => {
  let mapper: MemoryMapper

  beforeEach(() => {
    mapper = create()
    mapper.createDirectory(directory)
  })

  afterEach(() => {
    mapper.delete(directory)
  })

  it('lets all who map a file see the same bytes', () => {
    const path = `${directory}/a`
    const one = mapper.createNew(path, 3 * 4096, false)
    const other = mapper.mapExisting(path)
    expect(new Uint8Array(one.buffer).every((byte) => byte === 0)).toBe(true)
    new Uint8Array(one.buffer)[5000] = 7
    expect(new Uint8Array(other.buffer)[5000]).toBe(7)
    expect([mapper.length(path), other.length, mapper.exists(path)]).toEqual([12_288, 12_288, true])
    mapper.unmap(one)
    mapper.unmap(one)
    expect(new Uint8Array(other.buffer)[5000]).toBe(7)
  })

  it('creates only what is not there and maps only what is', () => {
    mapper.createNew(`${directory}/a`, 4096)
    expect(() => mapper.createNew(`${directory}/a`, 4096)).toThrow()
    expect(() => mapper.mapExisting(`${directory}/b`)).toThrow(`${directory}/b`)
    expect([mapper.exists(`${directory}/b`), mapper.length(`${directory}/b`)]).toEqual([false, -1])
  })

  it('lists and deletes files and directories', () => {
    mapper.createDirectory(`${directory}/logs`)
    mapper.createNew(`${directory}/logs/2`, 4096)
    mapper.createNew(`${directory}/a`, 4096)
    expect([mapper.list(directory), mapper.list(`${directory}/logs`)]).toEqual([['a', 'logs'], ['2']])
    mapper.delete(`${directory}/a`)
    mapper.delete(`${directory}/a`)
    expect(mapper.list(directory)).toEqual(['logs'])
    mapper.delete(directory)
    expect([mapper.exists(directory), mapper.list(directory)]).toEqual([false, []])
  })

  it('says how much room there is, and refuses what has none', () => {
    const space = mapper.availableSpace(`${directory}/not/there`)
    expect(space).toBeGreaterThan(0)
    try {
      mapper.createNew(`${directory}/big`, space + 4096)
      expect.unreachable()
    } catch (error) {
      expect((error as ReflexError).code).toBe('REFLEX_STORAGE_SPACE')
      expect((error as Error).message).toMatch(new RegExp(`no room for ${directory}/big: needs ${space + 4096} bytes`))
    }
    expect(mapper.exists(`${directory}/big`)).toBe(false)
  })

  it('passes its self-test', () => {
    selfTest(mapper, directory)
    expect(mapper.list(directory)).toEqual([])
  })
})

describe('mapped memory that was let go', () => {
  it('reads as zeros through a view that somebody kept', () => {
    const mapper = new NativeMemoryMapper()
    const path = `/dev/shm/reflex-test-view-${process.pid}`
    const file = mapper.createNew(path, 4096)
    mapper.delete(path)
    const view = new Uint8Array(file.buffer).fill(9)
    mapper.unmap(file)
    expect(view[100]).toBe(0)
    view[100] = 1
    expect(view[100]).toBe(1)
  })
})

describe('an atomic buffer', () => {
  it('keeps 64-bit values as numbers', () => {
    const buffer = AtomicBuffer.allocate(64)
    for (const value of [0, 1, -1, 2 ** 31, -(2 ** 31), 2 ** 32, 2 ** 32 + 5, 2 ** 52 + 1, -(2 ** 45) - 3]) {
      buffer.putLong(8, value)
      expect([buffer.getLong(8), buffer.getLongVolatile(8), buffer.longs[1]]).toEqual([value, value, BigInt(value)])
      buffer.putLongOrdered(16, value)
      expect(buffer.longs[2]).toBe(BigInt(value))
    }
  })

  it('adds and exchanges', () => {
    const buffer = AtomicBuffer.allocate(64)
    buffer.putLong(0, 2 ** 32 - 1)
    expect([buffer.getAndAddLong(0, 2), buffer.getLong(0)]).toEqual([2 ** 32 - 1, 2 ** 32 + 1])
    expect([buffer.compareAndSetLong(0, 5, 6), buffer.compareAndSetLong(0, 2 ** 32 + 1, -6)]).toEqual([false, true])
    expect([buffer.getLong(0), buffer.compareAndSetInt(0, -6, 3), buffer.getInt(0)]).toEqual([-6, true, 3])
  })

  it('keeps strings with and without their length', () => {
    const buffer = AtomicBuffer.allocate(64)
    expect(buffer.putString(4, 'größe')).toBe(4 + 7)
    expect([buffer.getInt(4), buffer.getString(4), buffer.getStringWithoutLength(8, 2)]).toEqual([7, 'größe', 'gr'])
  })
})

describe('copying a message', () => {
  it('copies exactly the bytes asked for, whatever the length and alignment', () => {
    const random = new Prng(11)
    const copier = new SourceCopier()
    const backing = new Uint8Array(6000).map((_, i) => 1 + (i % 255))
    const sources = [0, 1, 3, 8, 17].map((start) => backing.subarray(start))
    for (let i = 0; i < 5000; i++) {
      const target = AtomicBuffer.allocate(4096)
      const source = sources[random.nextInt(sources.length)]!
      const length = random.nextInt(random.nextBoolean(0.2) ? 3000 : 80)
      const offset = random.nextInt(2000)
      const targetOffset = 32 * random.nextInt(20)
      copier.copy(target, targetOffset, source, offset, length)
      const expected = new Uint8Array(4096)
      expected.set(source.subarray(offset, offset + length), targetOffset)
      expect(Buffer.compare(target.bytes, expected)).toBe(0)
    }
  })
})
