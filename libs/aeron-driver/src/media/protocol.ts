/** Layout of the frames on the wire. All fields little-endian, at multiples of 4. */

export const FRAME_TYPE = {
  PAD: 0,
  DATA: 1,
  NAK: 2,
  STATUS_MESSAGE: 3,
  ERROR: 4,
  SETUP: 5,
  RTT_MEASUREMENT: 6,
  RESOLUTION: 7,
  RESPONSE_SETUP: 11,
} as const

/** Every frame: i32 length, u8 version, u8 flags, i16 type. */
export const FRAME_WORD_OFFSET = 4
/** All but ERR, DATA and the response setup have session and stream here. */
export const FRAME_SESSION_ID_OFFSET = 8
export const FRAME_STREAM_ID_OFFSET = 12

export const SETUP_LENGTH = 40
export const SETUP_TERM_OFFSET_OFFSET = 8
export const SETUP_SESSION_ID_OFFSET = 12
export const SETUP_STREAM_ID_OFFSET = 16
export const SETUP_INITIAL_TERM_ID_OFFSET = 20
export const SETUP_ACTIVE_TERM_ID_OFFSET = 24
export const SETUP_TERM_LENGTH_OFFSET = 28
export const SETUP_MTU_OFFSET = 32
export const SETUP_TTL_OFFSET = 36
export const SETUP_FLAG_SEND_RESPONSE = 0x80
export const SETUP_FLAG_GROUP = 0x40

export const NAK_LENGTH = 28
export const NAK_TERM_ID_OFFSET = 16
export const NAK_TERM_OFFSET_OFFSET = 20
export const NAK_LENGTH_OFFSET = 24

export const SM_LENGTH = 36
export const SM_LENGTH_WITH_GROUP_TAG = 44
export const SM_TERM_ID_OFFSET = 16
export const SM_TERM_OFFSET_OFFSET = 20
export const SM_WINDOW_OFFSET = 24
export const SM_RECEIVER_ID_OFFSET = 28
export const SM_GROUP_TAG_OFFSET = 36
export const SM_FLAG_SEND_SETUP = 0x80
export const SM_FLAG_EOS = 0x40

export const ERROR_HEADER_LENGTH = 40
export const ERROR_RECEIVER_ID_OFFSET = 16
export const ERROR_GROUP_TAG_OFFSET = 24
export const ERROR_CODE_OFFSET = 32
export const ERROR_TEXT_LENGTH_OFFSET = 36
export const ERROR_FLAG_GROUP_TAG = 0x08

export const RTTM_LENGTH = 40
export const RTTM_TIMESTAMP_OFFSET = 16
export const RTTM_DELTA_OFFSET = 24
export const RTTM_RECEIVER_ID_OFFSET = 32
export const RTTM_FLAG_REPLY = 0x80

export const RESPONSE_SETUP_LENGTH = 20
export const RESPONSE_SETUP_SESSION_ID_OFFSET = 16

/** The word at offset 4. */
export function frameWord(type: number, flags: number): number {
  return (type << 16) | (flags << 8)
}

export function versionOf(word: number): number {
  return word & 0xff
}

export function flagsOf(word: number): number {
  return (word >> 8) & 0xff
}

/** Signed: extensions are negative. */
export function typeOf(word: number): number {
  return word >> 16
}

/** Shortest datagram of a type that is not data; 0 for types nobody knows. */
export function minimumLength(type: number): number {
  switch (type) {
    case FRAME_TYPE.NAK:
      return NAK_LENGTH
    case FRAME_TYPE.STATUS_MESSAGE:
      return SM_LENGTH
    case FRAME_TYPE.ERROR:
      return ERROR_HEADER_LENGTH
    case FRAME_TYPE.SETUP:
      return SETUP_LENGTH
    case FRAME_TYPE.RTT_MEASUREMENT:
      return RTTM_LENGTH
    case FRAME_TYPE.RESOLUTION:
      return 8
    case FRAME_TYPE.RESPONSE_SETUP:
      return RESPONSE_SETUP_LENGTH
    default:
      return 0
  }
}
