/**
 * What strategies want to have in the market: for each line, side and level a price and a quantity. A strategy writes
 * here and never sends an order; the quote manager makes the orders follow.
 */

import { BID, type Side } from '@reflex/book'

/** Levels of a side at most. */
export const LEVELS_MAX = 4
const SLOTS_PER_LINE = 2 * LEVELS_MAX

export const STYLE_PASSIVE = 0
export const STYLE_TAKE = 1

export class QuoteBoard {
  readonly slotCount: number
  /** By slot. */
  readonly prices: Float64Array
  readonly lots: Float64Array
  readonly styles: Uint8Array

  constructor(lineCount: number) {
    this.slotCount = lineCount * SLOTS_PER_LINE
    this.prices = new Float64Array(this.slotCount)
    this.lots = new Float64Array(this.slotCount)
    this.styles = new Uint8Array(this.slotCount)
  }

  /** Wants a resting, post-only quote. @param lots whole; 0 withdraws. */
  set(line: number, side: Side, level: number, priceTicks: number, lots: number): void {
    const slot = slotOf(line, side, level)
    this.prices[slot] = priceTicks
    this.lots[slot] = lots
    this.styles[slot] = STYLE_PASSIVE
  }

  /**
   * Wants to trade now, at this price or better: one immediate-or-cancel order. Forgotten once sent, whatever becomes
   * of it. It takes the deepest level of the side, so that it does not wait for resting quotes.
   */
  take(line: number, side: Side, priceTicks: number, lots: number): void {
    const slot = slotOf(line, side, LEVELS_MAX - 1)
    this.prices[slot] = priceTicks
    this.lots[slot] = lots
    this.styles[slot] = STYLE_TAKE
  }

  /** Takes back a level. */
  clear(line: number, side: Side, level: number): void {
    this.lots[slotOf(line, side, level)] = 0
  }

  /** Takes back everything of a line. */
  withdraw(line: number): void {
    const first = slotOf(line, BID, 0)
    for (let slot = first; slot < first + SLOTS_PER_LINE; slot++) this.lots[slot] = 0
  }
}

export function slotOf(line: number, side: number, level: number): number {
  return line * SLOTS_PER_LINE + side * LEVELS_MAX + level
}

export function lineOfSlot(slot: number): number {
  return (slot / SLOTS_PER_LINE) | 0
}

export function sideOfSlot(slot: number): number {
  return ((slot % SLOTS_PER_LINE) / LEVELS_MAX) | 0
}
