import type { VenueEvent } from './venue-words.ts'

/** The ems as one would explain it: maps, strings, no thought for speed. One venue. Quantities in whole units. */

type State = 'pending' | 'new' | 'partial' | 'filled' | 'canceled' | 'rejected' | 'expired'
const ENDED: readonly State[] = ['filled', 'canceled', 'rejected', 'expired']
const STATUS_CODES: Readonly<Record<State, string>> = {
  ...{ pending: 'A', new: '0', partial: '1' },
  ...{ filled: '2', canceled: '4', rejected: '8', expired: 'C' },
}
const ANSWER_TIMEOUT_NS = 2000e6
const RETRY_NS = 500e6
const UNKNOWN_ORDER = 1

export class ReferenceOrder {
  readonly first: string
  clOrdId: string
  qty: number
  cum = 0
  state: State = 'pending'
  pendingReplace: { readonly id: string; readonly qty: number } | undefined
  pendingCancel: string | undefined
  knowledge: 'known' | 'unknown' | 'doubtful' = 'known'
  sentNs: number
  cancelNs = Number.NEGATIVE_INFINITY
  isUnwanted = false
  isGone = false

  constructor(id: string, qty: number, nowNs: number) {
    this.first = id
    this.clOrdId = id
    this.qty = qty
    this.sentNs = nowNs
  }

  get isLive(): boolean {
    return !ENDED.includes(this.state)
  }

  get status(): string {
    if (!this.isLive) return STATUS_CODES[this.state]
    if (this.pendingCancel !== undefined) return '6'
    if (this.pendingReplace !== undefined) return 'E'
    return STATUS_CODES[this.state]
  }

  get leaves(): number {
    return this.isLive ? Math.max(0, this.qty - this.cum) : 0
  }

  end(state: State): void {
    this.state = state
    this.pendingReplace = undefined
    this.pendingCancel = undefined
    this.knowledge = 'known'
    this.isUnwanted = false
  }

  fillBy(delta: number): void {
    this.cum = Math.max(0, this.cum + delta)
    this.settle()
  }

  settle(): void {
    if (!this.isLive) return
    if (this.cum >= this.qty) this.end('filled')
    else if (this.cum > 0) this.state = 'partial'
    else if (this.state === 'partial') this.state = 'new'
  }

  acknowledge(): void {
    if (this.state === 'pending') this.state = 'new'
  }
}

/** What is said, as short lines: `V D id` to the venue, `P ...` and `R ...` to the firm. */
export class ReferenceEms {
  readonly orders: ReferenceOrder[] = []
  /** Every ClOrdID ever used by the firm. */
  readonly used = new Set<string>()
  readonly orderOf = new Map<string, ReferenceOrder>()
  readonly execs = new Set<string>()
  readonly fills = new Map<string, { readonly order: ReferenceOrder; qty: number }>()
  said: string[] = []
  nowNs = 0
  isUp = true
  isHalted = false
  number = 0

  get live(): ReferenceOrder[] {
    return this.orders.filter((order) => order.isLive)
  }

  take(): string[] {
    return this.said.splice(0).sort()
  }

  approve(id: string, qty: number, hasDecision: boolean): void {
    if (this.used.has(id)) return
    this.used.add(id)
    const order = new ReferenceOrder(id, qty, this.nowNs)
    this.orders.push(order)
    this.orderOf.set(id, order)
    if (hasDecision && this.isUp && !this.isHalted) return void this.said.push(`V D ${id}`)
    order.end('rejected')
    this.publish(order, '8', id)
  }

  replace(id: string, orig: string, qty: number): void {
    const order = this.orderOf.get(orig)
    if (this.used.has(id)) return void this.said.push(`R ${id} 6`)
    this.used.add(id)
    if (order === undefined || !order.isLive) return void this.said.push(`R ${id} 1`)
    this.orderOf.set(id, order)
    if (order.pendingReplace !== undefined) return void this.said.push(`R ${id} 3`)
    if (this.isHalted || !this.isUp) return void this.said.push(`R ${id} 99`)
    order.pendingReplace = { id, qty }
    order.sentNs = this.nowNs
    this.said.push(`V G ${id} ${order.clOrdId}`)
  }

  cancel(id: string, orig: string): void {
    const order = this.orderOf.get(orig)
    if (this.used.has(id)) return void this.said.push(`R ${id} 6`)
    this.used.add(id)
    if (order === undefined || !order.isLive) return void this.said.push(`R ${id} 1`)
    this.orderOf.set(id, order)
    if (!this.isUp) {
      order.isUnwanted = true
      return void this.said.push(`R ${id} 99`)
    }
    order.pendingCancel = id
    order.sentNs = this.nowNs
    order.cancelNs = this.nowNs
    this.said.push(`V F ${id} ${order.clOrdId}`)
  }

  cancelAll(): void {
    for (const order of this.live) this.cancelNow(order)
  }

  halt(): void {
    this.isHalted = true
    this.cancelAll()
  }

  release(): void {
    this.isHalted = false
  }

  link(isUp: boolean): void {
    if (isUp === this.isUp) return
    this.isUp = isUp
    for (const order of this.live) {
      if (!isUp) order.knowledge = 'unknown'
      else {
        if (this.isHalted || order.isUnwanted) this.cancelNow(order)
        this.said.push(`V H ${order.clOrdId}`)
      }
    }
  }

  /** The retry timer. */
  retry(): void {
    if (!this.isUp) return
    for (const order of this.live) {
      const mustGo = this.isHalted || order.isUnwanted
      if (mustGo && this.nowNs - order.cancelNs >= RETRY_NS) this.cancelNow(order)
      const isWaiting = order.state === 'pending' || (order.pendingReplace ?? order.pendingCancel) !== undefined
      const isOverdue = isWaiting && this.nowNs - order.sentNs >= ANSWER_TIMEOUT_NS
      if (order.knowledge === 'known' && !isOverdue) continue
      if (order.knowledge === 'known') order.knowledge = 'doubtful'
      this.said.push(`V H ${order.clOrdId}`)
    }
  }

  venue(event: VenueEvent): void {
    const order = this.orderOf.get(event.id) ?? this.orderOf.get(event.orig ?? '')
    if (event.kind === 'cancel-reject') return this.#onCancelReject(event)
    if (order === undefined) return
    if (event.kind === 'status') return this.#onStatus(order, event)
    if (this.execs.has(event.exec!)) return
    this.execs.add(event.exec!)
    const wasGone = order.isGone
    this.#move(order, event)
    this.publish(order, EXEC_TYPES[event.kind]!, this.used.has(event.id) ? event.id : order.clOrdId)
    if (event.kind === 'ack' && wasGone) this.#cancelGone(order)
  }

  publish(order: ReferenceOrder, execType: string, id: string): void {
    this.said.push(`P ${++this.number} ${execType} ${order.status} ${order.cum} ${order.leaves} ${id}`)
  }

  #move(order: ReferenceOrder, { kind, id, exec, ref, qty = 0, cum = 0, orderQty }: VenueEvent): void {
    if (kind === 'fill') {
      this.fills.set(exec!, { order, qty })
      order.fillBy(qty)
    } else if (kind === 'bust' || kind === 'correct') {
      const fill = this.fills.get(ref ?? '')
      const now = kind === 'bust' ? 0 : qty
      if (fill?.order !== order) return order.fillBy(cum - order.cum)
      order.fillBy(now - fill.qty)
      fill.qty = now
      this.fills.set(exec!, fill)
    } else if (kind === 'rejected') {
      if (order.pendingReplace?.id === id) order.pendingReplace = undefined
      else if (order.pendingCancel === id) order.pendingCancel = undefined
      else if (order.first === id && order.isLive) order.end('rejected')
    } else if (order.isLive) this.#moveLive(order, kind, id, orderQty)
  }

  #moveLive(order: ReferenceOrder, kind: VenueEvent['kind'], id: string, orderQty: number | undefined): void {
    if (kind === 'ack') order.acknowledge()
    else if (kind === 'canceled') order.end('canceled')
    else if (kind === 'expired') order.end('expired')
    else if (kind === 'replaced' && order.pendingReplace?.id === id) {
      order.clOrdId = id
      this.#setQty(order, order.pendingReplace.qty)
      order.pendingReplace = undefined
      order.settle()
    } else if (kind === 'restated' || (kind === 'replaced' && this.used.has(id) && order.pendingCancel !== id)) {
      if (kind === 'replaced' && this.orderOf.get(id) === order) order.clOrdId = id
      this.#setQty(order, orderQty ?? order.qty)
      order.settle()
    }
  }

  #setQty(order: ReferenceOrder, qty: number): void {
    order.qty = qty
    order.acknowledge()
  }

  #onStatus(order: ReferenceOrder, event: VenueEvent): void {
    const isOpen = event.status === '0' || event.status === '1'
    if (!order.isLive) {
      if (isOpen && order.isGone) this.#cancelGone(order)
    } else if (isOpen) this.#onOpenThere(order)
    else if (event.status === '8') this.#endUnknown(order)
    else {
      order.end(event.status === '2' ? 'filled' : event.status === '4' ? 'canceled' : 'expired')
      this.publish(order, event.status === '2' ? 'I' : '4', order.clOrdId)
    }
  }

  #onOpenThere(order: ReferenceOrder): void {
    order.acknowledge()
    order.knowledge = 'known'
    if (this.nowNs - order.sentNs < ANSWER_TIMEOUT_NS) return
    const givenUp = [order.pendingReplace?.id, order.pendingCancel].filter((id) => id !== undefined)
    order.pendingReplace = undefined
    order.pendingCancel = undefined
    for (const id of givenUp) this.said.push(`R ${id} 99 ${++this.number}`)
  }

  #onCancelReject(event: VenueEvent): void {
    const order = this.orderOf.get(event.id)
    if (order === undefined) return
    const isReplace = order.pendingReplace?.id === event.id || event.toReplace === true
    if (order.pendingReplace?.id === event.id) order.pendingReplace = undefined
    if (order.pendingCancel === event.id) order.pendingCancel = undefined
    this.said.push(`R ${event.id} ${event.reason ?? 0} ${++this.number}`)
    if (!order.isLive) return
    if (event.reason === UNKNOWN_ORDER && order.knowledge !== 'known') this.#endUnknown(order)
    else if ((!isReplace || event.reason === UNKNOWN_ORDER) && order.knowledge === 'known') order.knowledge = 'doubtful'
  }

  #endUnknown(order: ReferenceOrder): void {
    order.isGone = true
    order.end('canceled')
    this.publish(order, '4', order.clOrdId)
  }

  #cancelGone(order: ReferenceOrder): void {
    if (!this.isUp || order.cancelNs === this.nowNs) return
    order.cancelNs = this.nowNs
    this.said.push(`V F X ${order.clOrdId}`)
  }

  /** A cancel of our own: its id is not compared. */
  cancelNow(order: ReferenceOrder): void {
    order.isUnwanted = true
    if (!this.isUp || order.cancelNs === this.nowNs) return
    order.cancelNs = this.nowNs
    order.sentNs = this.nowNs
    order.pendingCancel = 'X'
    this.said.push(`V F X ${order.clOrdId}`)
  }
}

const EXEC_TYPES: Readonly<Partial<Record<VenueEvent['kind'], string>>> = {
  ...{ ack: '0', fill: 'F', canceled: '4', replaced: '5', rejected: '8', expired: 'C' },
  ...{ restated: 'D', pending: 'A', bust: 'H', correct: 'G' },
}
