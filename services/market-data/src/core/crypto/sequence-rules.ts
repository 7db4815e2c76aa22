/**
 * How the venues number their changes, and what the numbers say of the change in hand against the book at `before`:
 *
 *     binance spot     first after a snapshot L: U <= L+1 <= u, then U = u before + 1
 *     binance futures  first after a snapshot L: U <= L   <= u, then pu = u before
 *     chain            each names the one before it: Deribit, Bybit 5, Kraken Futures (seq - 1), OKX with prevSeqId
 *     growing          a time or a number that only grows: Bitstamp, Coinbase (equal is allowed), Bybit before 5
 *     none             Kraken (a checksum instead), Gemini
 */

import type { VenueMessage } from './venue-message.ts'

export const CONTINUES = 0
/** The book has it already. */
export const IS_OLD = 1
/** Something between is missing. */
export const IS_GAP = 2
export type Verdict = 0 | 1 | 2

/** @param isFirst whether no change has followed the snapshot yet. */
export type SequenceRule = (message: VenueMessage, before: number, isFirst: boolean) => Verdict

export const binanceSpotRule: SequenceRule = (message, before, isFirst) => {
  if (message.last <= before) return IS_OLD
  if (isFirst) return message.first <= before + 1 ? CONTINUES : IS_GAP
  return message.first === before + 1 ? CONTINUES : IS_GAP
}

export const binanceFuturesRule: SequenceRule = (message, before, isFirst) => {
  if (isFirst ? message.last < before : message.last <= before) return IS_OLD
  if (isFirst) return message.first <= before ? CONTINUES : IS_GAP
  return message.previous === before ? CONTINUES : IS_GAP
}

export const chainRule: SequenceRule = (message, before) => {
  if (message.previous === before) return CONTINUES
  return message.last <= before ? IS_OLD : IS_GAP
}

/** Messages from before seqId was introduced have none: the checksum decides. */
export const okxRule: SequenceRule = (message, before, isFirst) =>
  Number.isNaN(message.previous) ? CONTINUES : chainRule(message, before, isFirst)

export const growingRule: SequenceRule = (message, before) => {
  if (message.last === before) return IS_OLD
  return Number.isNaN(before) || message.last > before ? CONTINUES : IS_GAP
}

/** Several changes of one instant are usual. */
export const notFallingRule: SequenceRule = (message, before) =>
  Number.isNaN(before) || message.last >= before ? CONTINUES : IS_GAP

/** Bitstamp: a book merged from REST at its microtimestamp; older changes are in it. */
export const mergedByTimeRule: SequenceRule = (message, before, isFirst) => {
  if (message.last > before) return CONTINUES
  return isFirst || message.last === before ? IS_OLD : IS_GAP
}

/** Bybit has two generations of books: the later one names the update before. */
export const bybitRule: SequenceRule = (message, before, isFirst) =>
  Number.isNaN(message.previous) ? growingRule(message, before, isFirst) : chainRule(message, before, isFirst)

export const noRule: SequenceRule = () => CONTINUES
