import { textOf } from '@reflex/base'
import { type Instruments, MarketDataAdapter, STREAM, STREAMS } from '@reflex/schema'
import { FIX_TABLES, type FixTable } from '../sql/fix-tables.ts'
import { EpochText, FixRecord } from './column.ts'
import { MarketRows } from './market-rows.ts'
import type { RowBatch } from './row-batch.ts'

const MARKET_STREAMS: ReadonlySet<number> = new Set([STREAM.MARKET_DATA, STREAM.MARKET_DATA_SNAPSHOT])
const TAG = { MSG_TYPE: 35, SENDER: 49, SEQ: 34, CL_ORD_ID: 11 } as const

/** Journal record -> rows. One FIX message gives a row in `messages` and one in its own table. */
export class RowDecoder {
  readonly epoch = new EpochText()
  readonly #record = new FixRecord(this.epoch)
  readonly #batch: RowBatch
  readonly #market: MarketRows
  readonly #adapter: MarketDataAdapter
  readonly #tables = new Map<number, FixTable[]>()
  readonly #streamNames = new Map(STREAMS.map((stream) => [stream.id, stream.name]))
  #undecodable = 0

  constructor(batch: RowBatch, instruments: Instruments) {
    this.#batch = batch
    this.#market = new MarketRows(batch, instruments, this.epoch)
    this.#adapter = new MarketDataAdapter(this.#market)
    for (const table of FIX_TABLES) {
      for (const msgType of table.msgTypes) this.#tables.set(msgType, [...(this.#tables.get(msgType) ?? []), table])
    }
  }

  /** Records that were neither FIX nor SBE of ours. */
  get undecodable(): number {
    return this.#undecodable
  }

  decode(
    idx: number,
    nowNs: number,
    streamId: number,
    bytes: Uint8Array,
    view: DataView,
    offset: number,
    length: number,
  ): void {
    const common = { idx, sub: 0, time_ns: this.epoch.of(nowNs) }
    if (MARKET_STREAMS.has(streamId)) {
      this.#market.begin(common)
      // Snapshots repeat what the increments say.
      if (streamId === STREAM.MARKET_DATA && this.#adapter.dispatch(view, offset) < 0) this.#undecodable++
      return
    }
    if (!this.#record.wrap(bytes, offset, length)) {
      this.#undecodable++
      return
    }
    const { frame } = this.#record
    this.#batch.add('messages', {
      ...common,
      stream: this.#streamNames.get(streamId) ?? String(streamId),
      sender: frame.text(TAG.SENDER),
      seq: frame.int(TAG.SEQ),
      msg_type: frame.text(TAG.MSG_TYPE),
      cl_ord_id: frame.has(TAG.CL_ORD_ID) ? frame.text(TAG.CL_ORD_ID) : '',
      text: textOf(bytes, offset, length).replaceAll('\x01', '|'),
    })
    for (const table of this.#tables.get(frame.msgType) ?? []) {
      if (!table.streams.includes(streamId)) continue
      const row: Record<string, unknown> = { ...common }
      for (const column of table.columns) row[column.name] = column.read(this.#record)
      this.#batch.add(table.name, row)
    }
  }
}
