/**
 * The plain twin of MatchingBook: one sorted array of order objects a side, levels recomputed from the orders each
 * time.
 */

import {
  ACCEPTED,
  ASK,
  BID,
  CANCEL_IMMEDIATE,
  CANCEL_REQUESTED,
  CANCEL_SELF_TRADE,
  CANCEL_UNFILLABLE,
  LEVEL_CHANGE,
  LEVEL_DELETE,
  LEVEL_NEW,
  type MatchingListener,
  NO_PRICE,
  ORDER_MARKET,
  type OrderRequest,
  REJECT_BELOW_FILLED,
  REJECT_COMBINATION,
  REJECT_DUPLICATE,
  REJECT_PRICE,
  REJECT_QTY,
  REJECT_UNKNOWN_ORDER,
  REJECT_WOULD_CROSS,
  type Side,
  STP_CANCEL_BOTH,
  STP_CANCEL_NEW,
  STP_CANCEL_OLD,
  STP_DECREMENT,
  STP_NONE,
  TIF_DAY,
  TIF_FOK,
  TIF_IOC,
} from '../src/index.ts'

export interface NaiveOrder {
  id: number
  owner: number
  side: Side
  price: number
  leaves: number
  cum: number
  stp: number
  postOnly: boolean
  day: boolean
}

export class NaiveMatchingBook {
  /** Resting orders in order of time. */
  orders: NaiveOrder[] = []
  readonly #listener: MatchingListener

  constructor(listener: MatchingListener) {
    this.#listener = listener
  }

  submit(request: OrderRequest): number {
    const { orderId: id, ownerId: owner, side, qtyLots, timeInForce: tif, stp, postOnly } = request
    const isMarket = request.type === ORDER_MARKET
    const noLimit = isMarket && request.priceTicks === NO_PRICE
    const isImmediate = isMarket || tif === TIF_IOC || tif === TIF_FOK
    if (!(Number.isSafeInteger(qtyLots) && qtyLots > 0)) return this.#reject(id, REJECT_QTY)
    if (!noLimit && !isPrice(request.priceTicks)) return this.#reject(id, REJECT_PRICE)
    if (this.orders.some((order) => order.id === id)) return this.#reject(id, REJECT_DUPLICATE)
    const price = noLimit ? (side === BID ? Infinity : -Infinity) : request.priceTicks
    const order = { id, owner, side, price, leaves: qtyLots, cum: 0, stp, postOnly, day: tif === TIF_DAY }
    if (postOnly && isImmediate) return this.#reject(id, REJECT_COMBINATION)
    if (postOnly && this.#crossing(order).length > 0) return this.#reject(id, REJECT_WOULD_CROSS)
    this.#listener.onAccepted(id, side, request.priceTicks, qtyLots)
    if (tif === TIF_FOK && !this.#isFillable(order)) {
      this.#listener.onCancelled(id, qtyLots, CANCEL_UNFILLABLE)
      return ACCEPTED
    }
    if (!this.#match(order) || order.leaves === 0) return ACCEPTED
    if (isImmediate) this.#listener.onCancelled(id, order.leaves, CANCEL_IMMEDIATE)
    else this.#rest(order)
    return ACCEPTED
  }

  cancel(id: number, reason: number = CANCEL_REQUESTED): number {
    const order = this.orders.find((candidate) => candidate.id === id)
    if (order === undefined) return this.#reject(id, REJECT_UNKNOWN_ORDER)
    this.#listener.onCancelled(id, order.leaves, reason)
    this.#remove(order)
    this.#reportLevel(order.side, order.price)
    return ACCEPTED
  }

  replace(id: number, price: number, qty: number): number {
    const order = this.orders.find((candidate) => candidate.id === id)
    if (order === undefined) return this.#reject(id, REJECT_UNKNOWN_ORDER)
    if (!Number.isSafeInteger(qty)) return this.#reject(id, REJECT_QTY)
    if (!isPrice(price)) return this.#reject(id, REJECT_PRICE)
    const leaves = qty - order.cum
    if (leaves <= 0) return this.#reject(id, REJECT_BELOW_FILLED)
    if (price === order.price) {
      const before = order.leaves
      order.leaves = leaves
      if (leaves > before) this.orders = [...this.orders.filter((other) => other !== order), order]
      this.#listener.onReplaced(id, price, leaves, leaves <= before)
      if (leaves !== before) this.#reportLevel(order.side, price)
      return ACCEPTED
    }
    if (order.postOnly && this.#crossing({ ...order, price }).length > 0) return this.#reject(id, REJECT_WOULD_CROSS)
    this.#listener.onReplaced(id, price, leaves, false)
    this.#remove(order)
    this.#reportLevel(order.side, order.price)
    order.price = price
    order.leaves = leaves
    if (this.#match(order) && order.leaves > 0) this.#rest(order)
    return ACCEPTED
  }

  cancelWhere(isWanted: (order: NaiveOrder) => boolean, reason: number): number {
    const wanted = [...this.queue(BID), ...this.queue(ASK)].filter(isWanted)
    for (const order of wanted) this.cancel(order.id, reason)
    return wanted.length
  }

  /** Orders of a side in priority. */
  queue(side: Side): NaiveOrder[] {
    const sign = side === BID ? -1 : 1
    return this.orders.filter((order) => order.side === side).sort((a, b) => sign * (a.price - b.price))
  }

  /** Orders that the given one would trade with, in priority. */
  #crossing(order: NaiveOrder): NaiveOrder[] {
    const isBid = order.side === BID
    const others = this.queue(isBid ? ASK : BID)
    return others.filter((other) => (isBid ? other.price <= order.price : other.price >= order.price))
  }

  #isFillable(order: NaiveOrder): boolean {
    let rest = order.leaves
    for (const other of this.#crossing(order)) {
      const isOwn = order.stp !== STP_NONE && other.owner === order.owner
      if (isOwn && order.stp !== STP_CANCEL_OLD) return false
      if (!isOwn) rest -= other.leaves
      if (rest <= 0) return true
    }
    return false
  }

  /** @returns whether the order lives on. */
  #match(taker: NaiveOrder): boolean {
    let touched: number | undefined
    let isAlive = true
    const side = taker.side === BID ? ASK : BID
    for (const maker of this.#crossing(taker)) {
      if (touched !== undefined && touched !== maker.price) this.#reportLevel(side, touched)
      const isSelf = taker.stp !== STP_NONE && maker.owner === taker.owner
      touched = isSelf && taker.stp === STP_CANCEL_NEW && touched !== maker.price ? undefined : maker.price
      if (isSelf) isAlive = this.#preventSelfTrade(taker, maker)
      else this.#trade(taker, maker)
      if (taker.leaves === 0 || !isAlive) break
    }
    if (touched !== undefined) this.#reportLevel(side, touched)
    return isAlive
  }

  #trade(taker: NaiveOrder, maker: NaiveOrder): void {
    const qty = Math.min(taker.leaves, maker.leaves)
    for (const order of [taker, maker]) {
      order.leaves -= qty
      order.cum += qty
    }
    this.#listener.onTrade(maker.id, taker.id, maker.price, qty, maker.leaves, taker.leaves)
    if (maker.leaves === 0) this.#remove(maker)
  }

  #preventSelfTrade(taker: NaiveOrder, maker: NaiveOrder): boolean {
    const qty = Math.min(taker.leaves, maker.leaves)
    const isDecrement = taker.stp === STP_DECREMENT
    if (taker.stp === STP_CANCEL_OLD || taker.stp === STP_CANCEL_BOTH || (isDecrement && qty === maker.leaves)) {
      this.#listener.onCancelled(maker.id, maker.leaves, CANCEL_SELF_TRADE)
      this.#remove(maker)
    } else if (isDecrement) {
      maker.leaves -= qty
      this.#listener.onDecremented(maker.id, qty, maker.leaves)
    }
    if (taker.stp === STP_CANCEL_OLD) return true
    if (isDecrement && qty < taker.leaves) {
      taker.leaves -= qty
      this.#listener.onDecremented(taker.id, qty, taker.leaves)
      return true
    }
    this.#listener.onCancelled(taker.id, taker.leaves, CANCEL_SELF_TRADE)
    return false
  }

  #rest(order: NaiveOrder): void {
    const isNew = !this.orders.some((other) => other.side === order.side && other.price === order.price)
    this.orders.push(order)
    this.#reportLevel(order.side, order.price, isNew)
  }

  #remove(order: NaiveOrder): void {
    this.orders = this.orders.filter((other) => other !== order)
  }

  #reportLevel(side: Side, price: number, isNew = false): void {
    const level = this.orders.filter((order) => order.side === side && order.price === price)
    const qty = level.reduce((sum, order) => sum + order.leaves, 0)
    const action = level.length === 0 ? LEVEL_DELETE : isNew ? LEVEL_NEW : LEVEL_CHANGE
    this.#listener.onLevelChanged(side, price, qty, level.length, action)
  }

  #reject(id: number, reason: number): number {
    this.#listener.onRejected(id, reason)
    return reason
  }
}

function isPrice(price: number): boolean {
  return Number.isSafeInteger(price) && price !== NO_PRICE
}
