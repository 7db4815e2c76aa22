/**
 * The table of checks (domain.md 1.2), in the order in which the first breach is named. A new check is a row here, a
 * function in its family's file under checks/ and a line in decide.ts. NOT_READY and REDUCE_ONLY are our own: the
 * gateway's read models, and the risk engine's level.
 */

export const CHECK = {
  KILL: 0,
  NOT_READY: 1,
  REDUCE_ONLY: 2,
  EXCHANGE_CLOSED: 3,
  UNKNOWN_SYMBOL: 4,
  UNKNOWN_ACCOUNT: 5,
  RESTRICTED: 6,
  DUPLICATE_CLORDID: 7,
  BAD_QTY: 8,
  BAD_TICK: 9,
  UNSUPPORTED: 10,
  NO_REFERENCE_PRICE: 11,
  PRICE_COLLAR: 12,
  MAX_ORDER_QTY: 13,
  MAX_ORDER_NOTIONAL: 14,
  MAX_PCT_ADV: 15,
  MAX_OPEN_ORDERS: 16,
  POSITION_LIMIT: 17,
  GROSS_NOTIONAL: 18,
  NET_NOTIONAL: 19,
  CREDIT: 20,
  GREEK_LIMIT: 21,
  LOSS_LIMIT: 22,
  SHORT_SELL: 23,
  SELF_TRADE: 24,
  MESSAGE_RATE: 25,
  DUPLICATE_ECONOMICS: 26,
  REPEATED_EXECUTION: 27,
  STALE_ORDER: 28,
  REJECT_STORM: 29,
} as const

export type CheckName = keyof typeof CHECK
export type CheckId = (typeof CHECK)[CheckName]

/** At most 31: breaches travel as bits of one small integer. */
export const CHECK_COUNT = 30

/** What limit and value of a breach are counted in; see breach-text.ts for how each is printed. */
export type BreachUnit = 'none' | 'count' | 'quantity' | 'base' | 'money' | 'price' | 'ms' | 'percent'

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
  /** False: the row is reserved, nothing evaluates it yet. */
  readonly isBuilt: boolean
}

function row(
  name: CheckName,
  codes: readonly [sp2: number, fix44: number, cancelReject: number],
  unit: BreachUnit,
  options: { isHard?: boolean; isBuilt?: boolean } = {},
): CheckRow {
  const [ordRejReason, ordRejReason44, cxlRejReason] = codes
  const { isHard = true, isBuilt = true } = options
  return { name, ordRejReason, ordRejReason44, cxlRejReason, isHard, unit, isBuilt }
}

const OTHER = 99
const BROKER = 2

export const CHECKS: readonly CheckRow[] = [
  row('KILL', [0, 0, BROKER], 'none'),
  row('NOT_READY', [OTHER, OTHER, BROKER], 'none'),
  row('REDUCE_ONLY', [21, OTHER, BROKER], 'none'),
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
  row('MAX_PCT_ADV', [3, 3, OTHER], 'percent', { isHard: false, isBuilt: false }),
  row('MAX_OPEN_ORDERS', [3, 3, OTHER], 'count'),
  row('POSITION_LIMIT', [3, 3, OTHER], 'base'),
  row('GROSS_NOTIONAL', [25, 3, OTHER], 'money'),
  row('NET_NOTIONAL', [25, 3, OTHER], 'money'),
  row('CREDIT', [25, 0, BROKER], 'money'),
  row('GREEK_LIMIT', [21, 3, OTHER], 'none', { isBuilt: false }),
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
