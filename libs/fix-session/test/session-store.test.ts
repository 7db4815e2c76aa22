import { textOf } from '@reflex/base'
import { MemoryStorage } from '@reflex/journal'
import { expect, test } from 'vitest'
import { SessionStore, type SessionStoreOptions } from '../src/index.ts'

function open(storage: MemoryStorage, options: Partial<SessionStoreOptions> = {}): SessionStore {
  return new SessionStore({ storage, dir: 'fix', name: 'one', sessionEpochMs: 0, ...options })
}

function message(seqNum: number, id = ''): Uint8Array {
  return Buffer.from(`8=FIX.4.4|9=5|35=D|34=${seqNum}|11=${id}|10=000|`.replaceAll('|', '\x01'), 'latin1')
}

function receive(store: SessionStore, id = ''): void {
  const bytes = message(store.nextIn, id)
  store.appendIn(5, store.nextIn, bytes, 0, bytes.length)
}

function send(store: SessionStore, id = ''): void {
  const bytes = message(store.nextOut, id)
  store.appendOut(6, store.nextOut, bytes, 0, bytes.length)
}

/** Lines of `epoch seqNum id nowNs`. */
function read(store: SessionStore, direction: 'in' | 'out', fromSeq: number, to = Number.MAX_SAFE_INTEGER): string[] {
  const lines: string[] = []
  const onStored = (seq: number, nowNs: number, bytes: Uint8Array, offset: number, length: number, epoch: number) => {
    const text = textOf(bytes, offset, length).replaceAll('\x01', '|')
    lines.push(`${epoch} ${seq} ${text.split('|11=')[1]?.split('|')[0]} ${nowNs}`)
  }
  const count =
    direction === 'in' ? store.readInbound(fromSeq, { onStored }, to) : store.readOutbound(fromSeq, to, { onStored })
  expect(count).toBe(lines.length)
  return lines
}

test('numbers and messages come back after a kill; a torn tail is cut', () => {
  const storage = new MemoryStorage()
  const store = open(storage)
  receive(store, 'i1')
  send(store, 'o1')
  store.setNumbers(7, 5, 2)
  receive(store, 'i5')
  store.flush()
  send(store, 'never flushed')
  const again = open(storage)
  expect([again.nextIn, again.nextOut, again.epoch]).toEqual([6, 2, 0])
  expect(read(again, 'in', 1, 0)).toEqual(['0 1 i1 5', '0 5 i5 5'])
  expect(read(again, 'in', 2, 0)).toEqual(['0 5 i5 5'])
  expect(read(again, 'out', 1)).toEqual(['0 1 o1 6'])
  const file = `fix/${storage.list('fix')[0]}`
  storage.truncate(file, storage.size(file) - 3)
  expect(open(storage).nextIn).toBe(5)
})

test('a reset begins a new epoch; inbound messages can be read across epochs', () => {
  const storage = new MemoryStorage()
  const store = open(storage)
  store.reset(1)
  expect(store.epoch).toBe(0)
  for (const id of ['a', 'b']) receive(store, id)
  send(store, 'old')
  store.reset(1)
  receive(store, 'c')
  send(store, 'new')
  store.flush()
  for (const it of [store, open(storage)]) {
    expect([it.nextIn, it.nextOut, it.epoch]).toEqual([2, 2, 1])
    expect(read(it, 'out', 1)).toEqual(['1 1 new 6'])
    expect(read(it, 'in', 1, 1)).toEqual(['1 1 c 5'])
    expect(read(it, 'in', 2, 0)).toEqual(['0 2 b 5', '1 1 c 5'])
  }
})

test('any part of a long day is found, times are told in today’s session time', () => {
  const storage = new MemoryStorage()
  const store = open(storage, { segmentBytesMax: 4000 })
  for (let i = 1; i <= 1000; i++) {
    receive(store, `i${i}`)
    if (i % 2 === 0) send(store, `o${i / 2}`)
  }
  store.flush()
  const today = open(storage, { sessionEpochMs: 86_400_000 })
  expect(storage.list('fix').length).toBeGreaterThan(10)
  for (const it of [store, today]) {
    const nowNs = it === today ? 6 - 86_400e9 : 6
    expect(read(it, 'out', 300, 302)).toEqual([300, 301, 302].map((n) => `0 ${n} o${n} ${nowNs}`))
    expect(read(it, 'out', 499)).toHaveLength(2)
    expect(read(it, 'in', 998, 0).map((line) => line.split(' ')[2])).toEqual(['i998', 'i999', 'i1000'])
  }
})

test('old segments can go: numbers, epoch and the messages that are left stay right', () => {
  const storage = new MemoryStorage()
  const limits = { segmentBytesMax: 2000, bytesMax: 6000 }
  const store = open(storage, limits)
  for (let i = 1; i <= 100; i++) receive(store, `x${i}`)
  store.reset(1)
  for (let i = 1; i <= 300; i++) {
    receive(store, `i${i}`)
    send(store, `o${i}`)
  }
  store.flush()
  expect(storage.list('fix').length).toBeLessThan(6)
  for (const it of [store, open(storage, limits)]) {
    expect([it.nextIn, it.nextOut, it.epoch]).toEqual([301, 301, 1])
    const out = read(it, 'out', 1)
    expect(out.length).toBeGreaterThan(20)
    expect(out.at(-1)).toBe('1 300 o300 6')
    expect(read(it, 'in', 1, 1).at(-1)).toBe('1 300 i300 5')
    expect(read(it, 'in', 299, 1)).toEqual(['1 299 i299 5', '1 300 i300 5'])
  }
})
