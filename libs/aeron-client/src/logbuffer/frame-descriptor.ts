/**
 * One frame in a term, aligned to 32 bytes:
 *
 *    0  i32 frame length with header; 0 = nothing yet, negative = being written
 *    4  u8 version | u8 flags | i16 type           (one i32 here: type << 16 | flags << 8 | version)
 *    8  i32 term offset    12  i32 session id    16  i32 stream id    20  i32 term id
 *   24  i64 reserved value
 *   32  payload
 */

export const HEADER_LENGTH = 32
export const FRAME_ALIGNMENT = 32

export const FRAME_LENGTH_OFFSET = 0
export const VERSION_FLAGS_TYPE_OFFSET = 4
export const FLAGS_OFFSET = 5
export const TYPE_OFFSET = 6
export const TERM_OFFSET = 8
export const SESSION_ID_OFFSET = 12
export const STREAM_ID_OFFSET = 16
export const TERM_ID_OFFSET = 20
export const RESERVED_VALUE_OFFSET = 24

export const BEGIN_FRAG_FLAG = 0x80
export const END_FRAG_FLAG = 0x40
export const UNFRAGMENTED = BEGIN_FRAG_FLAG | END_FRAG_FLAG
export const EOS_FLAG = 0x20
export const REVOKED_FLAG = 0x10

export const PADDING_FRAME_TYPE = 0
export const DATA_FRAME_TYPE = 1

/** The i32 at offset 4 of a data frame with these flags. */
export function dataFrameWord(flags: number): number {
  return (DATA_FRAME_TYPE << 16) | (flags << 8)
}

/** The i32 at offset 4 of a padding frame, as official writers leave it. */
export const PADDING_FRAME_WORD = (PADDING_FRAME_TYPE << 16) | (UNFRAGMENTED << 8)

export const MAX_MESSAGE_LENGTH = 16 * 1024 * 1024

/** The longest message, in bytes, a stream with this term length carries. */
export function computeMaxMessageLength(termLength: number): number {
  return Math.min(termLength / 8, MAX_MESSAGE_LENGTH)
}
