import { bytesEqual, putInteger, putPadded } from '@reflex/base'
import { civilFromDays, type FixFrame } from '@reflex/fix'
import {
  MASS_STATUS_REQ_TYPE,
  OrderMassStatusRequestEncoder,
  POS_REQ_TYPE,
  RequestForPositionsEncoder,
  STREAM,
} from '@reflex/schema'
import { type Outbox, PeerLiveness } from '@reflex/service-host'
import {
  MISSING_EMS,
  MISSING_ENGINE,
  MISSING_OMS,
  MISSING_ORDERS,
  MISSING_POSITIONS,
  type Readiness,
} from './risk-state.ts'

const OMS = 0
const ENGINE = 1
const EMS = 2
export const PEERS = ['oms', 'risk-engine', 'ems'] as const

const TAG_LAST_REPORT = 912
const TAG_POS_REQ_ID = 710
const TAG_MASS_STATUS_REQ_ID = 584

export interface PeerSyncOptions {
  readonly timeoutNs: number
  readonly retryNs: number
  readonly reconcileNs: number
  /** Time to the next comparison when one is wanted soon. */
  readonly soonNs: number
}

/**
 * Keeps the read models in step with those who own the facts: asks the oms for positions and the ems for open orders at
 * the start, after either of them restarted, and open orders again from time to time. Asks again until the last answer
 * has come.
 */
export class PeerSync {
  readonly #peers: PeerLiveness
  readonly #options: PeerSyncOptions
  readonly #readiness: Readiness
  readonly #positions = new RequestForPositionsEncoder()
  readonly #orders = new OrderMassStatusRequestEncoder()
  readonly #positionAsk = new Ask('P')
  readonly #orderAsk = new Ask('O')
  readonly #lives = new Float64Array(PEERS.length).fill(Number.NaN)
  #orderAskNs = Number.NEGATIVE_INFINITY
  #orderAnswerNs = Number.NEGATIVE_INFINITY
  #isReconcileDue = false

  constructor(readiness: Readiness, options: PeerSyncOptions) {
    this.#readiness = readiness
    this.#options = options
    this.#peers = new PeerLiveness(PEERS, options.timeoutNs)
  }

  onHeartbeat(nowNs: number, frame: FixFrame): void {
    const peer = this.#peers.onHeartbeat(nowNs, frame)
    if (peer < 0) return
    const life = this.#peers.lifeOf(peer)
    if (life === this.#lives[peer]) return
    const isFirst = Number.isNaN(this.#lives[peer]!)
    this.#lives[peer] = life
    if (isFirst) return
    if (peer === OMS) this.losePositions()
    if (peer === EMS) this.#lose(this.#orderAsk, MISSING_ORDERS)
  }

  losePositions(): void {
    this.#lose(this.#positionAsk, MISSING_POSITIONS)
  }

  /** Open orders are to be compared again as soon as the grace of new ones is over. */
  reconcileSoon(): void {
    this.#isReconcileDue = true
  }

  /** @returns whether this was the last answer to our request for positions. */
  onPositionReport(frame: FixFrame): boolean {
    if (!frame.boolean(TAG_LAST_REPORT) || !this.#positionAsk.isAnswer(frame, TAG_POS_REQ_ID)) return false
    this.#positionAsk.isOpen = false
    this.#readiness.missing &= ~MISSING_POSITIONS
    return true
  }

  /** @returns whether this was the last answer to our request for open orders. */
  onOrderStatus(nowNs: number, frame: FixFrame): boolean {
    if (!frame.boolean(TAG_LAST_REPORT) || !this.#orderAsk.isAnswer(frame, TAG_MASS_STATUS_REQ_ID)) return false
    this.#orderAsk.isOpen = false
    this.#orderAnswerNs = nowNs
    this.#readiness.missing &= ~MISSING_ORDERS
    return true
  }

  /** When the open orders that were answered last had been asked for. */
  get orderAskNs(): number {
    return this.#orderAskNs
  }

  /** Asks what is missing. @returns how many requests were sent. */
  onTimer(nowNs: number, out: Outbox): number {
    this.#updateLiveness(nowNs)
    let sent = 0
    const { missing } = this.#readiness
    const waitNs = this.#isReconcileDue ? this.#options.soonNs : this.#options.reconcileNs
    const areOrdersDue = nowNs - this.#orderAnswerNs >= waitNs
    if ((missing & MISSING_POSITIONS) !== 0 && this.#mayAsk(this.#positionAsk, OMS, nowNs)) {
      this.#askPositions(nowNs, out)
      sent++
    }
    if (((missing & MISSING_ORDERS) !== 0 || areOrdersDue) && this.#mayAsk(this.#orderAsk, EMS, nowNs)) {
      this.#askOrders(nowNs, out)
      sent++
    }
    return sent
  }

  #updateLiveness(nowNs: number): void {
    let missing = this.#readiness.missing & (MISSING_POSITIONS | MISSING_ORDERS)
    if (!this.#peers.isReady(OMS, nowNs)) missing |= MISSING_OMS
    if (!this.#peers.isReady(ENGINE, nowNs)) missing |= MISSING_ENGINE
    // The ems is ready only when the gateway is: asking for more than its life would be a deadlock.
    if (!this.#peers.isAlive(EMS, nowNs)) missing |= MISSING_EMS
    this.#readiness.missing = missing
  }

  #mayAsk(ask: Ask, peer: number, nowNs: number): boolean {
    return this.#peers.isAlive(peer, nowNs) && (!ask.isOpen || nowNs - ask.sentNs >= this.#options.retryNs)
  }

  #askPositions(nowNs: number, out: Outbox): void {
    const ask = this.#positionAsk.next(nowNs)
    this.#positions
      .begin(out, STREAM.POSITION_REQUESTS)
      .posReqId(ask.id, 0, ask.idLength)
      .posReqType(POS_REQ_TYPE.POSITIONS)
      .clearingBusinessDate(businessDate(nowNs, out))
      .transactTime(nowNs)
      .end()
  }

  #askOrders(nowNs: number, out: Outbox): void {
    const ask = this.#orderAsk.next(nowNs)
    this.#orderAskNs = nowNs
    this.#isReconcileDue = false
    this.#orders
      .begin(out, STREAM.EXECUTION_REQUESTS)
      .massStatusReqId(ask.id, 0, ask.idLength)
      .massStatusReqType(MASS_STATUS_REQ_TYPE.STATUS_FOR_ALL_ORDERS)
      .end()
  }

  #lose(ask: Ask, bit: number): void {
    this.#readiness.missing |= bit
    ask.isOpen = false
  }
}

/**
 * One kind of request: its id changes with every try, so that a late answer to an earlier one is not taken for the end
 * of this one.
 */
class Ask {
  isOpen = false
  sentNs = Number.NEGATIVE_INFINITY
  readonly id = new Uint8Array(40)
  idLength = 0
  readonly #prefix: number
  #number = 0

  constructor(prefix: string) {
    this.#prefix = prefix.charCodeAt(0)
  }

  next(nowNs: number): this {
    this.isOpen = true
    this.sentNs = nowNs
    this.#number++
    const { id } = this
    id.set(ID_PREFIX)
    id[ID_PREFIX.length] = this.#prefix
    let length = ID_PREFIX.length + 1
    length += putInteger(id, length, Math.floor(nowNs / 1e6))
    id[length++] = DASH
    putPadded(id, length, this.#number % 1e6, 6)
    this.idLength = length + 6
    return this
  }

  isAnswer(frame: FixFrame, tag: number): boolean {
    const slot = frame.find(tag)
    if (slot < 0 || !this.isOpen) return false
    return bytesEqual(frame.bytes, frame.offsets[slot]!, frame.lengths[slot]!, this.id, 0, this.idLength)
  }
}

const DASH = 45
const ID_PREFIX = Uint8Array.of(82, 71, 87) // RGW
const MS_PER_DAY = 86_400_000

/** yyyymmdd of the day `nowNs` falls into. */
function businessDate(nowNs: number, out: Outbox): number {
  return civilFromDays(Math.floor((out.sessionTime.sessionEpochMs + nowNs / 1e6) / MS_PER_DAY))
}
