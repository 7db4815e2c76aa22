/**
 * Values of FIX fields about control, risk and positions, as the dictionaries name them (a test compares). Characters
 * as character codes, integers as integers.
 */

/** 1373 MassActionType. */
export const MASS_ACTION_TYPE = {
  SUSPEND_ORDERS: 1,
  RELEASE_ORDERS_FROM_SUSPENSION: 2,
  CANCEL_ORDERS: 3,
} as const
export type MassActionType = (typeof MASS_ACTION_TYPE)[keyof typeof MASS_ACTION_TYPE]

/** 1374 MassActionScope. */
export const MASS_ACTION_SCOPE = {
  ALL_ORDERS_FOR_A_SECURITY: 1,
  ALL_ORDERS: 7,
  ALL_ORDERS_FOR_A_MARKET: 8,
} as const
export type MassActionScope = (typeof MASS_ACTION_SCOPE)[keyof typeof MASS_ACTION_SCOPE]

/** 1375 MassActionResponse. */
export const MASS_ACTION_RESPONSE = {
  REJECTED: 0,
  ACCEPTED: 1,
  COMPLETED: 2,
} as const
export type MassActionResponse = (typeof MASS_ACTION_RESPONSE)[keyof typeof MASS_ACTION_RESPONSE]

/** 2675 MassActionReason. */
export const MASS_ACTION_REASON = {
  NONE: 0,
  TRADING_RISK_CONTROL: 1,
  MARKET_MAKER_PROTECTION: 3,
  STOP_TRADING: 4,
  EMERGENCY_ACTION: 5,
  SESSION_LOSS_LOGOUT: 6,
  CIRCUIT_BREAKER_ACTIVATED: 11,
  OTHER: 99,
} as const
export type MassActionReason = (typeof MASS_ACTION_REASON)[keyof typeof MASS_ACTION_REASON]

/** 530 MassCancelRequestType. */
export const MASS_CANCEL_REQUEST_TYPE = {
  CANCEL_ORDERS_FOR_A_SECURITY: 49, // '1'
  CANCEL_ALL_ORDERS: 55, // '7'
} as const
export type MassCancelRequestType = (typeof MASS_CANCEL_REQUEST_TYPE)[keyof typeof MASS_CANCEL_REQUEST_TYPE]

/** 531 MassCancelResponse. */
export const MASS_CANCEL_RESPONSE = {
  CANCEL_REQUEST_REJECTED: 48, // '0'
  CANCEL_ORDERS_FOR_A_SECURITY: 49, // '1'
  CANCEL_ALL_ORDERS: 55, // '7'
} as const
export type MassCancelResponse = (typeof MASS_CANCEL_RESPONSE)[keyof typeof MASS_CANCEL_RESPONSE]

/** 585 MassStatusReqType. */
export const MASS_STATUS_REQ_TYPE = {
  STATUS_FOR_ORDERS_FOR_A_SECURITY: 1,
  STATUS_FOR_ALL_ORDERS: 7,
  STATUS_FOR_ORDERS_FOR_A_PARTY_ID: 8,
} as const
export type MassStatusReqType = (typeof MASS_STATUS_REQ_TYPE)[keyof typeof MASS_STATUS_REQ_TYPE]

/** 2329 PartyActionType. */
export const PARTY_ACTION_TYPE = {
  SUSPEND: 0,
  HALT_TRADING: 1,
  REINSTATE: 2,
} as const
export type PartyActionType = (typeof PARTY_ACTION_TYPE)[keyof typeof PARTY_ACTION_TYPE]

/** 2332 PartyActionResponse. */
export const PARTY_ACTION_RESPONSE = {
  ACCEPTED: 0,
  COMPLETED: 1,
  REJECTED: 2,
} as const
export type PartyActionResponse = (typeof PARTY_ACTION_RESPONSE)[keyof typeof PARTY_ACTION_RESPONSE]

/** 2333 PartyActionRejectReason. */
export const PARTY_ACTION_REJECT_REASON = {
  INVALID_PARTY: 0,
  UNK_REQ_PARTY: 1,
  NOT_AUTHORIZED: 98,
  OTHER: 99,
} as const
export type PartyActionRejectReason = (typeof PARTY_ACTION_REJECT_REASON)[keyof typeof PARTY_ACTION_REJECT_REASON]

/** 447 PartyIDSource. */
export const PARTY_ID_SOURCE = {
  PROPRIETARY: 68, // 'D'
} as const
export type PartyIdSource = (typeof PARTY_ID_SOURCE)[keyof typeof PARTY_ID_SOURCE]

/** 452 PartyRole. */
export const PARTY_ROLE = {
  EXECUTING_FIRM: 1,
  ORDER_ORIGINATION_TRADER: 11,
  EXECUTING_TRADER: 12,
  EXECUTING_SYSTEM: 16,
  CUSTOMER_ACCOUNT: 24,
  ORDER_ENTRY_OPERATOR_ID: 44,
  SESSION_ID: 55,
} as const
export type PartyRole = (typeof PARTY_ROLE)[keyof typeof PARTY_ROLE]

/** 770 TrdRegTimestampType. */
export const TRD_REG_TIMESTAMP_TYPE = {
  EXECUTION_TIME: 1,
  TIME_IN: 2,
  TIME_OUT: 3,
  BROKER_RECEIPT: 4,
  BROKER_EXECUTION: 5,
  DESK_RECEIPT: 6,
  ORDERBOOK_ENTRY_TIME: 9,
  ORDER_SUBMISSION_TIME: 10,
  ORDER_CANCELLATION_TIME: 29,
  ORDER_MODIFICATION_TIME: 30,
  ORDER_ROUTING_TIME: 31,
} as const
export type TrdRegTimestampType = (typeof TRD_REG_TIMESTAMP_TYPE)[keyof typeof TRD_REG_TIMESTAMP_TYPE]

/** 724 PosReqType. */
export const POS_REQ_TYPE = {
  POSITIONS: 0,
  DELTA_POSITIONS: 6,
  NET_POSITION: 7,
} as const
export type PosReqType = (typeof POS_REQ_TYPE)[keyof typeof POS_REQ_TYPE]

/** 728 PosReqResult. */
export const POS_REQ_RESULT = {
  VALID_REQUEST: 0,
  INVALID_OR_UNSUPPORTED_REQUEST: 1,
  NO_POSITIONS_FOUND_THAT_MATCH_CRITERIA: 2,
  NOT_AUTHORIZED_TO_REQUEST_POSITIONS: 3,
  OTHER: 99,
} as const
export type PosReqResult = (typeof POS_REQ_RESULT)[keyof typeof POS_REQ_RESULT]

/** 731 SettlPriceType. */
export const SETTL_PRICE_TYPE = {
  FINAL: 1,
  THEORETICAL: 2,
} as const
export type SettlPriceType = (typeof SETTL_PRICE_TYPE)[keyof typeof SETTL_PRICE_TYPE]

/** 1760 RiskLimitRequestType. */
export const RISK_LIMIT_REQUEST_TYPE = {
  DEFINITIONS: 1,
  UTILIZATION: 2,
  DEFINITIONS_AND_UTILIZATIONS: 3,
} as const
export type RiskLimitRequestType = (typeof RISK_LIMIT_REQUEST_TYPE)[keyof typeof RISK_LIMIT_REQUEST_TYPE]

/** 1530 RiskLimitType. */
export const RISK_LIMIT_TYPE = {
  CREDIT_LIMIT: 0,
  GROSS_LIMIT: 1,
  NET_LIMIT: 2,
  EXPOSURE: 3,
  LONG_LIMIT: 4,
  SHORT_LIMIT: 5,
  CASH_MARGIN: 6,
  ADDITIONAL_MARGIN: 7,
  TOTAL_MARGIN: 8,
  LIMIT_CONSUMED: 9,
  CLIP_SIZE: 10,
  MAX_NOTIONAL_ORDER_SIZE: 11,
  DV01_PV01_LIMIT: 12,
  CS01_LIMIT: 13,
  VOLUME_LIMIT_PER_TIME_PERIOD: 14,
  VOL_FILLED_PCT_ORD_VOL_TM_PERIOD: 15,
  NOTL_FILLED_PCT_NOTL_TM_PERIOD: 16,
  TRANSACTION_EXECUTION_LIMIT_PER_TIME_PERIOD: 17,
} as const
export type RiskLimitType = (typeof RISK_LIMIT_TYPE)[keyof typeof RISK_LIMIT_TYPE]

/** 1767 RiskLimitAction. */
export const RISK_LIMIT_ACTION = {
  REJECT: 2,
  DISCONNECT: 3,
  WARNING: 4,
  SUSPEND: 9,
  HALT_TRADING: 10,
} as const
export type RiskLimitAction = (typeof RISK_LIMIT_ACTION)[keyof typeof RISK_LIMIT_ACTION]

/** 1324 ListUpdateAction. */
export const LIST_UPDATE_ACTION = {
  ADD: 65, // 'A'
  DELETE: 68, // 'D'
  MODIFY: 77, // 'M'
  SNAPSHOT: 83, // 'S'
} as const
export type ListUpdateAction = (typeof LIST_UPDATE_ACTION)[keyof typeof LIST_UPDATE_ACTION]

/** 1535 InstrumentScopeOperator. */
export const INSTRUMENT_SCOPE_OPERATOR = {
  INCLUDE: 1,
  EXCLUDE: 2,
} as const
export type InstrumentScopeOperator = (typeof INSTRUMENT_SCOPE_OPERATOR)[keyof typeof INSTRUMENT_SCOPE_OPERATOR]
