/**
 * Checks the laws of a market on the events alone: bought = sold, quantity = leaves + filled + cancelled, trades name
 * live orders.
 */

import { assert } from '@reflex/base'
import { BID } from '../src/index.ts'
import type { Event } from './event-log.ts'

interface OrderAccount {
  side: number
  leaves: number
  filled: number
}

export class ConservationChecker {
  readonly #live = new Map<number, OrderAccount>()
  #bought = 0
  #sold = 0
  tradeCount = 0

  apply(events: readonly Event[]): void {
    for (const [name, id = 0, ...values] of events) this.#applyOne(name, id, values)
    assert(this.#bought === this.#sold, 'bought differs from sold')
  }

  expectLeaves(id: number, leaves: number, filled: number): void {
    const account = this.#account(id)
    assert(account.leaves === leaves && account.filled === filled, 'leaves or filled differ from the events')
  }

  expectLive(count: number): void {
    assert(this.#live.size === count, 'number of live orders differs from the events')
  }

  #applyOne(name: string, id: number, values: number[]): void {
    const [first = 0, second = 0, third = 0] = values
    switch (name) {
      case 'accepted':
        assert(!this.#live.has(id), 'accepted twice')
        this.#live.set(id, { side: first, leaves: third, filled: 0 })
        return
      case 'trade': {
        const [taker = 0, , qty = 0, makerLeaves = 0, takerLeaves = 0] = values
        this.tradeCount++
        this.#fill(id, qty, makerLeaves)
        this.#fill(taker, qty, takerLeaves)
        return
      }
      case 'cancelled':
        assert(this.#account(id).leaves === first, 'cancelled is not what was left')
        this.#live.delete(id)
        return
      case 'decremented':
        this.#account(id).leaves -= first
        assert(this.#account(id).leaves === second && second > 0, 'decrement is wrong')
        return
      case 'replaced':
        this.#account(id).leaves = second
        return
    }
  }

  #fill(id: number, qty: number, leaves: number): void {
    const account = this.#account(id)
    account.leaves -= qty
    account.filled += qty
    assert(qty > 0 && account.leaves === leaves && leaves >= 0, 'leaves after a trade are wrong')
    if (account.side === BID) this.#bought += qty
    else this.#sold += qty
    if (leaves === 0) this.#live.delete(id)
  }

  #account(id: number): OrderAccount {
    const account = this.#live.get(id)
    assert(account !== undefined, 'an event names an order that is not live')
    return account
  }
}
