/**
 * Implementation shortfall of a parent order and its three usual splits. All amounts in money, costs positive; with S
 * intended, x filled, pbar average fill, Pd decision, P0 arrival, Pn end price and s the side, each split re-adds to s
 * S (Pn - Pd) - (s x (Pn - pbar) - fees). A report must name the split it shows.
 */

export interface ParentExecution {
  /** +1 buy, -1 sell. */
  readonly side: number
  /** S > 0. */
  readonly intendedQty: number
  /** x in [0, S]. */
  readonly filledQty: number
  /** pbar; any number when nothing filled. */
  readonly averagePx: number
  /** Paid; negative = rebate. */
  readonly fees: number
  /** Pd, mid at the decision; the arrival price when not known. */
  readonly decisionPx: number
  /** P0, mid when the order reached the desk or router. */
  readonly arrivalPx: number
  /** Pn, mid at the end. */
  readonly endPx: number
}

export interface Shortfall {
  /** s S (Pn - Pd): the paper portfolio's gain. */
  readonly paperReturn: number
  /** s x (Pn - pbar) - fees. */
  readonly actualReturn: number
  /** paperReturn - actualReturn. */
  readonly total: number
  /** total in basis points of S Pd. */
  readonly totalBps: number
  readonly fees: number
  /** Perold (1988): s x (pbar - Pd) and s (S - x)(Pn - Pd). */
  readonly perold: { readonly execution: number; readonly opportunity: number }
  /** Wagner: s S (P0 - Pd), split into filled and unfilled part; s x (pbar - P0); s (S - x)(Pn - P0). */
  readonly wagner: {
    readonly delay: number
    readonly tradingDelay: number
    readonly opportunityDelay: number
    readonly trading: number
    readonly opportunity: number
  }
  /** CFA: delay on the filled part only, s x (P0 - Pd); s x (pbar - P0); opportunity from Pd on the unfilled part. */
  readonly cfa: { readonly delay: number; readonly trading: number; readonly opportunity: number }
}

export function implementationShortfall(order: ParentExecution): Shortfall {
  const { side, intendedQty, filledQty, fees, decisionPx, arrivalPx, endPx } = order
  const averagePx = filledQty === 0 ? arrivalPx : order.averagePx
  const unfilledQty = intendedQty - filledQty
  const paperReturn = side * intendedQty * (endPx - decisionPx)
  const actualReturn = side * filledQty * (endPx - averagePx) - fees
  const trading = side * filledQty * (averagePx - arrivalPx)
  const tradingDelay = side * filledQty * (arrivalPx - decisionPx)
  const opportunityFromDecision = side * unfilledQty * (endPx - decisionPx)
  const total = paperReturn - actualReturn
  return {
    paperReturn,
    actualReturn,
    total,
    totalBps: shortfallBps(total, order),
    fees,
    perold: { execution: side * filledQty * (averagePx - decisionPx), opportunity: opportunityFromDecision },
    wagner: {
      delay: side * intendedQty * (arrivalPx - decisionPx),
      tradingDelay,
      opportunityDelay: side * unfilledQty * (arrivalPx - decisionPx),
      trading,
      opportunity: side * unfilledQty * (endPx - arrivalPx),
    },
    cfa: { delay: tradingDelay, trading, opportunity: opportunityFromDecision },
  }
}

/** An amount of a split in basis points of the paper order's value S Pd. */
export function shortfallBps(amount: number, order: { intendedQty: number; decisionPx: number }): number {
  return (amount / (order.intendedQty * order.decisionPx)) * 1e4
}
