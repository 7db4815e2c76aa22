/** Checks of the portfolio as it would be if every open order of this side, and this one, were filled. */

import { CHECK } from '../check-catalogue.ts'
import type { Decision } from '../decision.ts'
import { CELL, GROSS, LONG_MONEY, OPEN_BUY, OPEN_SELL, POSITION, SHORT_MONEY } from '../exposure-table.ts'
import type { LimitTable } from '../limit-table.ts'
import { ACCOUNT, BUY, FIRM, INSTRUMENT, type OrderRequest, SELL, STRATEGY } from '../order-request.ts'
import { NO_REFERENCE } from '../reference-table.ts'
import type { RiskState } from '../risk-state.ts'
import { valuationPrice2 } from './size-checks.ts'
import { isFlattenPath } from './state-checks.ts'

const NO_LIMIT = Number.POSITIVE_INFINITY

/**
 * Worst-case long or short of firm, account and strategy by underlying, and of the instrument. Only the order's own
 * side is tested.
 */
export function checkPosition(request: OrderRequest, state: RiskState, limits: LimitTable, decision: Decision): void {
  if (request.instrument < 0 || request.isNotLarger) return
  const { exposures, instruments } = state
  const isBuy = request.side === BUY
  const lotBase = instruments.baseE8PerLot[request.instrument]!
  const added = request.addedLots
  for (let i = FIRM; i <= STRATEGY; i++) {
    const base = request.bases[i]!
    if (base < 0) continue
    const open = isBuy ? exposures.openBuyBase[base]! : exposures.openSellBase[base]!
    const position = exposures.positionBase[base]!
    const worst = (isBuy ? position : -position) + open + added * lotBase
    const max = isBuy ? limits.longBase[base]! : limits.shortBase[base]!
    if (worst <= max) continue
    decision.limit = max
    decision.value = worst
    decision.breach(CHECK.POSITION_LIMIT, request.keys[i]!)
  }
  const { instrument } = request
  const open = isBuy ? exposures.cells[instrument * CELL + OPEN_BUY]! : exposures.cells[instrument * CELL + OPEN_SELL]!
  const position = exposures.cells[instrument * CELL + POSITION]!
  const worst = (isBuy ? position : -position) + open + added
  const max = isBuy ? limits.longLots[instrument]! : limits.shortLots[instrument]!
  if (worst <= max) return
  decision.limit = max * lotBase
  decision.value = worst * lotBase
  decision.breach(CHECK.POSITION_LIMIT, request.keys[INSTRUMENT]!)
}

/**
 * Gross: sum over instruments of max(|long|, |short|) at the mark. Net: the signed sum, on the order's side. Credit:
 * margin in use plus the margin of the order, compared unrounded. One walk over firm, account and strategy.
 */
export function checkPortfolio(request: OrderRequest, state: RiskState, limits: LimitTable, decision: Decision): void {
  const { instrument } = request
  if (instrument < 0) return
  const valuation2 = valuationPrice2(request)
  const price2 = request.reference2 !== NO_REFERENCE ? request.reference2 : valuation2
  if (price2 === NO_REFERENCE) return
  const { exposures, instruments } = state
  const perHalfTick = instruments.moneyPerHalfTickLot[instrument]!
  const perLot = instruments.moneyPerLot[instrument]!
  const lotMoney = price2 * perHalfTick + perLot
  const isBuy = request.side === BUY
  const added = request.addedLots
  const isExempt = limits.isReductionExempt
  const isLarger = !(request.isReplace && added === 0) || !isExempt
  const isFlattening = isFlattenPath(request, limits)
  for (let i = FIRM; i <= STRATEGY; i++) {
    const row = request.keys[i]!
    if (row < 0) continue
    const cell = request.cells[i]!
    const position = exposures.cells[cell * CELL + POSITION]!
    const long = position + exposures.cells[cell * CELL + OPEN_BUY]!
    const short = exposures.cells[cell * CELL + OPEN_SELL]! - position
    // Worst case of the order's own side and of the other; they are not both negative, so the larger is larger in size.
    const own = (isBuy ? long : short) + added
    const other = isBuy ? short : long
    const before = own - added
    // An order that reduces is exempt: the larger side does not grow.
    if (!isFlattening && (!isExempt || own > (before > other ? before : other))) {
      const grossAfter =
        exposures.grossSum[row]! - exposures.cells[cell * CELL + GROSS]! + (own > other ? own : other) * lotMoney
      if (grossAfter > limits.gross[row]!) {
        decision.limit = limits.gross[row]!
        decision.value = grossAfter
        decision.breach(CHECK.GROSS_NOTIONAL, row)
      }
      if (i !== STRATEGY && limits.credit[row]! !== NO_LIMIT && valuation2 !== NO_REFERENCE) {
        const qty = isExempt ? added : request.qtyLots
        const bps = limits.marginBps[row]!
        const after = exposures.marginUsed(row, bps) + marginCeiling(qty * (valuation2 * perHalfTick + perLot), bps)
        if (after > limits.credit[row]!) {
          decision.limit = limits.credit[row]!
          decision.value = after
          decision.breach(CHECK.CREDIT, row)
        }
      }
    }
    const netAfter = isBuy
      ? exposures.longSum[row]! - exposures.cells[cell * CELL + LONG_MONEY]! + own * lotMoney
      : exposures.cells[cell * CELL + SHORT_MONEY]! - exposures.shortSum[row]! + own * lotMoney
    if (netAfter > limits.net[row]! && isLarger) {
      decision.limit = limits.net[row]!
      decision.value = netAfter
      decision.breach(CHECK.NET_NOTIONAL, row)
    }
  }
}

/**
 * ceil(money x bps / 10,000) without leaving the exact integers: whole credit compares the same with the ceiling as
 * with the margin itself.
 */
export function marginCeiling(money: number, bps: number): number {
  const tenThousands = Math.floor(money / 1e4)
  return tenThousands * bps + Math.ceil(((money - tenThousands * 1e4) * bps) / 1e4)
}

/**
 * Projected delta of the underlying and vega: what every open order that pushes the same way, and this one, would make
 * of them. An order that pushes them the other way is not tested. Greeks too old to believe fail, where there is a
 * limit.
 */
export function checkGreeks(request: OrderRequest, state: RiskState, limits: LimitTable, decision: Decision): void {
  const { greeks } = state.exposures
  const { instrument } = request
  if (!greeks.isOn || instrument < 0 || request.isNotLarger) return
  const lots = request.side === BUY ? request.addedLots : -request.addedLots
  const delta = lots * greeks.unitDelta[instrument]!
  const vega = lots * greeks.unitVega[instrument]!
  const isOld = request.nowNs - greeks.toldNs[instrument]! > limits.greeksAgeMaxNs
  for (let i = FIRM; i <= STRATEGY; i++) {
    const base = request.bases[i]!
    if (base < 0) continue
    const row = request.keys[i]!
    const maxDelta = limits.deltaBase[base]!
    const maxVega = limits.vega[row]!
    if (isOld && (maxDelta !== NO_LIMIT || maxVega !== NO_LIMIT)) decision.fail(CHECK.GREEK_LIMIT, row)
    const deltaAfter = delta > 0 ? greeks.deltaUp[base]! + delta : -greeks.deltaDown[base]! - delta
    if (deltaAfter > maxDelta && delta !== 0) {
      decision.limit = maxDelta
      decision.value = deltaAfter
      decision.breach(CHECK.GREEK_LIMIT, row)
    }
    if (vega === 0) continue
    const vegaAfter = vega > 0 ? greeks.vegaUp[row]! + vega : -greeks.vegaDown[row]! - vega
    if (vegaAfter > maxVega) {
      decision.limit = maxVega
      decision.value = vegaAfter
      decision.breach(CHECK.GREEK_LIMIT, row)
    }
  }
}

/** A restricted instrument may not go short, with every open sell filled. */
export function checkShortSell(request: OrderRequest, state: RiskState, decision: Decision): void {
  if (request.instrument < 0 || request.account < 0 || request.side !== SELL || request.isNotLarger) return
  if (state.instruments.isShortSellRestricted[request.instrument] === 0) return
  const { exposures } = state
  const cell = request.keys[ACCOUNT]! * exposures.instrumentCount + request.instrument
  const after = exposures.cells[cell * CELL + POSITION]! - exposures.cells[cell * CELL + OPEN_SELL]! - request.addedLots
  if (after >= 0) return
  decision.limit = 0
  decision.value = -after
  decision.breach(CHECK.SHORT_SELL, request.keys[ACCOUNT]!)
}

/** Touching our own resting order on the other side, in the firm or in the account. A market order meets any. */
export function checkSelfTrade(request: OrderRequest, state: RiskState, limits: LimitTable, decision: Decision): void {
  if (request.instrument < 0) return
  const isFirmWide = limits.isSelfTradeFirmWide
  if (!isFirmWide && request.account < 0) return
  const rowBooks = isFirmWide ? 0 : request.account * state.instruments.count
  const opposite = request.side === BUY ? SELL : BUY
  for (let i = 0; i < request.venueChoices; i++) {
    const instrument = request.isRouted ? state.instruments.sibling(request.instrument, i) : request.instrument
    const own = state.ownQuotes.best(rowBooks + instrument, opposite)
    const meets = request.hasPrice
      ? request.side === BUY
        ? request.priceTicks >= own
        : request.priceTicks <= own
      : !Number.isNaN(own)
    if (!meets) continue
    decision.limit = 2 * own
    decision.value = request.hasPrice ? 2 * request.priceTicks : 2 * own
    decision.breach(CHECK.SELF_TRADE, request.keys[isFirmWide ? FIRM : ACCOUNT]!)
  }
}
