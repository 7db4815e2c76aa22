/**
 * Message rates of firm, account, strategy and venue: a sliding window and a token bucket, whichever are configured.
 */

import { CHECK } from '../check-catalogue.ts'
import type { Decision } from '../decision.ts'
import { INSTRUMENT, type OrderRequest } from '../order-request.ts'
import type { RiskState } from '../risk-state.ts'

export function checkMessageRate(request: OrderRequest, state: RiskState, decision: Decision): void {
  for (let i = 0; i < request.keys.length; i++) {
    const key = request.keys[i]!
    if (key < 0 || i === INSTRUMENT) continue
    const window = state.windows[key]!
    if (window !== null && !window.hasRoom(request.nowNs, request.messageCount)) {
      decision.limit = window.max
      decision.value = window.max + request.messageCount
      decision.breach(CHECK.MESSAGE_RATE, key)
    }
    const bucket = state.buckets[key]!
    if (bucket !== null && !bucket.hasRoom(request.nowNs, request.messageCount)) {
      decision.limit = bucket.capacity
      decision.value = bucket.capacity + request.messageCount
      decision.breach(CHECK.MESSAGE_RATE, key)
    }
  }
}

/** Counts a message that was sent, cancels included: they are never refused, but the venue counts them too. */
export function takeMessageRate(request: OrderRequest, state: RiskState): void {
  for (let i = 0; i < request.keys.length; i++) {
    const key = request.keys[i]!
    if (key < 0 || i === INSTRUMENT) continue
    state.windows[key]?.take(request.nowNs)
    state.buckets[key]?.take(request.nowNs)
  }
}
