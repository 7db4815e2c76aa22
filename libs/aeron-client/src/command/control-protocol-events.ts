/** Message types in the ring (client to driver) and in the broadcast buffer (driver to clients). */

export const ADD_PUBLICATION = 0x01
export const REMOVE_PUBLICATION = 0x02
export const ADD_EXCLUSIVE_PUBLICATION = 0x03
export const ADD_SUBSCRIPTION = 0x04
export const REMOVE_SUBSCRIPTION = 0x05
export const CLIENT_KEEPALIVE = 0x06
export const ADD_DESTINATION = 0x07
export const REMOVE_DESTINATION = 0x08
export const ADD_COUNTER = 0x09
export const REMOVE_COUNTER = 0x0a
export const CLIENT_CLOSE = 0x0b
export const ADD_RCV_DESTINATION = 0x0c
export const REMOVE_RCV_DESTINATION = 0x0d
export const TERMINATE_DRIVER = 0x0e
export const ADD_STATIC_COUNTER = 0x0f
export const REJECT_IMAGE = 0x10
export const REMOVE_DESTINATION_BY_ID = 0x11
export const GET_NEXT_AVAILABLE_SESSION_ID = 0x12

export const ON_ERROR = 0xf01
export const ON_AVAILABLE_IMAGE = 0xf02
export const ON_PUBLICATION_READY = 0xf03
export const ON_OPERATION_SUCCESS = 0xf04
export const ON_UNAVAILABLE_IMAGE = 0xf05
export const ON_EXCLUSIVE_PUBLICATION_READY = 0xf06
export const ON_SUBSCRIPTION_READY = 0xf07
export const ON_COUNTER_READY = 0xf08
export const ON_UNAVAILABLE_COUNTER = 0xf09
export const ON_CLIENT_TIMEOUT = 0xf0a
export const ON_STATIC_COUNTER = 0xf0b
export const ON_PUBLICATION_ERROR = 0xf0c
export const ON_NEXT_AVAILABLE_SESSION_ID = 0xf0d

/** Codes in ON_ERROR and ON_PUBLICATION_ERROR. */
export const ERROR_CODE = {
  UNKNOWN: -1,
  UNUSED: 0,
  INVALID_CHANNEL: 1,
  UNKNOWN_SUBSCRIPTION: 2,
  UNKNOWN_PUBLICATION: 3,
  CHANNEL_ENDPOINT_ERROR: 4,
  UNKNOWN_COUNTER: 5,
  UNKNOWN_COMMAND_TYPE_ID: 6,
  MALFORMED_COMMAND: 7,
  NOT_SUPPORTED: 8,
  UNKNOWN_HOST: 9,
  RESOURCE_TEMPORARILY_UNAVAILABLE: 10,
  GENERIC_ERROR: 11,
  STORAGE_SPACE: 12,
  IMAGE_REJECTED: 13,
  PUBLICATION_REVOKED: 14,
} as const

/** Version of the control protocol since 1.49; value of system counter 43. */
export const CONTROL_PROTOCOL_VERSION = 1 << 16

/** Longest channel text, longest reason of a rejection, in bytes. */
export const CHANNEL_LENGTH_MAX = 4095
export const REJECT_REASON_LENGTH_MAX = 1023
