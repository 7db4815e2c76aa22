import { AsciiTable } from '@reflex/base'

/**
 * All orders of the day, struct of arrays: an order is an index. Every request id (ClOrdID of D, G and F) leads to its
 * order; an order is live until a terminal state, and live orders are in a dense list for sweeps.
 *
 *     ClOrdID text -> request (AsciiTable id) -> order index -> arrays
 */

/** Life of an order. Below FIRST_TERMINAL it is live: the venue may fill it. */
export const ORDER_STATE = {
  PENDING_NEW: 0,
  NEW: 1,
  PARTIALLY_FILLED: 2,
  FILLED: 3,
  CANCELED: 4,
  REJECTED: 5,
  EXPIRED: 6,
} as const
export type OrderState = (typeof ORDER_STATE)[keyof typeof ORDER_STATE]
const FIRST_TERMINAL = ORDER_STATE.FILLED

/** What we know of a live order at the venue. */
export const KNOWLEDGE = {
  KNOWN: 0,
  /** After a restart or a lost link: the ems is not ready before the venue has told. */
  UNKNOWN: 1,
  /** An answer is overdue or contradicts ours: asked for, nobody else need wait. */
  DOUBTFUL: 2,
} as const

export const NO_ORDER = -1
export const NO_INDEX = -1
export const NO_REQUEST = -1
export const NO_TEXT = -1
/** Stamps kept of the way to the ems; later ones are dropped. */
export const HOPS_MAX = 6

type Column = Int32Array | Float64Array | Uint8Array

export class OrderTable {
  /** ClOrdIDs. */
  readonly requests: AsciiTable
  /** Accounts, strategies, venue order ids, origins of stamps. */
  readonly texts: AsciiTable
  count = 0
  liveCount = 0
  state: Uint8Array
  /** KNOWLEDGE: whatever it is, the order counts as live until the venue says otherwise. */
  knowledge: Uint8Array
  /** 0 until the router has chosen. */
  venueId: Int32Array
  /** Dense index, NO_INDEX when unknown: `symbol` has the text then. */
  instrument: Int32Array
  symbol: Int32Array
  side: Uint8Array
  ordType: Uint8Array
  timeInForce: Uint8Array
  /** Accepted ClOrdID (request id): changes with an acknowledged replace. */
  clOrdId: Int32Array
  /** The request that created it. */
  firstClOrdId: Int32Array
  pendingReplace: Int32Array
  pendingCancel: Int32Array
  orderId: Int32Array
  account: Int32Array
  strategy: Int32Array
  execInst: Int32Array
  qtyE8: Float64Array
  priceE8: Float64Array
  /** Sum of the executions taken. */
  cumE8: Float64Array
  replaceQtyE8: Float64Array
  replacePriceE8: Float64Array
  causeId: Float64Array
  ingestNs: Float64Array
  decisionId: Float64Array
  /** When the last request went to the venue, and the last cancel of ours; ns. */
  sentNs: Float64Array
  cancelNs: Float64Array
  /** Somebody wants it gone: cancelled again until the venue says that it is. */
  isUnwanted: Uint8Array
  /** Ended because the venue did not know it: should it turn up after all, it is cancelled. */
  isGone: Uint8Array
  hopCount: Uint8Array
  hopTimes: Float64Array
  hopTypes: Int32Array
  hopOrigins: Int32Array
  #live: Int32Array
  #livePlace: Int32Array
  #orderOfRequest: Int32Array

  constructor(capacity = 8192) {
    this.requests = new AsciiTable(capacity * 2)
    this.texts = new AsciiTable(capacity * 2)
    this.state = new Uint8Array(capacity)
    this.knowledge = new Uint8Array(capacity)
    this.symbol = new Int32Array(capacity)
    this.sentNs = new Float64Array(capacity)
    this.cancelNs = new Float64Array(capacity)
    this.isUnwanted = new Uint8Array(capacity)
    this.isGone = new Uint8Array(capacity)
    this.venueId = new Int32Array(capacity)
    this.instrument = new Int32Array(capacity)
    this.side = new Uint8Array(capacity)
    this.ordType = new Uint8Array(capacity)
    this.timeInForce = new Uint8Array(capacity)
    this.clOrdId = new Int32Array(capacity)
    this.firstClOrdId = new Int32Array(capacity)
    this.pendingReplace = new Int32Array(capacity)
    this.pendingCancel = new Int32Array(capacity)
    this.orderId = new Int32Array(capacity)
    this.account = new Int32Array(capacity)
    this.strategy = new Int32Array(capacity)
    this.execInst = new Int32Array(capacity)
    this.qtyE8 = new Float64Array(capacity)
    this.priceE8 = new Float64Array(capacity)
    this.cumE8 = new Float64Array(capacity)
    this.replaceQtyE8 = new Float64Array(capacity)
    this.replacePriceE8 = new Float64Array(capacity)
    this.causeId = new Float64Array(capacity)
    this.ingestNs = new Float64Array(capacity)
    this.decisionId = new Float64Array(capacity)
    this.hopCount = new Uint8Array(capacity)
    this.hopTimes = new Float64Array(capacity * HOPS_MAX)
    this.hopTypes = new Int32Array(capacity * HOPS_MAX)
    this.hopOrigins = new Int32Array(capacity * HOPS_MAX)
    this.#live = new Int32Array(capacity)
    this.#livePlace = new Int32Array(capacity)
    this.#orderOfRequest = new Int32Array(capacity * 2).fill(NO_ORDER)
  }

  /** A new live order in state PENDING_NEW under a request id. @returns its index. */
  add(request: number): number {
    if (this.count === this.state.length) this.#grow()
    const order = this.count++
    this.state[order] = ORDER_STATE.PENDING_NEW
    this.clOrdId[order] = request
    this.firstClOrdId[order] = request
    this.pendingReplace[order] = NO_REQUEST
    this.pendingCancel[order] = NO_REQUEST
    this.orderId[order] = NO_TEXT
    this.symbol[order] = NO_TEXT
    this.instrument[order] = NO_INDEX
    this.sentNs[order] = Number.NEGATIVE_INFINITY
    this.cancelNs[order] = Number.NEGATIVE_INFINITY
    this.#livePlace[order] = this.liveCount
    this.#live[this.liveCount++] = order
    this.bind(request, order)
    return order
  }

  /** Makes a request id lead to an order. */
  bind(request: number, order: number): void {
    if (request >= this.#orderOfRequest.length) {
      const grown = new Int32Array(Math.max(request + 1, this.#orderOfRequest.length * 2)).fill(NO_ORDER)
      grown.set(this.#orderOfRequest)
      this.#orderOfRequest = grown
    }
    this.#orderOfRequest[request] = order
  }

  /** @returns the order a request id belongs to, NO_ORDER for none. */
  orderOf(request: number): number {
    return request >= 0 && request < this.#orderOfRequest.length ? this.#orderOfRequest[request]! : NO_ORDER
  }

  isLive(order: number): boolean {
    return this.state[order]! < FIRST_TERMINAL
  }

  /** Live orders by place 0..liveCount-1. Ending an order moves the last one into its place: sweep from the end. */
  liveAt(place: number): number {
    return this.#live[place]!
  }

  /** Moves an order to a state; a terminal one takes it out of the live list and forgets pending requests. */
  setState(order: number, state: OrderState): void {
    const wasLive = this.isLive(order)
    this.state[order] = state
    if (wasLive && state >= FIRST_TERMINAL) {
      this.#unlink(order)
      this.pendingReplace[order] = NO_REQUEST
      this.pendingCancel[order] = NO_REQUEST
      this.knowledge[order] = KNOWLEDGE.KNOWN
      this.isUnwanted[order] = 0
    }
  }

  /** A request is under way to the venue, the order itself or a change of it. */
  isWaiting(order: number): boolean {
    return (
      this.state[order] === ORDER_STATE.PENDING_NEW ||
      this.pendingReplace[order] !== NO_REQUEST ||
      this.pendingCancel[order] !== NO_REQUEST
    )
  }

  /** Marks every live order, or those of one venue (0: all), as not known. */
  forget(venueId: number): void {
    for (let place = 0; place < this.liveCount; place++) {
      const order = this.#live[place]!
      if (venueId === 0 || this.venueId[order] === venueId) this.knowledge[order] = KNOWLEDGE.UNKNOWN
    }
  }

  leavesE8(order: number): number {
    return this.isLive(order) ? Math.max(0, this.qtyE8[order]! - this.cumE8[order]!) : 0
  }

  #unlink(order: number): void {
    const place = this.#livePlace[order]!
    const last = this.#live[--this.liveCount]!
    this.#live[place] = last
    this.#livePlace[last] = place
  }

  #grow(): void {
    const self = this as unknown as Record<string, Column>
    for (const name of COLUMNS) self[name] = doubled(self[name]!)
    this.#live = doubled(this.#live) as Int32Array
    this.#livePlace = doubled(this.#livePlace) as Int32Array
  }
}

/** What an order is, for growth and hashes. */
export const COLUMNS = [
  'state',
  'knowledge',
  'symbol',
  'sentNs',
  'cancelNs',
  'isUnwanted',
  'isGone',
  'venueId',
  'instrument',
  'side',
  'ordType',
  'timeInForce',
  'clOrdId',
  'firstClOrdId',
  'pendingReplace',
  'pendingCancel',
  'orderId',
  'account',
  'strategy',
  'execInst',
  'qtyE8',
  'priceE8',
  'cumE8',
  'replaceQtyE8',
  'replacePriceE8',
  'causeId',
  'ingestNs',
  'decisionId',
  'hopCount',
  'hopTimes',
  'hopTypes',
  'hopOrigins',
] as const

function doubled(column: Column): Column {
  const Kind = column.constructor as new (length: number) => Column
  const grown = new Kind(column.length * 2)
  grown.set(column)
  return grown
}
