/** Outcomes of reading FIX bytes, and the few bytes and tags that every part of the codec knows. */

export const FIX_OK = 0
/** The bytes so far may be the beginning of a message: wait for more. */
export const FIX_PARTIAL = -1
/** The bytes are not FIX: skip them (FixFramer) or ignore the message (FixFrame). */
export const FIX_GARBLED = -2
/** CheckSum(10) does not match. */
export const FIX_BAD_CHECKSUM = -3
/** BodyLength(9) does not lead to CheckSum(10). */
export const FIX_BAD_BODY_LENGTH = -4
/** Longer than the limit given to the framer. */
export const FIX_TOO_LONG = -5
/** More fields than the frame has room for. */
export const FIX_TOO_MANY_FIELDS = -6
/** A tag that is not a number in 1..65535. The index is complete: that field has tag 0. */
export const FIX_BAD_TAG = -7
/** A field without a value. The index is complete: that field has length 0. */
export const FIX_EMPTY_VALUE = -8
/**
 * A data field whose length field is missing or wrong. The index is complete: the field was read up to the next SOH.
 */
export const FIX_BAD_DATA_LENGTH = -9
/** No MsgType(35) among the first three fields. */
export const FIX_NO_MSG_TYPE = -10

export const SOH = 1
export const EQUALS = 61
export const ZERO = 48

export const NO_SLOT = -1
export const NO_OFFSET = -1

const NAMES = [
  'OK',
  'PARTIAL',
  'GARBLED',
  'BAD_CHECKSUM',
  'BAD_BODY_LENGTH',
  'TOO_LONG',
  'TOO_MANY_FIELDS',
  'BAD_TAG',
  'EMPTY_VALUE',
  'BAD_DATA_LENGTH',
  'NO_MSG_TYPE',
]

/** For logs and tests. */
export function fixCodeName(code: number): string {
  return NAMES[-code] ?? String(code)
}
