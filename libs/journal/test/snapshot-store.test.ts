import { expect, test } from 'vitest'
import { MemoryStorage, SnapshotStore } from '../src/index.ts'
import { bytesOf } from './recorder.ts'

function save(store: SnapshotStore, index: number, text: string): void {
  store.save({ index, nowNs: index * 10, sessionEpochMs: 86_400_000, bytes: bytesOf(text) })
}

test('keeps the last two and loads the newest', () => {
  const storage = new MemoryStorage()
  const store = new SnapshotStore(storage, 'data', 'oms')
  expect(store.loadLatest()).toBeNull()
  expect(store.oldestIndex).toBe(0)
  for (const [index, text] of [
    [3, 'three'],
    [12, ''],
    [20, 'twenty'],
  ] as const)
    save(store, index, text)
  expect(storage.list('data')).toEqual(['oms-0000000000000012.snapshot', 'oms-0000000000000020.snapshot'])
  expect(store.oldestIndex).toBe(12)
  expect(new SnapshotStore(storage, 'data', 'oms').loadLatest()).toEqual({
    index: 20,
    nowNs: 200,
    sessionEpochMs: 86_400_000,
    bytes: new Uint8Array(bytesOf('twenty')),
  })
  expect(new SnapshotStore(storage, 'data', 'o').loadLatest()).toBeNull()
})

test('passes over a damaged one and ignores one that was not finished', () => {
  const storage = new MemoryStorage()
  const store = new SnapshotStore(storage, 'data', 'oms')
  save(store, 1, 'one')
  save(store, 2, 'two')
  storage.openAppend('data/oms-0000000000000003.snapshot.tmp')
  for (const position of [0, 20, 41, 49]) {
    storage.flip('data/oms-0000000000000002.snapshot', position)
    expect(store.loadLatest()?.index).toBe(1)
    storage.flip('data/oms-0000000000000002.snapshot', position)
  }
  expect(store.damagedCount).toBe(4)
  expect(store.loadLatest()?.index).toBe(2)
})
