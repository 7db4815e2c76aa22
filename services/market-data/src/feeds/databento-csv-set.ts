/**
 * Databento's CSV of market by order: each row becomes the DBN record that it was made from. A CSV of books by price
 * level (mbp-N) beside it is the golden file: each of its rows must be the book after a row of the same sequence
 * number.
 */

import { MessageFrame } from '@reflex/service-host'
import { DBN_MBO_LENGTH } from '../core/feeds/dbn/dbn-mbo-handler.ts'
import { BlockReader } from './block-reader.ts'
import { dbnHandler, endDbn } from './dbn-set.ts'
import type { SetFormat } from './feed-set.ts'
import { MbpRows } from './mbp-rows.ts'
import type { SetBoard } from './set-board.ts'
import { SetClock } from './set-clock.ts'
import type { SetFile } from './set-file.ts'

const NO_PRICE = 2n ** 63n - 1n
const RTYPE_MBO = 160
const PRICE_PLACES = 9

export const DATABENTO_CSV_FORMAT: SetFormat = {
  name: 'databento-csv',
  about: 'Databento CSV of market by order, held against mbp-N CSV beside it',
  select: (files) => {
    const golden = files.filter((file) => /(^|,)bid_px_00,/.test(headerOf(file)) && has(file, 'sequence'))
    const orders = files.filter((file) => !golden.includes(file) && isOrders(file))
    return orders.map((file) => [file, ...golden.filter((other) => orders.length === 1 || isAlike(file, other))])
  },
  run: ([file, ...golden], board) => runCsv(file!, golden, board),
}

function runCsv(file: SetFile, golden: readonly SetFile[], board: SetBoard): void {
  const reader = new BlockReader(file)
  reader.nextLine()
  const record = new CsvRecord(textOf(reader).split(','))
  let symbol = ''
  const handler = dbnHandler(board, 'DATABENTO', (_, id) => symbol || String(id))
  const frame = new MessageFrame()
  const clock = new SetClock()
  const rows = golden.map((each) => new MbpRows(each, board, handler))
  while (reader.nextLine()) {
    if (reader.lineLength === 0) continue
    if (!record.read(textOf(reader))) throw reader.damaged(`row ${handler.events + 2} is no order event`)
    symbol = record.symbol
    frame.set(0, 0, record.bytes, record.view, 0, DBN_MBO_LENGTH)
    board.nowNs = clock.ns(record.view, 8, true)
    handler.onFrame(board.nowNs, frame)
    for (const each of rows) each.onRecord(record.sequence, 0)
  }
  for (const each of rows) each.finish()
  endDbn(handler, board, 0)
  reader.close()
}

/** One row as the 56 bytes of an MBO record. */
class CsvRecord {
  readonly bytes = new Uint8Array(DBN_MBO_LENGTH)
  readonly view = new DataView(this.bytes.buffer)
  symbol = ''
  sequence = 0
  readonly #columns: readonly string[]

  constructor(columns: readonly string[]) {
    this.#columns = columns
  }

  /** @returns false when a value is none. */
  read(line: string): boolean {
    const values = line.split(',')
    const { view } = this
    try {
      const value = (name: string): string => values[this.#columns.indexOf(name)] ?? ''
      view.setUint8(0, DBN_MBO_LENGTH / 4)
      view.setUint8(1, RTYPE_MBO)
      view.setUint16(2, Number(value('publisher_id')), true)
      view.setUint32(4, Number(value('instrument_id')), true)
      view.setBigUint64(8, timeOf(value('ts_event')), true)
      view.setBigUint64(16, BigInt(value('order_id')), true)
      view.setBigInt64(24, priceOf(value('price')), true)
      view.setUint32(32, Number(value('size')), true)
      view.setUint8(36, Number(value('flags')))
      view.setUint8(37, Number(value('channel_id')))
      view.setUint8(38, value('action').charCodeAt(0))
      view.setUint8(39, value('side').charCodeAt(0))
      view.setBigUint64(40, timeOf(value('ts_recv')), true)
      this.sequence = Number(value('sequence'))
      view.setUint32(52, this.sequence, true)
      this.symbol = value('symbol')
      return Number.isInteger(this.sequence)
    } catch {
      return false
    }
  }
}

/** Decimal text, or the 1e-9 integer that DBN has, as that integer. */
function priceOf(text: string): bigint {
  if (text === '') return NO_PRICE
  if (!text.includes('.')) return text.length > 11 ? BigInt(text) : BigInt(text) * 10n ** BigInt(PRICE_PLACES)
  const [whole, places = ''] = text.split('.') as [string, string | undefined]
  return BigInt(whole + places.padEnd(PRICE_PLACES, '0').slice(0, PRICE_PLACES))
}

/** `2025-07-17T07:05:09.035793433Z`, or ns since the Unix epoch. */
function timeOf(text: string): bigint {
  if (/^\d+$/.test(text)) return BigInt(text)
  const [seconds, places = ''] = text.replace(/Z$|\+00:00$/, '').split('.') as [string, string | undefined]
  const ms = BigInt(Date.parse(`${seconds!.replace(' ', 'T')}Z`))
  return ms * 1_000_000n + BigInt(places.padEnd(9, '0').slice(0, 9))
}

function isOrders(file: SetFile): boolean {
  return ['action', 'side', 'price', 'size', 'order_id', 'flags', 'sequence', 'ts_event'].every((name) =>
    has(file, name),
  )
}

function has(file: SetFile, column: string): boolean {
  return headerOf(file).split(',').includes(column)
}

function headerOf(file: SetFile): string {
  return file.headText.slice(0, file.headText.search(/\r?\n|$/))
}

/** Whether two names differ only in saying mbo and mbp. */
function isAlike(file: SetFile, other: SetFile): boolean {
  const plain = (name: string): string => name.replace(/mb[op](-?\d+)?/g, '')
  return plain(file.name) === plain(other.name)
}

function textOf(reader: BlockReader): string {
  return Buffer.from(reader.bytes.buffer, reader.offset, reader.lineLength).toString('latin1')
}
