/** Values of fields of our own, and texts that the dictionaries leave open. */

/** 150 ExecType in FIX.4.2, where a fill is not F. */
export const EXEC_TYPE_42 = {
  PARTIAL_FILL: 49, // '1'
  FILL: 50, // '2'
} as const

/** 10212 RiskAction: graduated levels, the higher the stricter. */
export const RISK_ACTION = {
  NORMAL: 0,
  WARN: 1,
  WIDEN: 2,
  REDUCE_ONLY: 3,
  CANCEL_ALL: 4,
  HALT: 5,
} as const
export type RiskAction = (typeof RISK_ACTION)[keyof typeof RISK_ACTION]

/** 10309 TcaKind. */
export const TCA_KIND = {
  FILL: 1,
  MARKOUT: 2,
  ORDER_DONE: 3,
} as const
export type TcaKind = (typeof TCA_KIND)[keyof typeof TCA_KIND]

/** 10320 VenueMetric: what a value of a MarketDataStatisticsReport measures. */
export const VENUE_METRIC = {
  FILL_RATIO: 1,
  REJECT_RATIO: 2,
  CANCEL_RATIO: 3,
  SLIPPAGE_BPS: 4,
  EFFECTIVE_SPREAD_BPS: 5,
  REALIZED_SPREAD_BPS: 6,
  MARKOUT_SHORT_BPS: 7,
  MARKOUT_LONG_BPS: 8,
  FEES_BPS: 9,
  ACK_LATENCY_MS: 10,
  CANCEL_LATENCY_MS: 11,
  QUEUE_TIME_MS: 12,
  SCORE: 13,
} as const
export type VenueMetric = (typeof VENUE_METRIC)[keyof typeof VENUE_METRIC]

/** 10411 HealthState. */
export const HEALTH_STATE = {
  STARTING: 0,
  RECOVERING: 1,
  READY: 2,
  DEGRADED: 3,
  STOPPING: 4,
} as const
export type HealthState = (typeof HEALTH_STATE)[keyof typeof HEALTH_STATE]

/** 10506 ParameterAction. */
export const PARAMETER_ACTION = {
  REQUEST: 1,
  IN_FORCE: 2,
  REFUSED: 3,
} as const
export type ParameterAction = (typeof PARAMETER_ACTION)[keyof typeof PARAMETER_ACTION]

/** 847 TargetStrategy on the bus: FIX's own numbers below 1000, ours from 1000. Absent: the order goes out as it is. */
export const ORDER_ALGORITHM = {
  VWAP: 1,
  PARTICIPATE: 2,
  MINIMIZE_MARKET_IMPACT: 3,
  TWAP: 1000,
  ICEBERG: 1001,
  SNIPER: 1002,
  PEG: 1003,
  IMPLEMENTATION_SHORTFALL: 1004,
  SMART_ROUTE: 1005,
} as const
export type OrderAlgorithm = (typeof ORDER_ALGORITHM)[keyof typeof ORDER_ALGORITHM]

/** 703 PosType. */
export const POS_TYPE = { TOTAL: ascii('TOT'), NET: ascii('NET') } as const

/** 707 PosAmtType: codes of our own (FIX has none for realised and unrealised P&L). */
export const POS_AMT_TYPE = {
  REALIZED: ascii('RPNL'),
  UNREALIZED: ascii('UPNL'),
  FEES: ascii('FEES'),
  TOTAL: ascii('TOTL'),
} as const

/** 1180 ApplID of the ems execution journal. */
export const APPL_ID_EXECUTIONS = ascii('EXEC')

/** 37 OrderID where there is none. */
export const NO_ORDER_ID = ascii('NONE')

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}
