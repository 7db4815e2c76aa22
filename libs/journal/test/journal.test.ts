import { Prng } from '@reflex/base'
import { describe, expect, test } from 'vitest'
import { Journal, JournalReader, MemoryStorage } from '../src/index.ts'
import { bytesOf, Recorder } from './recorder.ts'

const FIRST = 'data/orders-0000000000000000.journal'

function open(storage: MemoryStorage, segmentBytesMax = 1 << 20, sessionEpochMs = 0): Journal {
  return new Journal({ storage, dir: 'data', name: 'orders', sessionEpochMs, segmentBytesMax })
}

function put(journal: Journal, text: string, nowNs = 5, streamId = 7): number {
  const bytes = bytesOf(`xx${text}`)
  return journal.append(nowNs, streamId, bytes, 2, bytes.length - 2)
}

function linesFrom(storage: MemoryStorage, fromIndex = 0): string[] {
  const recorder = new Recorder()
  const reader = new JournalReader({ storage, dir: 'data', name: 'orders', fromIndex })
  reader.readAll(recorder)
  reader.close()
  return recorder.lines
}

describe('journal', () => {
  test('gives back what was appended, with one write a flush', () => {
    const storage = new MemoryStorage()
    const journal = open(storage)
    expect(put(journal, '35=D', 123_456_789_012_345, -3)).toBe(0)
    expect(put(journal, '')).toBe(1)
    expect(put(journal, 'x'.repeat(3000))).toBe(2)
    expect(journal.flushedIndex).toBe(0)
    const before = storage.appendCount
    journal.flush()
    journal.flush()
    expect(storage.appendCount).toBe(before + 1)
    expect(journal.flushedIndex).toBe(3)
    expect(linesFrom(storage)).toEqual(['0 123456789012345 -3 35=D', '1 5 7 ', `2 5 7 ${'x'.repeat(3000)}`])
    expect(linesFrom(storage, 2)).toEqual([`2 5 7 ${'x'.repeat(3000)}`])
  })

  test('a record longer than the buffer and than a segment goes through', () => {
    const storage = new MemoryStorage()
    const journal = new Journal({
      storage,
      dir: 'data',
      name: 'orders',
      sessionEpochMs: 0,
      segmentBytesMax: 256,
      bufferBytes: 64,
    })
    for (const text of ['a', 'b'.repeat(900), 'c']) put(journal, text)
    journal.close()
    expect(linesFrom(storage).map((line) => line.slice(-1))).toEqual(['a', 'b', 'c'])
    expect(storage.list('data')).toHaveLength(3)
  })

  test('rolls at the size limit and reads across segments from any index', () => {
    const storage = new MemoryStorage()
    const journal = open(storage, 200)
    const wanted: string[] = []
    for (let i = 0; i < 50; i++) {
      put(journal, `m${i}`)
      if (i % 3 === 0) journal.flush()
      wanted.push(`${i} 5 7 m${i}`)
    }
    journal.close()
    expect(storage.list('data').length).toBeGreaterThan(5)
    for (const from of [0, 1, 13, 49]) expect(linesFrom(storage, from)).toEqual(wanted.slice(from))
  })

  test('a checkpoint can be the first record of every segment', () => {
    const storage = new MemoryStorage()
    const options = { storage, dir: 'data', name: 'orders', sessionEpochMs: 0, segmentBytesMax: 200 }
    const journal: Journal = new Journal({ ...options, onRoll: () => put(journal, `state ${journal.nextIndex}`) })
    const indexes = Array.from({ length: 9 }, (_, i) => put(journal, `m${i}`))
    journal.flush()
    expect(indexes).toEqual([1, 2, 3, 4, 6, 7, 8, 9, 11])
    expect(linesFrom(storage).filter((line) => line.includes('state'))).toHaveLength(storage.list('data').length)
    expect(linesFrom(storage, 5).slice(0, 2)).toEqual(['5 5 7 state 5', '6 5 7 m4'])
  })

  test('a new session epoch begins a new segment', () => {
    const storage = new MemoryStorage()
    const first = open(storage)
    put(first, 'yesterday')
    first.close()
    const second = open(storage, 1 << 20, 86_400_000)
    expect(put(second, 'today')).toBe(1)
    second.close()
    const reader = new JournalReader({ storage, dir: 'data', name: 'orders' })
    const recorder = new Recorder()
    reader.poll(recorder, 1)
    expect(reader.sessionEpochMs).toBe(0)
    reader.poll(recorder, 1)
    expect(reader.sessionEpochMs).toBe(86_400_000)
    expect(recorder.lines).toEqual(['0 5 7 yesterday', '1 5 7 today'])
  })

  test('retention removes whole old segments, never the current one nor what must be kept', () => {
    const storage = new MemoryStorage()
    const journal = open(storage, 200)
    for (let i = 0; i < 40; i++) put(journal, `m${i}`)
    journal.flush()
    const count = storage.list('data').length
    expect(journal.retain({ segmentsMax: 3, keepFromIndex: 6 })).toBeGreaterThan(0)
    expect(linesFrom(storage, 6)[0]).toBe('6 5 7 m6')
    expect(journal.retain({ segmentsMax: 3 })).toBeGreaterThan(0)
    expect(storage.list('data')).toHaveLength(3)
    expect(count).toBeGreaterThan(6)
    journal.retain({ bytesMax: 0 })
    expect(linesFrom(storage).at(-1)).toBe('39 5 7 m39')
  })

  test('group commit syncs at most once an interval, and every flush when it is 0', () => {
    const storage = new MemoryStorage()
    const options = { storage, dir: 'data', name: 'orders', sessionEpochMs: 0 }
    const journal = new Journal({ ...options, syncIntervalNs: 100 })
    for (let nowNs = 0; nowNs < 1000; nowNs += 10) {
      put(journal, 'm', nowNs)
      journal.flush()
    }
    expect(storage.syncCount).toBe(10)
    expect(journal.syncIfDue(2000)).toBe(true)
    expect(journal.syncIfDue(3000)).toBe(false)
    const strict = new Journal({ ...options, name: 'strict', syncIntervalNs: 0 })
    storage.syncCount = 0
    put(strict, 'm')
    strict.flush()
    strict.flush()
    expect(storage.syncCount).toBe(1)
  })
})

describe('journal recovery', () => {
  test('cuts a torn tail at every byte and goes on behind the last whole record', () => {
    const whole = new MemoryStorage()
    const journal = open(whole)
    for (const text of ['one', 'twelve bytes', 'three']) put(journal, text)
    journal.flush()
    const size = whole.size(FIRST)
    for (let length = 0; length < size; length++) {
      const storage = new MemoryStorage()
      storage.openAppend(FIRST).append(whole.readAll(FIRST), 0, length)
      const before = length < 40 ? [] : linesFrom(storage)
      const again = open(storage)
      expect(again.nextIndex).toBe(before.length)
      put(again, 'new')
      again.flush()
      expect(linesFrom(storage)).toEqual([...before, `${before.length} 5 7 new`])
      expect(again.tornLength).toBe(
        length - [0, 40, 72, 112].findLast((end) => end <= length && (end > 0 || length < 40))!,
      )
    }
  })

  test('tells a damaged record in the middle from a torn tail', () => {
    for (const position of [40, 44, 50, 57, 61, 65]) {
      const storage = new MemoryStorage()
      const journal = open(storage)
      for (const text of ['one', 'two', 'three']) put(journal, text)
      journal.flush()
      storage.flip(FIRST, position)
      expect(() => linesFrom(storage)).toThrow(/orders-0000000000000000\.journal: bad record 0 at offset 40/)
      expect(() => open(storage)).toThrow(/bad record 0/)
    }
  })

  test('a damaged last record is a torn tail', () => {
    const storage = new MemoryStorage()
    const journal = open(storage)
    for (const text of ['one', 'two']) put(journal, text)
    journal.flush()
    storage.flip(FIRST, 97)
    expect(linesFrom(storage)).toEqual(['0 5 7 one'])
    expect(open(storage).tornLength).toBe(32)
  })

  test('a segment that lost its end, or vanished, is corruption', () => {
    const storage = new MemoryStorage()
    const journal = open(storage, 100)
    for (let i = 0; i < 6; i++) put(journal, `m${i}`)
    journal.flush()
    storage.truncate(FIRST, storage.size(FIRST) - 8)
    expect(() => linesFrom(storage)).toThrow(/no record \d at offset \d+, but later segments follow/)
    storage.remove('data/orders-0000000000000002.journal')
    expect(() => linesFrom(storage, 1)).toThrow(/REFLEX|later segments follow/)
  })

  test.each([1, 2, 3])(
    'keeps every flushed record over crashes and every synced one over power loss, seed %i',
    (seed) => {
      const random = new Prng(seed)
      const storage = new MemoryStorage()
      let kept: string[] = []
      for (let life = 0; life < 40; life++) {
        const journal = new Journal({
          storage,
          dir: 'data',
          name: 'orders',
          sessionEpochMs: 0,
          segmentBytesMax: 2000,
          syncIntervalNs: 1e9,
        })
        expect(linesFrom(storage)).toEqual(kept)
        const written = [...kept]
        let flushed = kept.length
        let synced = kept.length
        for (let i = random.nextInt(30); i > 0; i--) {
          const text = 'x'.repeat(random.nextInt(200))
          written.push(`${put(journal, text, 9)} 9 7 ${text}`)
          if (random.nextBoolean(0.3)) journal.flush()
          if (random.nextBoolean(0.1)) {
            journal.flush()
            journal.sync()
            synced = journal.flushedIndex
          }
          flushed = journal.flushedIndex
        }
        if (random.nextBoolean(0.5)) {
          storage.crash('data')
          kept = written.slice(0, flushed)
        } else {
          storage.powerLoss('data', random)
          kept = linesFrom(storage)
          expect(kept.length).toBeGreaterThanOrEqual(synced)
          expect(kept).toEqual(written.slice(0, kept.length))
        }
      }
    },
  )
})

describe('following a writer', () => {
  test('delivers what is flushed, in order, over rolls', () => {
    const storage = new MemoryStorage()
    const recorder = new Recorder()
    const reader = new JournalReader({ storage, dir: 'data', name: 'orders' })
    expect(reader.poll(recorder, 10)).toBe(0)
    const journal = open(storage, 300)
    const random = new Prng(4)
    const wanted: string[] = []
    for (let i = 0; i < 400; i++) {
      wanted.push(`${put(journal, `m${i}`)} 5 7 m${i}`)
      if (random.nextBoolean(0.3)) journal.flush()
      if (random.nextBoolean(0.5)) reader.poll(recorder, 1 + random.nextInt(5))
      expect(recorder.lines.length).toBeLessThanOrEqual(journal.flushedIndex)
    }
    journal.flush()
    reader.readAll(recorder)
    expect(recorder.lines).toEqual(wanted)
  })

  test('waits for the rest of a write it sees half of', () => {
    const storage = new MemoryStorage()
    const source = new MemoryStorage()
    const journal = open(source)
    for (const text of ['one', 'two']) put(journal, text)
    journal.flush()
    const bytes = source.readAll(FIRST)
    const file = storage.openAppend(FIRST)
    const recorder = new Recorder()
    const reader = new JournalReader({ storage, dir: 'data', name: 'orders' })
    for (let i = 0; i < bytes.length; i++) {
      file.append(bytes, i, 1)
      reader.poll(recorder, 10)
    }
    expect(recorder.lines).toEqual(['0 5 7 one', '1 5 7 two'])
    expect(reader.tornLength).toBe(0)
  })
})
