/** Counter `id`: 128 bytes at 128 * id of the values buffer, 512 bytes at 512 * id of the metadata buffer. */

export const COUNTER_LENGTH = 128
export const REGISTRATION_ID_OFFSET = 8
export const OWNER_ID_OFFSET = 16
export const REFERENCE_ID_OFFSET = 24

export const METADATA_LENGTH = 512
export const TYPE_ID_OFFSET = 4
export const FREE_FOR_REUSE_DEADLINE_OFFSET = 8
export const KEY_OFFSET = 16
export const MAX_KEY_LENGTH = 112
export const LABEL_OFFSET = 128
export const FULL_LABEL_LENGTH = 384
export const MAX_LABEL_LENGTH = 380

export const RECORD_UNUSED = 0
export const RECORD_ALLOCATED = 1
export const RECORD_RECLAIMED = -1

export const NULL_COUNTER_ID = -1
export const NULL_VALUE = -1
export const NOT_FREE_TO_REUSE = 0x7fff_ffff_ffff_ffffn

export const COUNTER_TYPE = {
  SYSTEM: 0,
  PUBLISHER_LIMIT: 1,
  SENDER_POSITION: 2,
  RECEIVER_HWM: 3,
  SUBSCRIBER_POSITION: 4,
  RECEIVER_POSITION: 5,
  SEND_CHANNEL_STATUS: 6,
  RECEIVE_CHANNEL_STATUS: 7,
  SENDER_LIMIT: 9,
  PER_IMAGE: 10,
  CLIENT_HEARTBEAT: 11,
  PUBLISHER_POSITION: 12,
  SENDER_BPE: 13,
  LOCAL_SOCKADDR: 14,
  FLOW_CONTROL_RECEIVERS: 17,
  MDC_DESTINATIONS: 18,
  SENDER_NAKS_RECEIVED: 19,
  RECEIVER_NAKS_SENT: 20,
} as const

/** Layout of the key of a stream counter. */
export const STREAM_KEY_REGISTRATION_ID_OFFSET = 0
export const STREAM_KEY_SESSION_ID_OFFSET = 8
export const STREAM_KEY_STREAM_ID_OFFSET = 12
export const STREAM_KEY_CHANNEL_OFFSET = 16
export const STREAM_KEY_CHANNEL_LENGTH_MAX = MAX_KEY_LENGTH - 20
