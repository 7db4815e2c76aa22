/**
 * Snapshots of a service's state, each with the journal index it covers: state after all records below that index.
 * Recovery is `loadLatest()`, then the journal from `index` on. A snapshot is written under another name, synced and
 * renamed: there is never half a one. The last two are kept: when the newest is damaged, the one before it and a longer
 * replay give the same state.
 *
 *     file   0  magic u32 | version u32        24  session epoch, ms, f64
 *            8  journal index, f64             32  length of the bytes, f64
 *           16  taken at, ns, f64              40  CRC-32 of 0..39 and the bytes with padding, u32 | zero
 *           48  bytes, zero padded to a multiple of eight
 */

import { crcOfWords } from './crc32.ts'
import { SegmentBuffer } from './segment-format.ts'
import type { Storage } from './storage.ts'

export interface Snapshot {
  /** The first journal record that the state does not contain. */
  readonly index: number
  readonly nowNs: number
  readonly sessionEpochMs: number
  readonly bytes: Uint8Array
}

const MAGIC = 0x53584652
const VERSION = 1
const HEADER_LENGTH = 48
const CRC_WORD = 10
const KEPT = 2
const PATTERN = /^(.*)-(\d{16})\.snapshot$/

export class SnapshotStore {
  readonly #storage: Storage
  readonly #dir: string
  readonly #name: string
  #damagedCount = 0

  constructor(storage: Storage, dir: string, name: string) {
    this.#storage = storage
    this.#dir = dir
    this.#name = name
    storage.mkdir(dir)
  }

  /** Snapshots that `loadLatest` passed over because their CRC did not hold. */
  get damagedCount(): number {
    return this.#damagedCount
  }

  /** Writes and syncs a snapshot (milliseconds: not on the turn of an order), then removes all but the last two. */
  save(snapshot: Snapshot): void {
    const path = this.#path(snapshot.index)
    const temporary = `${path}.tmp`
    const bytes = encode(snapshot)
    this.#storage.remove(temporary)
    const file = this.#storage.openAppend(temporary)
    file.append(bytes, 0, bytes.length)
    file.sync()
    file.close()
    this.#storage.rename(temporary, path)
    this.#storage.syncDir(this.#dir)
    for (const index of this.#indexes().slice(0, -KEPT)) this.#storage.remove(this.#path(index))
  }

  /** @returns the newest whole snapshot, or null. */
  loadLatest(): Snapshot | null {
    for (const index of this.#indexes().reverse()) {
      const snapshot = decode(this.#storage.readAll(this.#path(index)))
      if (snapshot !== null) return snapshot
      this.#damagedCount++
    }
    return null
  }

  /**
   * Oldest index that a kept snapshot covers: the journal below it may go (`Journal.retain`, keepFromIndex). 0 when
   * there is none.
   */
  get oldestIndex(): number {
    return this.#indexes()[0] ?? 0
  }

  #indexes(): number[] {
    const indexes: number[] = []
    for (const file of this.#storage.list(this.#dir)) {
      const match = PATTERN.exec(file)
      if (match !== null && match[1] === this.#name) indexes.push(Number(match[2]))
    }
    return indexes
  }

  #path(index: number): string {
    return `${this.#dir}/${this.#name}-${String(index).padStart(16, '0')}.snapshot`
  }
}

function encode(snapshot: Snapshot): Uint8Array {
  const buffer = new SegmentBuffer(HEADER_LENGTH + snapshot.bytes.length)
  buffer.words[0] = MAGIC
  buffer.words[1] = VERSION
  buffer.doubles[1] = snapshot.index
  buffer.doubles[2] = snapshot.nowNs
  buffer.doubles[3] = snapshot.sessionEpochMs
  buffer.doubles[4] = snapshot.bytes.length
  buffer.bytes.set(snapshot.bytes, HEADER_LENGTH)
  buffer.words[CRC_WORD] = crcOfWords(buffer.words, 0, buffer.words.length)
  return buffer.bytes
}

function decode(bytes: Uint8Array): Snapshot | null {
  if (bytes.length < HEADER_LENGTH || bytes.length % 8 !== 0) return null
  const { bytes: copy, words, doubles } = new SegmentBuffer(bytes.length)
  copy.set(bytes)
  const crc = words[CRC_WORD]! >>> 0
  words[CRC_WORD] = 0
  const length = doubles[4]!
  if (words[0] !== MAGIC || words[1] !== VERSION || crcOfWords(words, 0, words.length) !== crc) return null
  if (length > bytes.length - HEADER_LENGTH) return null
  const body = copy.subarray(HEADER_LENGTH, HEADER_LENGTH + length)
  return { index: doubles[1]!, nowNs: doubles[2]!, sessionEpochMs: doubles[3]!, bytes: body }
}
