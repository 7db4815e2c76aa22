/**
 * The table of checks (domain.md 1.2), in the order in which the first breach is named. A new check is a row here, a
 * function in its family's file under checks/ and a line in decide.ts. NOT_READY, REDUCE_ONLY and MM_PROTECTION are our
 * own: the gateway's read models, the risk engine's level, and a freeze of market maker protection.
 */

export const CHECK = {
  KILL: 0,
  NOT_READY: 1,
  REDUCE_ONLY: 2,
  MM_PROTECTION: 3,
  EXCHANGE_CLOSED: 4,
  UNKNOWN_SYMBOL: 5,
  UNKNOWN_ACCOUNT: 6,
  RESTRICTED: 7,
  DUPLICATE_CLORDID: 8,
  BAD_QTY: 9,
  BAD_TICK: 10,
  UNSUPPORTED: 11,
  NO_REFERENCE_PRICE: 12,
  PRICE_COLLAR: 13,
  MAX_ORDER_QTY: 14,
  MAX_ORDER_NOTIONAL: 15,
  MAX_PCT_ADV: 16,
  MAX_OPEN_ORDERS: 17,
  POSITION_LIMIT: 18,
  GROSS_NOTIONAL: 19,
  NET_NOTIONAL: 20,
  CREDIT: 21,
  GREEK_LIMIT: 22,
  LOSS_LIMIT: 23,
  SHORT_SELL: 24,
  SELF_TRADE: 25,
  MESSAGE_RATE: 26,
  DUPLICATE_ECONOMICS: 27,
  REPEATED_EXECUTION: 28,
  STALE_ORDER: 29,
  REJECT_STORM: 30,
} as const

export type CheckName = keyof typeof CHECK
export type CheckId = (typeof CHECK)[CheckName]

/** At most 31: breaches travel as bits of one small integer. */
export const CHECK_COUNT = 31

/** What limit and value of a breach are counted in; see breach-text.ts for how each is printed. */
export type BreachUnit = 'none' | 'count' | 'quantity' | 'base' | 'money' | 'price' | 'ms' | 'percent' | 'e8'

export interface CheckRow {
  readonly name: CheckName
  /** OrdRejReason(103) of FIX 5.0 SP2, then of FIX 4.4. */
  readonly ordRejReason: number
  readonly ordRejReason44: number
  /** CxlRejReason(102) of a refused replace. */
  readonly cxlRejReason: number
  /** Hard refuses; soft warns and is counted. */
  readonly isHard: boolean
  readonly unit: BreachUnit
}

function row(
  name: CheckName,
  codes: readonly [sp2: number, fix44: number, cancelReject: number],
  unit: BreachUnit,
  options: { isHard?: boolean } = {},
): CheckRow {
  const [ordRejReason, ordRejReason44, cxlRejReason] = codes
  const { isHard = true } = options
  return { name, ordRejReason, ordRejReason44, cxlRejReason, isHard, unit }
}

const OTHER = 99
const BROKER = 2

export const CHECKS: readonly CheckRow[] = [
  row('KILL', [0, 0, BROKER], 'none'),
  row('NOT_READY', [OTHER, OTHER, BROKER], 'none'),
  row('REDUCE_ONLY', [21, OTHER, BROKER], 'none'),
  row('MM_PROTECTION', [OTHER, OTHER, BROKER], 'ms'),
  row('EXCHANGE_CLOSED', [2, 2, OTHER], 'none'),
  row('UNKNOWN_SYMBOL', [1, 1, OTHER], 'none'),
  row('UNKNOWN_ACCOUNT', [15, 15, OTHER], 'none'),
  row('RESTRICTED', [12, 0, BROKER], 'none'),
  row('DUPLICATE_CLORDID', [6, 6, 6], 'none'),
  row('BAD_QTY', [13, 13, OTHER], 'quantity'),
  row('BAD_TICK', [18, OTHER, 18], 'price'),
  row('UNSUPPORTED', [11, 11, OTHER], 'none'),
  row('NO_REFERENCE_PRICE', [19, OTHER, OTHER], 'ms'),
  row('PRICE_COLLAR', [16, OTHER, 8], 'price'),
  row('MAX_ORDER_QTY', [26, 3, OTHER], 'quantity'),
  row('MAX_ORDER_NOTIONAL', [27, 3, OTHER], 'money'),
  row('MAX_PCT_ADV', [3, 3, OTHER], 'percent', { isHard: false }),
  row('MAX_OPEN_ORDERS', [3, 3, OTHER], 'count'),
  row('POSITION_LIMIT', [3, 3, OTHER], 'base'),
  row('GROSS_NOTIONAL', [25, 3, OTHER], 'money'),
  row('NET_NOTIONAL', [25, 3, OTHER], 'money'),
  row('CREDIT', [25, 0, BROKER], 'money'),
  row('GREEK_LIMIT', [21, 3, OTHER], 'e8'),
  row('LOSS_LIMIT', [21, OTHER, BROKER], 'money'),
  row('SHORT_SELL', [22, OTHER, OTHER], 'quantity'),
  row('SELF_TRADE', [OTHER, OTHER, OTHER], 'price'),
  row('MESSAGE_RATE', [OTHER, OTHER, OTHER], 'count'),
  row('DUPLICATE_ECONOMICS', [6, 6, OTHER], 'count'),
  row('REPEATED_EXECUTION', [21, OTHER, BROKER], 'count'),
  row('STALE_ORDER', [8, 8, OTHER], 'ms'),
  row('REJECT_STORM', [21, OTHER, BROKER], 'count'),
]

/** Bits of the checks whose breach refuses the message. */
export const HARD_MASK = CHECKS.reduce((mask, check, id) => (check.isHard ? mask | (1 << id) : mask), 0)
