/** Files of Databento's DBN, versions 1 to 3, plain or packed. Books come from market by order (MBO). */

import { ASK, BID, type Side, type VenueOrderBook } from '@reflex/book'
import { MessageFrame } from '@reflex/service-host'
import { DbnMboHandler } from '../core/feeds/dbn/dbn-mbo-handler.ts'
import {
  DBN_PRELUDE_LENGTH,
  type DbnMetadata,
  dbnMetadataLength,
  readDbnMetadata,
} from '../core/feeds/dbn/dbn-metadata.ts'
import { BlockReader } from './block-reader.ts'
import type { SetFormat } from './feed-set.ts'
import type { SetBoard } from './set-board.ts'
import { SetClock } from './set-clock.ts'
import { SetDirectory } from './set-directory.ts'
import type { SetFile } from './set-file.ts'

export const DBN_PRICE_DECIMALS = 9
const WORD_LENGTH = 4
const HEADER_LENGTH = 16

export const DBN_FORMAT: SetFormat = {
  name: 'dbn',
  about: 'Databento DBN versions 1 to 3, market by order (other schemas are counted)',
  select: (files) => files.filter(isDbn).map((file) => [file]),
  run: ([file], board) => runDbn(file!, board),
}

function isDbn(file: SetFile): boolean {
  const { head } = file
  return dbnMetadataLength(new DataView(head.buffer, head.byteOffset, head.length), 0, head.length) >= 0
}

function runDbn(file: SetFile, board: SetBoard): void {
  const reader = new BlockReader(file)
  const metadata = readHead(reader)
  const handler = dbnHandler(board, metadata.dataset, (_, id) => metadata.symbols.get(id) ?? String(id))
  const frame = new MessageFrame()
  const clock = new SetClock()
  while (reader.need(HEADER_LENGTH)) {
    const length = reader.bytes[reader.offset]! * WORD_LENGTH
    if (length < HEADER_LENGTH) throw reader.damaged(`a record of ${length} bytes`)
    if (!reader.need(length)) break
    frame.set(0, 0, reader.bytes, reader.view, reader.offset, length)
    board.nowNs = clock.ns(reader.view, reader.offset + 8, true)
    handler.onFrame(board.nowNs, frame)
    reader.take(length)
  }
  endDbn(handler, board, reader.available)
  reader.close()
}

/** A handler for MBO records with its books shown on the board. */
export function dbnHandler(
  board: SetBoard,
  venue: string,
  symbolOf: (publisherId: number, instrumentId: number) => string,
): DbnMboHandler {
  const terms = { venue, priceDecimals: DBN_PRICE_DECIMALS, levelsCapacity: 256 }
  const directory = new SetDirectory(board, terms, (instrument) => {
    showOrders(board.entries[instrument]!, () => handler.books[instrument])
  })
  const handler: DbnMboHandler = new DbnMboHandler({ venueId: 0, directory, listener: board, symbolOf })
  return handler
}

/** Puts the handler's counts on the board. @param bytesLeft of a record that is not whole. */
export function endDbn(handler: DbnMboHandler, board: SetBoard, bytesLeft: number): void {
  board.events = handler.events
  handler.rtypeCounts.forEach((count, rtype) => {
    if (count > 0) board.counts[`rtype ${rtype}`] = count
  })
  handler.actionCounts.forEach((count, action) => {
    if (count > 0) board.counts[String.fromCharCode(action)] = count
  })
  board.counts['unknownOrders'] = handler.unknownOrders
  board.counts['garbled'] = handler.garbled
  board.counts['lastSequence'] = handler.lastSequence
  if (bytesLeft > 0) board.counts['truncatedBytes'] = bytesLeft
  board.entries.forEach((entry, instrument) => {
    const book = handler.books[instrument]!
    entry.events = handler.eventsOf[instrument]!
    entry.gaps = handler.gapsOf[instrument]!
    requireSameLevels(entry, book)
  })
}

/** Shows the orders of a book in rows and results of an instrument. */
export function showOrders(entry: SetBoard['entries'][number], bookOf: () => VenueOrderBook | undefined): void {
  entry.orderCounts = (side: Side, index: number) => bookOf()?.book.orderCountAt(side, index) ?? 0
  entry.orderCount = () => bookOf()?.orderCount ?? 0
}

/** @throws Error when the levels that were told are not those of the orders. */
export function requireSameLevels(entry: SetBoard['entries'][number], book: VenueOrderBook): void {
  const isSame = [BID, ASK].every((side) => isSameSide(entry, book, side as Side))
  if (!isSame) throw new Error(`${entry.instrument.symbol}: levels told differ from the orders`)
}

function isSameSide(entry: SetBoard['entries'][number], { book }: VenueOrderBook, side: Side): boolean {
  if (book.count(side) !== entry.book.count(side)) return false
  for (let i = 0; i < book.count(side); i++)
    if (book.priceAt(side, i) !== entry.book.priceAt(side, i) || book.qtyAt(side, i) !== entry.book.qtyAt(side, i))
      return false
  return true
}

function readHead(reader: BlockReader): DbnMetadata {
  reader.need(DBN_PRELUDE_LENGTH)
  const length = dbnMetadataLength(reader.view, reader.offset, reader.available)
  if (length < 0 || !reader.need(DBN_PRELUDE_LENGTH + length)) throw reader.damaged('no whole DBN metadata')
  const metadata = readDbnMetadata(reader.view, reader.offset, DBN_PRELUDE_LENGTH + length)
  if (metadata === undefined) throw reader.damaged('DBN metadata that ends early')
  reader.take(DBN_PRELUDE_LENGTH + length)
  return metadata
}
