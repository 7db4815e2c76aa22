/** Small integers of the session layer: tags, message types, states, reasons and outcomes. */

export const TAG_BEGIN_SEQ_NO = 7
export const TAG_BEGIN_STRING = 8
export const TAG_END_SEQ_NO = 16
export const TAG_MSG_SEQ_NUM = 34
export const TAG_MSG_TYPE = 35
export const TAG_NEW_SEQ_NO = 36
export const TAG_POSS_DUP_FLAG = 43
export const TAG_REF_SEQ_NUM = 45
export const TAG_SENDER_COMP_ID = 49
export const TAG_SENDING_TIME = 52
export const TAG_TARGET_COMP_ID = 56
export const TAG_TEXT = 58
export const TAG_POSS_RESEND = 97
export const TAG_ENCRYPT_METHOD = 98
export const TAG_HEART_BT_INT = 108
export const TAG_TEST_REQ_ID = 112
export const TAG_ON_BEHALF_OF_COMP_ID = 115
export const TAG_ON_BEHALF_OF_SUB_ID = 116
export const TAG_ORIG_SENDING_TIME = 122
export const TAG_GAP_FILL_FLAG = 123
export const TAG_DELIVER_TO_COMP_ID = 128
export const TAG_DELIVER_TO_SUB_ID = 129
export const TAG_RESET_SEQ_NUM_FLAG = 141
export const TAG_ON_BEHALF_OF_LOCATION_ID = 144
export const TAG_DELIVER_TO_LOCATION_ID = 145
export const TAG_LAST_MSG_SEQ_NUM_PROCESSED = 369
export const TAG_REF_TAG_ID = 371
export const TAG_REF_MSG_TYPE = 372
export const TAG_SESSION_REJECT_REASON = 373
export const TAG_NEXT_EXPECTED_MSG_SEQ_NUM = 789
export const TAG_BUSINESS_REJECT_REASON = 380
export const TAG_DEFAULT_APPL_VER_ID = 1137

// BusinessRejectReason(380).
export const BUSINESS_OTHER = 0
export const BUSINESS_NOT_AUTHORISED = 6
export const BUSINESS_THROTTLED = 8

// MsgType(35), packed as in @reflex/fix.
export const HEARTBEAT = 48
export const TEST_REQUEST = 49
export const RESEND_REQUEST = 50
export const REJECT = 51
export const SEQUENCE_RESET = 52
export const LOGOUT = 53
export const LOGON = 65

/**
 * Whether a packed MsgType belongs to the session itself: such messages are never sent again, gap fills stand for them.
 */
export function isAdmin(msgType: number): boolean {
  return (msgType >= HEARTBEAT && msgType <= LOGOUT) || msgType === LOGON
}

/** What onSessionState tells. */
export const SESSION_DOWN = 0
export const SESSION_UP = 1

// What send returns instead of a sequence number. Nothing was sent, no number was used.
export const NOT_LOGGED_ON = -1
/** The socket takes no more for now: the peer reads too slowly. */
export const BACK_PRESSURED = -2
/** Longer than messageLengthMax allows. */
export const MESSAGE_TOO_LONG = -3

/** More messages in a second than the session may send. */
export const THROTTLED = -4

// SessionRejectReason(373).
export const NO_REASON = -1
export const INVALID_TAG_NUMBER = 0
export const REQUIRED_TAG_MISSING = 1
export const UNDEFINED_TAG = 3
export const TAG_WITHOUT_VALUE = 4
export const VALUE_OUT_OF_RANGE = 5
export const INCORRECT_DATA_FORMAT = 6
export const COMP_ID_PROBLEM = 9
export const SENDING_TIME_PROBLEM = 10
/** The last reason that FIX.4.2 knows. */
export const INVALID_MSG_TYPE = 11

const REASON_TEXTS = [
  'Invalid tag number',
  'Required tag missing',
  'Tag not defined for this message type',
  'Undefined Tag',
  'Tag specified without a value',
  'Value is incorrect (out of range) for this tag',
  'Incorrect data format for value',
  'Decryption problem',
  'Signature problem',
  'CompID problem',
  'SendingTime accuracy problem',
  'Invalid MsgType',
  'XML Validation error',
  'Tag appears more than once',
  'Tag specified out of required order',
  'Repeating group fields out of order',
  'Incorrect NumInGroup count for repeating group',
  'Non Data value includes field delimiter',
  'Invalid or unsupported application version',
]

export function rejectText(reason: number): string {
  return REASON_TEXTS[reason] ?? 'Other'
}

/** Checks messages against a dictionary. A session without one takes every well-formed message. */
export interface MessageValidator {
  /**
   * @returns NO_REASON for a valid message, else the SessionRejectReason(373); `refTag` then tells the tag, 0 for none.
   */
  validate(frame: import('@reflex/fix').FixFrame): number
  readonly refTag: number
  /** FixFrame.lengthTagOfData for its messages; without it the standard data fields. */
  readonly lengthTagOfData?: Uint16Array
}
