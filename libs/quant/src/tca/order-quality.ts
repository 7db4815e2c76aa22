/**
 * Rates of orders sent to a venue. Tell each order once, when its end is known (or at the time of the report). NaN = no
 * order counted.
 */

export interface OrderOutcome {
  readonly qty: number
  readonly filledQty: number
  readonly isRejected: boolean
  readonly isCancelled: boolean
  /** Acknowledgement (or reject) minus send, any one time unit; NaN when never answered. */
  readonly ackLatency: number
  /** First fill minus acknowledgement; NaN without a fill. */
  readonly timeToFirstFill: number
}

export class OrderQuality {
  orderCount = 0
  rejectCount = 0
  cancelCount = 0
  acceptedQty = 0
  filledQty = 0
  filledOrderCount = 0
  #ackSum = 0
  #ackCount = 0
  #firstFillSum = 0
  #firstFillCount = 0

  add(order: OrderOutcome): void {
    this.orderCount++
    if (!Number.isNaN(order.ackLatency)) {
      this.#ackSum += order.ackLatency
      this.#ackCount++
    }
    if (order.isRejected) {
      this.rejectCount++
      return
    }
    this.acceptedQty += order.qty
    this.filledQty += order.filledQty
    if (order.isCancelled) this.cancelCount++
    if (order.filledQty > 0) this.filledOrderCount++
    if (!Number.isNaN(order.timeToFirstFill)) {
      this.#firstFillSum += order.timeToFirstFill
      this.#firstFillCount++
    }
  }

  /** Rejected / all. */
  get rejectRate(): number {
    return this.rejectCount / this.orderCount
  }

  /** Cancelled / accepted. */
  get cancelRate(): number {
    return this.cancelCount / (this.orderCount - this.rejectCount)
  }

  /** Accepted orders with at least one fill / accepted. */
  get orderFillRate(): number {
    return this.filledOrderCount / (this.orderCount - this.rejectCount)
  }

  /** Filled quantity / quantity of accepted orders. */
  get qtyFillRate(): number {
    return this.filledQty / this.acceptedQty
  }

  /** All orders / orders with a fill; Infinity without one. */
  get orderToTradeRatio(): number {
    return this.orderCount / this.filledOrderCount
  }

  get meanAckLatency(): number {
    return this.#ackSum / this.#ackCount
  }

  get meanTimeToFirstFill(): number {
    return this.#firstFillSum / this.#firstFillCount
  }
}
