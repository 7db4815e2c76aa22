/**
 * One instrument of a simulated venue: a matching book shared by members and background traders, told to members and to
 * the public feed.
 */

import {
  BID,
  type LevelAction,
  MatchingBook,
  type MatchingListener,
  NO_PRICE,
  ORDER_LIMIT,
  ORDER_MARKET,
  OrderRequest,
  oppositeOf,
  REJECT_WOULD_CROSS,
  type Side,
  STP_CANCEL_NEW,
  STP_NONE,
  type TimeInForce,
} from '@reflex/book'
import { ORD_TYPE } from '@reflex/schema'
import type { FeedPublisher } from './feed-publisher.ts'
import type { BackgroundOrders } from './flow/background-orders.ts'
import type { Market } from './market.ts'
import type { OrderKeeper } from './order-keeper.ts'
import { protectionPrice } from './price-order.ts'

const FIRST_MEMBER_OWNER = 1

/** Order ids in the book: background orders are 1, 2 ..; the member order of slot n is -(n + 1). */
export class SimulatedMarket implements Market, MatchingListener {
  readonly index: number
  readonly matching: MatchingBook
  readonly background: BackgroundOrders
  /** Trades so far. */
  trades = 0
  /** Matching events that changed the book. */
  events = 0
  /** Lots filled for the background order that was sent last. */
  backgroundFilled = 0
  lastTradeTicks = NO_PRICE
  readonly #keeper: OrderKeeper
  readonly #feed: FeedPublisher
  readonly #protectionBps: number
  readonly #request = new OrderRequest()
  #takerSide: Side = BID
  #rejectReason = 0

  constructor(options: {
    index: number
    keeper: OrderKeeper
    feed: FeedPublisher
    background: BackgroundOrders
    protectionBps: number
  }) {
    this.index = options.index
    this.#keeper = options.keeper
    this.#feed = options.feed
    this.background = options.background
    this.#protectionBps = options.protectionBps
    this.matching = new MatchingBook(this, { orderCapacity: 2048, levelCapacity: 1024 })
  }

  bestPrice(side: Side): number {
    return this.matching.book.bestPrice(side)
  }

  submit(slot: number): void {
    const { orders } = this.#keeper
    const request = this.#request
    const side = orders.priceSide(slot)
    const isMarket = orders.ordType[slot] === ORD_TYPE.MARKET
    request.orderId = -(slot + 1)
    request.ownerId = FIRST_MEMBER_OWNER + orders.session[slot]!
    request.side = side
    request.type = isMarket ? ORDER_MARKET : ORDER_LIMIT
    request.timeInForce = (orders.timeInForce[slot]! - 48) as TimeInForce
    request.postOnly = orders.isPostOnly[slot] === 1
    request.stp = STP_CANCEL_NEW
    request.priceTicks = isMarket
      ? protectionPrice(this.bestPrice(oppositeOf(side)), side, this.#protectionBps)
      : orders.priceTicks[slot]!
    request.qtyLots = orders.qty[slot]!
    this.#takerSide = side
    this.matching.submit(request)
    this.#finish()
  }

  cancel(slot: number): void {
    this.matching.cancel(-(slot + 1))
    this.#finish()
  }

  replace(slot: number, priceTicks: number, qtyLots: number): void {
    this.#takerSide = this.#keeper.orders.priceSide(slot)
    this.matching.replace(-(slot + 1), priceTicks, qtyLots)
    this.#finish()
  }

  /**
   * An order of a background trader. It is part of the event in hand: end it by `finish`. @returns its id, 0 when
   * nothing of it rests.
   */
  submitBackground(kind: number, side: Side, ticks: number, lots: number, tif: TimeInForce, postOnly: boolean): number {
    const id = this.background.allocate(kind, side, ticks)
    const request = this.#request
    request.orderId = id
    request.ownerId = 0
    request.side = side
    request.type = ORDER_LIMIT
    request.timeInForce = tif
    request.postOnly = postOnly
    request.stp = STP_NONE
    request.priceTicks = ticks
    request.qtyLots = lots
    this.#takerSide = side
    this.backgroundFilled = 0
    this.matching.submit(request)
    return this.background.isLive(id) ? id : 0
  }

  cancelBackground(id: number): void {
    this.matching.cancel(id)
  }

  /** Ends the event in hand: what it changed goes to the feed. */
  finish(): void {
    this.#finish()
  }

  onAccepted(orderId: number): void {
    if (orderId < 0) this.#keeper.accepted(-orderId - 1)
  }

  onRejected(orderId: number, reason: number): void {
    this.#rejectReason = reason
    if (orderId > 0) this.background.release(orderId)
    else if (!this.matching.book.has(orderId) && this.#keeper.orders.isOpen(-orderId - 1)) {
      const text = reason === REJECT_WOULD_CROSS ? 'post-only order would trade' : 'combination not supported'
      this.#keeper.rejected(-orderId - 1, text)
    }
  }

  /** Reason of the book for its last refusal. */
  get rejectReason(): number {
    return this.#rejectReason
  }

  onTrade(maker: number, taker: number, ticks: number, lots: number, makerLeaves: number, takerLeaves: number): void {
    this.trades++
    this.#keeper.countTrade()
    this.lastTradeTicks = ticks
    this.#feed.trade(ticks, lots, this.#takerSide)
    if (taker < 0) this.#keeper.traded(-taker - 1, ticks, lots, 0)
    else {
      this.backgroundFilled += lots
      if (takerLeaves === 0) this.background.release(taker)
    }
    if (maker < 0) this.#keeper.traded(-maker - 1, ticks, lots, 1)
    else if (makerLeaves === 0) this.background.release(maker)
    if (taker < 0 && maker > 0) this.#keeper.tradedWithRest(this.index, oppositeOf(this.#takerSide), ticks, lots)
    else if (taker > 0 && maker < 0) this.#keeper.tradedWithRest(this.index, this.#takerSide, ticks, lots)
  }

  onCancelled(orderId: number, _lots: number, reason: number): void {
    if (orderId < 0) this.#keeper.cancelled(-orderId - 1, reason)
    else this.background.release(orderId)
  }

  onDecremented(): void {}

  onReplaced(orderId: number, priceTicks: number, leavesLots: number): void {
    if (orderId < 0) this.#keeper.replaced(-orderId - 1, priceTicks, leavesLots)
  }

  onLevelChanged(side: Side, ticks: number, lots: number, orderCount: number, action: LevelAction): void {
    this.#feed.level(side, ticks, lots, orderCount, action)
  }

  #finish(): void {
    if (!this.#feed.finish(this.index)) return
    this.events++
    this.#keeper.countEvent()
  }
}
