/**
 * Keeps the order records by the reports of the venue and holds our sums against theirs: CumQty against the fills we
 * booked, LeavesQty against OrderQty - CumQty. While reports are missing the sums cannot agree, so they are compared
 * when the hole is filled.
 */

import { EXEC_TYPE, ORD_STATUS } from '@reflex/schema'
import { BREAK } from './break-list.ts'
import type { ExecutionBook } from './execution-book.ts'
import type { ExecutionInput } from './execution-input.ts'

export class OrderKeeper {
  readonly #book: ExecutionBook

  constructor(book: ExecutionBook) {
    this.#book = book
  }

  /** Takes what a report says about its order. Reports that come late do not move the order back. */
  apply(input: ExecutionInput): void {
    const orders = this.#book.orders
    const row = input.order
    if (input.originalOrder >= 0 && isReplace(input.execType)) orders.link(row, input.originalOrder)
    const isFirst = orders.status[row] === 0
    if (isFirst) {
      orders.account[row] = input.account
      orders.strategy[row] = input.strategy
      orders.instrument[row] = input.instrument
      orders.side[row] = input.side
    }
    const isLate = input.sequence > 0 && input.sequence < orders.sequence[row]!
    if (!isLate || isFirst) this.#state(row, input)
    this.#total(orders.root[row]!, input)
    if (!isLate) orders.sequence[row] = input.sequence
  }

  #state(row: number, input: ExecutionInput): void {
    const orders = this.#book.orders
    orders.status[row] = input.status
    orders.quantityLots[row] = input.quantityLots
    orders.priceE8[row] = input.priceE8
    orders.leavesLots[row] = input.leavesLots
  }

  /** CumQty is told over the whole chain of replaces. */
  #total(root: number, input: ExecutionInput): void {
    const orders = this.#book.orders
    if (input.sequence > 0 && input.sequence < orders.sequence[root]!) return
    orders.reportedLots[root] = input.cumLots
    orders.sequence[root] = input.sequence
  }

  /** After the report was booked. */
  check(input: ExecutionInput): void {
    const { orders, sequence } = this.#book
    const root = orders.root[input.order]!
    if (!sequence.hasHole) this.#checkFilled(root, input.execId, input.sequence)
    if (orders.filledLots[root]! > input.quantityLots) {
      this.#raise(BREAK.OVERFILL, root, input.execId, input.sequence)
    }
    if (statesQuantities(input.execType)) this.#checkLeaves(input)
  }

  /** After the last hole was filled. */
  checkAll(): void {
    const orders = this.#book.orders
    for (let row = 0; row < orders.size; row++) {
      if (orders.root[row] === row && orders.status[row] !== 0) this.#checkFilled(row, -1, orders.sequence[row]!)
    }
  }

  #checkFilled(root: number, execId: number, sequence: number): void {
    const reported = this.#book.orders.reportedLots[root]!
    if (reported === this.#book.orders.filledLots[root]! || Number.isNaN(reported)) return
    this.#raise(BREAK.CUM_QUANTITY, root, execId, sequence)
  }

  #checkLeaves(input: ExecutionInput): void {
    const expected = isFinished(input.status) ? 0 : input.quantityLots - input.cumLots
    const difference = input.leavesLots - expected
    if (difference > 0 || difference < 0) this.#raise(BREAK.LEAVES_QUANTITY, input.order, input.execId, input.sequence)
  }

  /** Once for each order and kind. */
  #raise(kind: number, order: number, execId: number, sequence: number): void {
    const orders = this.#book.orders
    const bit = 1 << kind
    if ((orders.raised[order]! & bit) !== 0) return
    orders.raised[order]! |= bit
    this.#book.breaks.raise(kind, execId, order, sequence)
  }
}

function isReplace(execType: number): boolean {
  return execType === EXEC_TYPE.REPLACED || execType === EXEC_TYPE.PENDING_REPLACE
}

export function isFinished(status: number): boolean {
  return (
    status === ORD_STATUS.FILLED ||
    status === ORD_STATUS.CANCELED ||
    status === ORD_STATUS.REJECTED ||
    status === ORD_STATUS.EXPIRED ||
    status === ORD_STATUS.DONE_FOR_DAY
  )
}

/** Reports whose three quantities must fit together at every venue (after a bust they need not). */
function statesQuantities(execType: number): boolean {
  return (
    execType === EXEC_TYPE.NEW ||
    execType === EXEC_TYPE.TRADE ||
    execType === EXEC_TYPE.CANCELED ||
    execType === EXEC_TYPE.REPLACED ||
    execType === EXEC_TYPE.EXPIRED ||
    execType === EXEC_TYPE.REJECTED
  )
}
