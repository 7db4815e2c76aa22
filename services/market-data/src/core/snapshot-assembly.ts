/** The parts of one security's snapshot, in whatever order they come, until they are all there. */

import { ASK, BID, L2Book, type Side } from '@reflex/book'
import { venueFeed } from '@reflex/schema'

const PARTS_MAX = 1024

export class SnapshotAssembly {
  /** The levels so far; the whole book when `add` has returned true. */
  readonly book = new L2Book()
  rptSeq = -1
  lastMsgSeqNum = -1
  status: venueFeed.TradingStatus = venueFeed.TRADING_STATUS_CLOSED
  readonly #seen = new Uint8Array(PARTS_MAX)
  #partCount = 0
  #missing = 0

  clear(): void {
    this.rptSeq = -1
    this.lastMsgSeqNum = -1
    this.#missing = 0
  }

  /** @returns true when this was the part that was missing. */
  add(part: venueFeed.SnapshotDecoder): boolean {
    const partCount = part.partCount()
    const number = part.partNumber()
    if (partCount > PARTS_MAX || number < 1 || number > partCount) return false
    if (this.#isAnother(part, partCount)) this.#begin(part, partCount)
    if (this.#missing === 0 || this.#seen[number - 1] === 1) return false
    this.#seen[number - 1] = 1
    this.#missing--
    const bids = part.bids()
    while (bids.hasNext()) {
      bids.next()
      this.book.update(BID, bids.priceTicks(), bids.qtyLots())
    }
    const asks = part.asks()
    while (asks.hasNext()) {
      asks.next()
      this.book.update(ASK, asks.priceTicks(), asks.qtyLots())
    }
    return this.#missing === 0
  }

  isEqualTo(book: L2Book): boolean {
    return isSideEqual(this.book, book, BID) && isSideEqual(this.book, book, ASK)
  }

  /** A complete snapshot is followed by another even with the same numbers: a quiet book is sent again. */
  #isAnother(part: venueFeed.SnapshotDecoder, partCount: number): boolean {
    if (this.#missing === 0 || partCount !== this.#partCount) return true
    return part.rptSeq() !== this.rptSeq || part.lastMsgSeqNum() !== this.lastMsgSeqNum
  }

  #begin(part: venueFeed.SnapshotDecoder, partCount: number): void {
    this.book.clear()
    this.rptSeq = part.rptSeq()
    this.lastMsgSeqNum = part.lastMsgSeqNum()
    this.status = part.status()
    this.#partCount = partCount
    this.#missing = partCount
    this.#seen.fill(0, 0, partCount)
  }
}

function isSideEqual(a: L2Book, b: L2Book, side: Side): boolean {
  const count = a.count(side)
  if (b.count(side) !== count) return false
  for (let i = 0; i < count; i++) {
    if (a.priceAt(side, i) !== b.priceAt(side, i) || a.qtyAt(side, i) !== b.qtyAt(side, i)) return false
  }
  return true
}
