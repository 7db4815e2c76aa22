/** A listener that writes each event down as a value. */

import type { MatchingListener, Side } from '../src/index.ts'

export type Event = readonly [name: string, ...values: number[]]

export class EventLog implements MatchingListener {
  events: Event[] = []

  /** @returns the events so far and forgets them. */
  take(): Event[] {
    const { events } = this
    this.events = []
    return events
  }

  onAccepted(orderId: number, side: Side, price: number, qty: number): void {
    this.events.push(['accepted', orderId, side, price, qty])
  }
  onRejected(orderId: number, reason: number): void {
    this.events.push(['rejected', orderId, reason])
  }
  onTrade(maker: number, taker: number, price: number, qty: number, makerLeaves: number, takerLeaves: number): void {
    this.events.push(['trade', maker, taker, price, qty, makerLeaves, takerLeaves])
  }
  onCancelled(orderId: number, qty: number, reason: number): void {
    this.events.push(['cancelled', orderId, qty, reason])
  }
  onDecremented(orderId: number, qty: number, leaves: number): void {
    this.events.push(['decremented', orderId, qty, leaves])
  }
  onReplaced(orderId: number, price: number, leaves: number, isPriorityKept: boolean): void {
    this.events.push(['replaced', orderId, price, leaves, isPriorityKept ? 1 : 0])
  }
  onLevelChanged(side: Side, price: number, qty: number, count: number, action: number): void {
    this.events.push(['level', side, price, qty, count, action])
  }
}
