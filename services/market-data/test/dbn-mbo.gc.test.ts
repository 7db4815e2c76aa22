/** No garbage: a day of market by order, read again and again with a tick table, without one collection. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { GCProfiler } from 'node:v8'
import { L2Book, type Side } from '@reflex/book'
import { MessageFrame } from '@reflex/service-host'
import { expect, test } from 'vitest'
import { DBN_MBO_LENGTH, DbnMboHandler } from '../src/core/feeds/dbn/dbn-mbo-handler.ts'
import { BlockReader } from '../src/feeds/block-reader.ts'
import { SetFile } from '../src/feeds/set-file.ts'

const DATA = process.env['REFLEX_DATA'] ?? join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data')
const FILE = join(DATA, 'databento-es-mbo', 'esh4-glbx-mdp3-20231225.mbo.dbn.zst')
const RECORDS_MAX = 70_000
const TICK = 250_000_000
const CLEAR = 82

function loadRecords(): { readonly bytes: Uint8Array; readonly end: number } {
  const reader = new BlockReader(new SetFile(FILE, FILE))
  reader.need(8)
  reader.skip(8 + reader.view.getUint32(reader.offset + 4, true))
  const bytes = new Uint8Array((RECORDS_MAX + 1) * DBN_MBO_LENGTH)
  let end = DBN_MBO_LENGTH
  while (end < bytes.length && reader.need(DBN_MBO_LENGTH)) {
    bytes.set(reader.bytes.subarray(reader.offset, reader.offset + DBN_MBO_LENGTH), end)
    reader.take(DBN_MBO_LENGTH)
    end += DBN_MBO_LENGTH
  }
  bytes.copyWithin(0, DBN_MBO_LENGTH, 2 * DBN_MBO_LENGTH)
  bytes[38] = CLEAR
  return { bytes, end }
}

const noop = (): void => {}

test.skipIf(!existsSync(FILE))('275,000 records collect no garbage', { retry: 4, timeout: 120_000 }, () => {
  const { bytes, end } = loadRecords()
  const view = new DataView(bytes.buffer)
  const frame = new MessageFrame()
  const book = new L2Book(2048)
  const listener = {
    onBookReset: () => book.clear(),
    onLevel: (_instrument: number, side: Side, price: number, qty: number) => void book.update(side, price, qty),
    onBookEvent: () => true,
    ...{ onTrade: noop, onMarkPrice: noop, onTradingState: noop, onStale: noop, onLive: noop },
  }
  const directory = { resolve: () => 0, priceUnits: () => TICK, qtyUnits: () => 1 }
  const handler = new DbnMboHandler({ venueId: 0, directory, listener, symbolOf: () => 'ES' })
  const pass = (): void => {
    for (let at = 0; at < end; at += DBN_MBO_LENGTH) {
      frame.set(0, 0, bytes, view, at, DBN_MBO_LENGTH)
      handler.onFrame(at, frame)
    }
  }
  for (let warmUp = 0; warmUp < 6; warmUp++) pass()
  const profiler = new GCProfiler()
  profiler.start()
  for (let i = 0; i < 4; i++) pass()
  expect(profiler.stop()?.statistics.map(({ gcType }) => gcType)).toEqual([])
  expect([handler.garbled, handler.gaps, book.bidPrice, book.askPrice]).toEqual([0, 0, 19_240, 19_241])
})
