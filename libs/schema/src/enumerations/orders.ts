/**
 * Values of FIX fields about orders and executions, as the dictionaries name them (a test compares). Characters as
 * character codes, integers as integers.
 */

/** 54 Side. */
export const SIDE = {
  BUY: 49, // '1'
  SELL: 50, // '2'
  SELL_SHORT: 53, // '5'
} as const
export type Side = (typeof SIDE)[keyof typeof SIDE]

/** 40 OrdType. */
export const ORD_TYPE = {
  MARKET: 49, // '1'
  LIMIT: 50, // '2'
  STOP: 51, // '3'
  STOP_LIMIT: 52, // '4'
  PEGGED: 80, // 'P'
} as const
export type OrdType = (typeof ORD_TYPE)[keyof typeof ORD_TYPE]

/** 59 TimeInForce. */
export const TIME_IN_FORCE = {
  DAY: 48, // '0'
  GOOD_TILL_CANCEL: 49, // '1'
  AT_THE_OPENING: 50, // '2'
  IMMEDIATE_OR_CANCEL: 51, // '3'
  FILL_OR_KILL: 52, // '4'
  GOOD_TILL_DATE: 54, // '6'
} as const
export type TimeInForce = (typeof TIME_IN_FORCE)[keyof typeof TIME_IN_FORCE]

/** 150 ExecType. */
export const EXEC_TYPE = {
  NEW: 48, // '0'
  DONE_FOR_DAY: 51, // '3'
  CANCELED: 52, // '4'
  REPLACED: 53, // '5'
  PENDING_CANCEL: 54, // '6'
  STOPPED: 55, // '7'
  REJECTED: 56, // '8'
  SUSPENDED: 57, // '9'
  PENDING_NEW: 65, // 'A'
  CALCULATED: 66, // 'B'
  EXPIRED: 67, // 'C'
  RESTATED: 68, // 'D'
  PENDING_REPLACE: 69, // 'E'
  TRADE: 70, // 'F'
  TRADE_CORRECT: 71, // 'G'
  TRADE_CANCEL: 72, // 'H'
  ORDER_STATUS: 73, // 'I'
  TRADE_IN_A_CLEARING_HOLD: 74, // 'J'
  TRADE_HAS_BEEN_RELEASED_TO_CLEARING: 75, // 'K'
  TRIGGERED_OR_ACTIVATED_BY_SYSTEM: 76, // 'L'
  LOCKED: 77, // 'M'
  RELEASED: 78, // 'N'
} as const
export type ExecType = (typeof EXEC_TYPE)[keyof typeof EXEC_TYPE]

/** 39 OrdStatus. */
export const ORD_STATUS = {
  NEW: 48, // '0'
  PARTIALLY_FILLED: 49, // '1'
  FILLED: 50, // '2'
  DONE_FOR_DAY: 51, // '3'
  CANCELED: 52, // '4'
  REPLACED: 53, // '5'
  PENDING_CANCEL: 54, // '6'
  STOPPED: 55, // '7'
  REJECTED: 56, // '8'
  SUSPENDED: 57, // '9'
  PENDING_NEW: 65, // 'A'
  CALCULATED: 66, // 'B'
  EXPIRED: 67, // 'C'
  ACCEPTED_FOR_BIDDING: 68, // 'D'
  PENDING_REPLACE: 69, // 'E'
} as const
export type OrdStatus = (typeof ORD_STATUS)[keyof typeof ORD_STATUS]

/** 20 ExecTransType. */
export const EXEC_TRANS_TYPE = {
  NEW: 48, // '0'
  CANCEL: 49, // '1'
  CORRECT: 50, // '2'
  STATUS: 51, // '3'
} as const
export type ExecTransType = (typeof EXEC_TRANS_TYPE)[keyof typeof EXEC_TRANS_TYPE]

/** 103 OrdRejReason. */
export const ORD_REJ_REASON = {
  BROKER_CREDIT: 0,
  UNKNOWN_SYMBOL: 1,
  EXCHANGE_CLOSED: 2,
  ORDER_EXCEEDS_LIMIT: 3,
  TOO_LATE_TO_ENTER: 4,
  UNKNOWN_ORDER: 5,
  DUPLICATE_ORDER: 6,
  DUPLICATE_OF_A_VERBALLY_COMMUNICATED_ORDER: 7,
  STALE_ORDER: 8,
  TRADE_ALONG_REQUIRED: 9,
  INVALID_INVESTOR_ID: 10,
  UNSUPPORTED_ORDER_CHARACTERISTIC: 11,
  SURVEILLANCE_OPTION: 12,
  INCORRECT_QUANTITY: 13,
  INCORRECT_ALLOCATED_QUANTITY: 14,
  UNKNOWN_ACCOUNT: 15,
  PRICE_EXCEEDS_CURRENT_PRICE_BAND: 16,
  INVALID_PRICE_INCREMENT: 18,
  REFERENCE_PRICE_NOT_AVAILABLE: 19,
  NOTIONAL_VALUE_EXCEEDS_THRESHOLD: 20,
  ALGORITHM_RISK_THRESHOLD_BREACHED: 21,
  SHORT_SELL_NOT_PERMITTED: 22,
  SHORT_SELL_SECURITY_PRE_BORROW_RESTRICTION: 23,
  SHORT_SELL_ACCOUNT_PRE_BORROW_RESTRICTION: 24,
  INSUFFICIENT_CREDIT_LIMIT: 25,
  EXCEEDED_CLIP_SIZE_LIMIT: 26,
  EXCEEDED_MAX_NOTIONAL_ORDER_AMT: 27,
  EXCEEDED_DV01_PV01_LIMIT: 28,
  EXCEEDED_CS01_LIMIT: 29,
  OTHER: 99,
} as const
export type OrdRejReason = (typeof ORD_REJ_REASON)[keyof typeof ORD_REJ_REASON]

/** 102 CxlRejReason. */
export const CXL_REJ_REASON = {
  TOO_LATE_TO_CANCEL: 0,
  UNKNOWN_ORDER: 1,
  BROKER_CREDIT: 2,
  ORDER_ALREADY_IN_PENDING_STATUS: 3,
  UNABLE_TO_PROCESS_ORDER_MASS_CANCEL_REQUEST: 4,
  ORIG_ORD_MOD_TIME: 5,
  DUPLICATE_CL_ORD_ID: 6,
  PRICE_EXCEEDS_CURRENT_PRICE: 7,
  PRICE_EXCEEDS_CURRENT_PRICE_BAND: 8,
  INVALID_PRICE_INCREMENT: 18,
  OTHER: 99,
} as const
export type CxlRejReason = (typeof CXL_REJ_REASON)[keyof typeof CXL_REJ_REASON]

/** 434 CxlRejResponseTo. */
export const CXL_REJ_RESPONSE_TO = {
  ORDER_CANCEL_REQUEST: 49, // '1'
  ORDER_CANCEL_REPLACE_REQUEST: 50, // '2'
} as const
export type CxlRejResponseTo = (typeof CXL_REJ_RESPONSE_TO)[keyof typeof CXL_REJ_RESPONSE_TO]

/** 378 ExecRestatementReason. */
export const EXEC_RESTATEMENT_REASON = {
  GT_CORPORATE_ACTION: 0,
  GT_RENEWAL: 1,
  VERBAL_CHANGE: 2,
  REPRICING_OF_ORDER: 3,
  BROKER_OPTION: 4,
  PARTIAL_DECLINE_OF_ORDER_QTY: 5,
  CANCEL_ON_TRADING_HALT: 6,
  CANCEL_ON_SYSTEM_FAILURE: 7,
  MARKET: 8,
  CANCELED: 9,
  WAREHOUSE_RECAP: 10,
  PEG_REFRESH: 11,
  CANCEL_ON_CONNECTION_LOSS: 12,
  CANCEL_ON_LOGOUT: 13,
  ASSIGN_TIME_PRIORITY: 14,
  CANCELLED_FOR_TRADE_PRICE_VIOLATION: 15,
  CANCELLED_FOR_CROSS_IMBALANCE: 16,
  CXLD_SMP: 17,
  CXLD_SMP_AGGRESSIVE: 18,
  CXLD_SMP_PASSIVE: 19,
  CXLD_SMP_AGGRESSIVE_PASSIVE: 20,
  OTHER: 99,
} as const
export type ExecRestatementReason = (typeof EXEC_RESTATEMENT_REASON)[keyof typeof EXEC_RESTATEMENT_REASON]

/** 18 ExecInst. */
export const EXEC_INST = {
  PARTICIPATE_DO_NOT_INITIATE: 54, // '6'
  REINSTATE_ON_CONNECTION_LOSS: 110, // 'n'
  CANCEL_ON_CONNECTION_LOSS: 111, // 'o'
  SUSPEND_ON_CONNECTION_LOSS: 112, // 'p'
  CANCEL_ON_SYSTEM_FAILURE: 81, // 'Q'
} as const
export type ExecInst = (typeof EXEC_INST)[keyof typeof EXEC_INST]

/** 21 HandlInst. */
export const HANDL_INST = {
  AUTOMATED_EXECUTION_NO_INTERVENTION: 49, // '1'
  AUTOMATED_EXECUTION_INTERVENTION_OK: 50, // '2'
  MANUAL_ORDER: 51, // '3'
} as const
export type HandlInst = (typeof HANDL_INST)[keyof typeof HANDL_INST]

/** 77 PositionEffect. */
export const POSITION_EFFECT = {
  OPEN: 79, // 'O'
  CLOSE: 67, // 'C'
} as const
export type PositionEffect = (typeof POSITION_EFFECT)[keyof typeof POSITION_EFFECT]

/** 851 LastLiquidityInd. */
export const LAST_LIQUIDITY_IND = {
  ADDED_LIQUIDITY: 1,
  REMOVED_LIQUIDITY: 2,
} as const
export type LastLiquidityInd = (typeof LAST_LIQUIDITY_IND)[keyof typeof LAST_LIQUIDITY_IND]

/** 139 MiscFeeType. */
export const MISC_FEE_TYPE = {
  EXCHANGE_FEES: 52, // '4'
  OTHER: 55, // '7'
} as const
export type MiscFeeType = (typeof MISC_FEE_TYPE)[keyof typeof MISC_FEE_TYPE]
