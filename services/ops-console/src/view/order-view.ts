import { NOT_FOUND } from '@reflex/base'
import { type Instruments, ORD_STATUS, SIDE } from '@reflex/schema'
import type { ConsoleCore } from '../core/console-core.ts'
import type { MarketView } from './market-view.ts'
import { epochMs, fixed, newestFirst, UNKNOWN } from './number-text.ts'

const SHOWN = 50

/** Orders and fills, the last fifty of each; live orders first. */
export class OrderView {
  readonly #core: ConsoleCore
  readonly #instruments: Instruments
  readonly #market: MarketView
  readonly #sessionEpochMs: number

  constructor(core: ConsoleCore, instruments: Instruments, market: MarketView, sessionEpochMs: number) {
    this.#core = core
    this.#instruments = instruments
    this.#market = market
    this.#sessionEpochMs = sessionEpochMs
  }

  orders(): unknown {
    const { orders } = this.#core
    const rows: number[] = []
    for (let row = 0; row < orders.rows; row++) if (orders.events[row]! > 0) rows.push(row)
    rows.sort((a, b) => orders.isLive[b]! - orders.isLive[a]! || orders.events[b]! - orders.events[a]!)
    return {
      live: orders.liveCount,
      refusals: orders.refusals,
      rows: rows.slice(0, SHOWN).map((row) => this.#order(row)),
    }
  }

  fills(): unknown {
    const { fills } = this.#core
    return {
      count: fills.count,
      busts: fills.busts,
      rows: newestFirst(fills.count, fills.rows, SHOWN, (row) => this.#fill(row)),
    }
  }

  #order(row: number): unknown {
    const { orders } = this.#core
    const index = orders.instruments[row]!
    const strategy = orders.strategyIds[row]!
    return {
      time: epochMs(this.#sessionEpochMs, orders.updatedNs[row]!),
      id: orders.clOrdIds.text(row),
      instrument: this.#id(index),
      side: sideName(orders.sides[row]!),
      price: this.#market.price(index, orders.priceE8s[row]!),
      qty: this.#market.qty(index, orders.qtyE8s[row]!),
      leaves: this.#market.qty(index, orders.leavesE8s[row]!),
      filled: this.#market.qty(index, orders.cumE8s[row]!),
      status: STATUS_NAMES[orders.statuses[row]!] ?? String.fromCharCode(orders.statuses[row]!),
      live: orders.isLive[row] === 1,
      strategy: strategy === NOT_FOUND ? UNKNOWN : orders.strategies.text(strategy),
      check: orders.checks.text(row),
      text: orders.texts.text(row),
    }
  }

  #fill(row: number): unknown {
    const { fills } = this.#core
    const index = fills.instruments[row]!
    return {
      time: epochMs(this.#sessionEpochMs, fills.timesNs[row]!),
      id: fills.execIds.text(row),
      order: fills.clOrdIds.text(row),
      instrument: this.#id(index),
      side: sideName(fills.sides[row]!),
      price: this.#market.price(index, fills.priceE8s[row]!),
      px: fills.priceE8s[row]! / 1e8,
      qty: this.#market.qty(index, fills.qtyE8s[row]!),
      fee: fixed(fills.feeE8s[row]!, 4),
      liquidity: LIQUIDITY_NAMES[fills.liquidity[row]!] ?? '',
      good: fills.isGood[row] === 1,
      spreadBps: fixed(fills.spreadE8s[row]!, 2),
      markoutBps: fixed(fills.markoutE8s[row]!, 2),
      markoutMs: fills.markoutMs[row]! < 0 ? UNKNOWN : fills.markoutMs[row],
    }
  }

  #id(index: number): number | typeof UNKNOWN {
    return index < 0 ? UNKNOWN : this.#instruments.ids[index]!
  }
}

function sideName(side: number): string {
  return side === SIDE.BUY ? 'BUY' : 'SELL'
}

const LIQUIDITY_NAMES = ['', 'maker', 'taker']

const STATUS_NAMES: Readonly<Record<number, string>> = {
  [ORD_STATUS.NEW]: 'New',
  [ORD_STATUS.PARTIALLY_FILLED]: 'Partial',
  [ORD_STATUS.FILLED]: 'Filled',
  [ORD_STATUS.DONE_FOR_DAY]: 'Done',
  [ORD_STATUS.CANCELED]: 'Cancelled',
  [ORD_STATUS.REPLACED]: 'Replaced',
  [ORD_STATUS.PENDING_CANCEL]: 'Cancelling',
  [ORD_STATUS.REJECTED]: 'Rejected',
  [ORD_STATUS.SUSPENDED]: 'Suspended',
  [ORD_STATUS.PENDING_NEW]: 'Sending',
  [ORD_STATUS.EXPIRED]: 'Expired',
  [ORD_STATUS.PENDING_REPLACE]: 'Replacing',
}
