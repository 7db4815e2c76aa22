/**
 * Values of FIX fields about service state, requests and statistics, as the dictionaries name them (a test compares).
 * Characters as character codes, integers as integers.
 */

/** 1426 ApplReportType. */
export const APPL_REPORT_TYPE = {
  APPL_SEQ_NUM_RESET: 0,
  LAST_MESSAGE_SENT: 1,
  APPLICATION_ALIVE: 2,
  RESEND_COMPLETE: 3,
} as const
export type ApplReportType = (typeof APPL_REPORT_TYPE)[keyof typeof APPL_REPORT_TYPE]

/** 1347 ApplReqType. */
export const APPL_REQ_TYPE = {
  RETRANSMISSION: 0,
  REQUEST_LAST_SEQ_NUM: 2,
} as const
export type ApplReqType = (typeof APPL_REQ_TYPE)[keyof typeof APPL_REQ_TYPE]

/** 928 StatusValue. */
export const STATUS_VALUE = {
  CONNECTED: 1,
  NOT_CONNECTED_UNEXPECTED: 2,
  NOT_CONNECTED_EXPECTED: 3,
  IN_PROCESS: 4,
} as const
export type StatusValue = (typeof STATUS_VALUE)[keyof typeof STATUS_VALUE]

/** 937 NetworkStatusResponseType. */
export const NETWORK_STATUS_RESPONSE_TYPE = {
  FULL: 1,
  INCREMENTAL_UPDATE: 2,
} as const
export type NetworkStatusResponseType = (typeof NETWORK_STATUS_RESPONSE_TYPE)[keyof typeof NETWORK_STATUS_RESPONSE_TYPE]

/** 61 Urgency. */
export const URGENCY = {
  NORMAL: 48, // '0'
  FLASH: 49, // '1'
  BACKGROUND: 50, // '2'
} as const
export type Urgency = (typeof URGENCY)[keyof typeof URGENCY]

/** 1473 NewsCategory. */
export const NEWS_CATEGORY = {
  TECHNICAL_NEWS: 3,
  OTHER_NEWS: 99,
} as const
export type NewsCategory = (typeof NEWS_CATEGORY)[keyof typeof NEWS_CATEGORY]

/** 380 BusinessRejectReason. */
export const BUSINESS_REJECT_REASON = {
  OTHER: 0,
  UNKNOWN_ID: 1,
  UNKNOWN_SECURITY: 2,
  UNSUPPORTED_MESSAGE_TYPE: 3,
  APPLICATION_NOT_AVAILABLE: 4,
  CONDITIONALLY_REQUIRED_FIELD_MISSING: 5,
  NOT_AUTHORIZED: 6,
  DELIVER_TO_FIRM_NOT_AVAILABLE_AT_THIS_TIME: 7,
  THROTTLE_LIMIT_EXCEEDED: 8,
  THROTTLE_LIMIT_EXCEEDED_SESSION_DISCONNECTED: 9,
  THROTTLED_MESSAGES_REJECTED_ON_REQUEST: 10,
  INVALID_PRICE_INCREMENT: 18,
} as const
export type BusinessRejectReason = (typeof BUSINESS_REJECT_REASON)[keyof typeof BUSINESS_REJECT_REASON]

/** 373 SessionRejectReason. */
export const SESSION_REJECT_REASON = {
  INVALID_TAG_NUMBER: 0,
  REQUIRED_TAG_MISSING: 1,
  TAG_NOT_DEFINED_FOR_THIS_MESSAGE_TYPE: 2,
  UNDEFINED_TAG: 3,
  TAG_SPECIFIED_WITHOUT_A_VALUE: 4,
  VALUE_IS_INCORRECT: 5,
  INCORRECT_DATA_FORMAT_FOR_VALUE: 6,
  DECRYPTION_PROBLEM: 7,
  SIGNATURE_PROBLEM: 8,
  COMPID_PROBLEM: 9,
  SENDINGTIME_ACCURACY_PROBLEM: 10,
  INVALID_MSGTYPE: 11,
  XML_VALIDATION_ERROR: 12,
  TAG_APPEARS_MORE_THAN_ONCE: 13,
  TAG_SPECIFIED_OUT_OF_REQUIRED_ORDER: 14,
  REPEATING_GROUP_FIELDS_OUT_OF_ORDER: 15,
  INCORRECT_NUMINGROUP_COUNT_FOR_REPEATING_GROUP: 16,
  NON_DATA_VALUE_INCLUDES_FIELD_DELIMITER: 17,
  INVALID_UNSUPPORTED_APPLICATION_VERSION: 18,
  OTHER: 99,
} as const
export type SessionRejectReason = (typeof SESSION_REJECT_REASON)[keyof typeof SESSION_REJECT_REASON]

/** 2456 MDStatisticType. */
export const MD_STATISTIC_TYPE = {
  COUNT: 1,
  RATIO: 5,
  DURATION: 9,
  AVERAGE_VALUE: 11,
  AVERAGE_DURATION: 24,
  MEDIAN_VALUE: 28,
  MEDIAN_DURATION: 30,
} as const
export type MdStatisticType = (typeof MD_STATISTIC_TYPE)[keyof typeof MD_STATISTIC_TYPE]

/** 2457 MDStatisticScope. */
export const MD_STATISTIC_SCOPE = {
  ORDERS: 5,
  TRADES: 8,
  OUTAGES: 18,
} as const
export type MdStatisticScope = (typeof MD_STATISTIC_SCOPE)[keyof typeof MD_STATISTIC_SCOPE]

/** 2459 MDStatisticScopeType. */
export const MD_STATISTIC_SCOPE_TYPE = {
  ENTRY_RATE: 1,
  MODIFICATION_RATE: 2,
  CANCEL_RATE: 3,
  DOWNWARD_MOVE: 4,
  UPWARD_MOVE: 5,
} as const
export type MdStatisticScopeType = (typeof MD_STATISTIC_SCOPE_TYPE)[keyof typeof MD_STATISTIC_SCOPE_TYPE]

/** 2464 MDStatisticIntervalType. */
export const MD_STATISTIC_INTERVAL_TYPE = {
  SLIDING_WINDOW: 1,
  FIXED_TIME_RANGE: 4,
  CURRENT_TIME_UNIT: 5,
} as const
export type MdStatisticIntervalType = (typeof MD_STATISTIC_INTERVAL_TYPE)[keyof typeof MD_STATISTIC_INTERVAL_TYPE]

/** 2479 MDStatisticValueType. */
export const MD_STATISTIC_VALUE_TYPE = {
  ABSOLUTE: 1,
  PERCENTAGE: 2,
} as const
export type MdStatisticValueType = (typeof MD_STATISTIC_VALUE_TYPE)[keyof typeof MD_STATISTIC_VALUE_TYPE]
