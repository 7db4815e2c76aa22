import { ASK, BID, type Side } from '@reflex/book'
import type { FeedListener } from '../../feed-event.ts'
import { LevelList } from './level-list.ts'

export const OUTRIGHT_DEPTH = 10
export const IMPLIED_DEPTH = 2

/** One security of a channel: its books of orders and of implied prices, and how far its entries were read. */
export class Mdp3Security {
  readonly securityId: number
  readonly instrument: number
  /** Index of the instrument that has the implied prices; -1 before there are any. */
  impliedInstrument = -1
  /** RptSeq of the last entry; 0 before the first. */
  rptSeq = 0
  isLive = false
  /** Packets were lost; whether any of this security, its next entry will tell. */
  isSuspended = false
  events = 0
  gaps = 0
  /** The book has changed since its last consistent state. */
  isTouched = false
  isImpliedTouched = false
  readonly #outright = [new LevelList(BID, OUTRIGHT_DEPTH), new LevelList(ASK, OUTRIGHT_DEPTH)] as const
  readonly #implied = [new LevelList(BID, IMPLIED_DEPTH), new LevelList(ASK, IMPLIED_DEPTH)] as const

  constructor(securityId: number, instrument: number) {
    this.securityId = securityId
    this.instrument = instrument
  }

  /** Applies one entry of the book. @returns false when it cannot be. */
  apply(
    listener: FeedListener,
    isImplied: boolean,
    side: Side,
    action: number,
    level: number,
    price: number,
    qty: number,
  ): boolean {
    if (isImplied) this.isImpliedTouched = true
    else this.isTouched = true
    const instrument = isImplied ? this.impliedInstrument : this.instrument
    const list = (isImplied ? this.#implied : this.#outright)[side]
    return list.apply(listener, instrument, action, level, price, qty)
  }

  /** Empty books. */
  clear(listener: FeedListener): void {
    for (const list of [...this.#outright, ...this.#implied]) list.clear()
    listener.onBookReset(this.instrument)
    if (this.impliedInstrument >= 0) listener.onBookReset(this.impliedInstrument)
  }
}
