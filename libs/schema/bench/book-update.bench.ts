/** Encode and decode of a BookUpdate: `npx tsx --conditions=source libs/schema/bench/book-update.bench.ts [n]`. */

import { Prng, SessionTime } from '@reflex/base'
import { type BenchRun, measure, sizeOf } from '@reflex/base/measure'
import {
  type BookAction,
  type BookSide,
  BookUpdateDecoder,
  BookUpdateEncoder,
  MarketDataAdapter,
  type MarketDataListener,
} from '../src/market-data/index.ts'

const SEED = 4
const ENTRIES = 2
const MESSAGES = 1024
const SLOT = 128
const session = new SessionTime(Date.UTC(2026, 6, 29))
const noop = (): void => {}

/** Writes a BookUpdate with all its fields and entries. */
function encodeUpdate(encoder: BookUpdateEncoder, view: DataView, offset: number, values: Int32Array): number {
  const value = values[(offset / SLOT) & (values.length - 1)]!
  encoder
    .wrapAndApplyHeader(view, offset)
    .instrumentId(value & 255)
    .venueIndex(3)
    .ingestId(value)
  encoder
    .captureTime(session, value)
    .publishTime(session, value + 900)
    .venueTime(session, value - 50_000)
  encoder.seqNum(value).rptSeq(value).flags(1)
  const entries = encoder.entriesCount(ENTRIES)
  for (let j = 0; j < ENTRIES; j++)
    entries
      .next()
      .action((j & 1) as BookAction)
      .side((value & 1) as BookSide)
      .priceTicks(6_000_000 + (value & 1023))
      .qtyLots(value & 65_535)
  return encoder.limit()
}

function randomValues(): Int32Array {
  const random = new Prng(SEED)
  return Int32Array.from({ length: MESSAGES }, () => random.nextInt(1_000_000_000))
}

export function runEncodeBench(operations: number): BenchRun {
  const values = randomValues()
  const view = new DataView(new ArrayBuffer(MESSAGES * SLOT))
  const encoder = new BookUpdateEncoder()
  return (onOperation) => {
    let hash = 0
    for (let i = 0; i < operations; i++) {
      hash = (hash * 31 + encodeUpdate(encoder, view, (i & (MESSAGES - 1)) * SLOT, values)) | 0
      onOperation?.()
    }
    return hash ^ view.getInt32(8 + 6, true)
  }
}

/** Reads every field and entry. */
class Reader implements MarketDataListener {
  hash = 0
  onBookUpdate(update: BookUpdateDecoder): void {
    let hash = update.instrumentId() + update.venueIndex() + update.ingestId() + update.seqNum() + update.rptSeq()
    hash += update.captureTime(session) + update.publishTime(session) + update.venueTime(session) + update.flags()
    const entries = update.entries()
    while (entries.hasNext()) {
      entries.next()
      hash += entries.action() + entries.side() + entries.priceTicks() + entries.qtyLots()
    }
    this.hash = (this.hash * 31 + hash) | 0
  }
  onTrade = noop
  onBbo = noop
  onBookSnapshot = noop
  onInstrumentStatus = noop
  onFeedHeartbeat = noop
  onMarkPrice = noop
}

/** @param isChecked measure each message before it is read, as for bytes from outside. */
export function runDecodeBench(operations: number, isChecked = false): BenchRun {
  const values = randomValues()
  const view = new DataView(new ArrayBuffer(MESSAGES * SLOT))
  const encoder = new BookUpdateEncoder()
  for (let i = 0; i < MESSAGES; i++) encodeUpdate(encoder, view, i * SLOT, values)
  const reader = new Reader()
  const adapter = new MarketDataAdapter(reader)
  return (onOperation) => {
    reader.hash = 0
    for (let i = 0; i < operations; i++) {
      const offset = (i & (MESSAGES - 1)) * SLOT
      if (isChecked) adapter.dispatchChecked(view, offset, offset + SLOT)
      else adapter.dispatch(view, offset)
      onOperation?.()
    }
    return reader.hash
  }
}

if (process.argv[1] === import.meta.filename) {
  const operations = sizeOf(1_000_000)
  const length = new BookUpdateDecoder().wrap(new DataView(new ArrayBuffer(0)), 0).limit() + 8 + 4 + ENTRIES * 18
  const inputs = `seed ${SEED}, ${ENTRIES} entries, ${length} bytes, all ${9 + ENTRIES * 4} fields`
  measure({ name: 'BookUpdate encode', inputs, operations, rounds: 9 }, runEncodeBench(operations))
  measure({ name: 'BookUpdate decode by adapter', inputs, operations, rounds: 9 }, runDecodeBench(operations))
  measure({ name: 'BookUpdate decode, checked', inputs, operations, rounds: 9 }, runDecodeBench(operations, true))
}
