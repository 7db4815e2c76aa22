/** Small facts about orders and messages that the naive twin counts by hand. */

import type { NaiveIntent, NaiveOrder } from './naive-world.ts'

/** Open quantity of an order: a replace in flight counts as the larger of old and new. */
export function openQty(order: NaiveOrder): number {
  return Math.max(0, Math.max(order.qty, order.pending?.qty ?? 0) - order.cum)
}

/** What makes two orders the same. */
export function economicsOf({ strategy, instrument, side, qty, price }: NaiveIntent): string {
  return `${strategy}/${instrument}/${side}/${qty}/${price ?? 0}`
}

/** Of a token bucket, in billionths: refilled from message to message, one taken by each. */
export function tokens(
  sent: number[],
  { capacity, perSecond }: { capacity: number; perSecond: number },
  nowNs: number,
): bigint {
  const full = BigInt(capacity) * 1_000_000_000n
  let level = full
  let thenNs = 0n
  for (const ns of [...sent, null]) {
    const atNs = BigInt(ns ?? nowNs)
    const refilled = level + (atNs - thenNs) * BigInt(perSecond)
    level = refilled > full ? full : refilled
    thenNs = atNs
    if (ns !== null) level = level > 1_000_000_000n ? level - 1_000_000_000n : 0n
  }
  return level
}

export const sum = (values: bigint[]) => values.reduce((a, b) => a + b, 0n)
export const max = (a: bigint, b: bigint) => (a > b ? a : b)
export const abs = (a: bigint) => (a < 0n ? -a : a)
