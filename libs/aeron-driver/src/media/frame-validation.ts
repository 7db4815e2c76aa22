import {
  type AtomicBuffer,
  FRAME_ALIGNMENT,
  HEADER_LENGTH,
  isPowerOfTwo,
  TERM_MAX_LENGTH,
  TERM_MIN_LENGTH,
} from '@aeron/client/internal'
import {
  ERROR_HEADER_LENGTH,
  ERROR_TEXT_LENGTH_OFFSET,
  FRAME_TYPE,
  FRAME_WORD_OFFSET,
  minimumLength,
  NAK_LENGTH_OFFSET,
  NAK_TERM_OFFSET_OFFSET,
  SETUP_ACTIVE_TERM_ID_OFFSET,
  SETUP_INITIAL_TERM_ID_OFFSET,
  SETUP_MTU_OFFSET,
  SETUP_TERM_LENGTH_OFFSET,
  SETUP_TERM_OFFSET_OFFSET,
  SM_TERM_OFFSET_OFFSET,
  SM_WINDOW_OFFSET,
  typeOf,
  versionOf,
} from './protocol.ts'

const FRAME_HEADER_LENGTH = 8
const MTU_MAX = 65_504
const PUBLICATION_MTU_MIN = 32

/**
 * Whether a datagram can be looked at: complete for its type. Everything after this reads fixed fields without a
 * further check of the length.
 */
export function isValidFrame(buffer: AtomicBuffer, length: number): boolean {
  if (length < FRAME_HEADER_LENGTH) return false
  const frameLength = buffer.getInt(0)
  const word = buffer.getInt(FRAME_WORD_OFFSET)
  if (versionOf(word) !== 0 || frameLength < 0) return false
  const type = typeOf(word)
  if (type === FRAME_TYPE.DATA || type === FRAME_TYPE.PAD)
    return length >= HEADER_LENGTH && length % FRAME_ALIGNMENT === 0
  const minimum = minimumLength(type)
  if (minimum === 0 || length < minimum || frameLength > length) return false
  if (type === FRAME_TYPE.ERROR) {
    const textLength = buffer.getInt(ERROR_TEXT_LENGTH_OFFSET)
    return textLength >= 0 && ERROR_HEADER_LENGTH + textLength <= length
  }
  return true
}

/**
 * Whether a stream can be received as a SETUP frame tells it: a place in a term that is not before the first one, at a
 * position that a number holds exactly.
 */
export function isValidSetup(buffer: AtomicBuffer): boolean {
  const termLength = buffer.getInt(SETUP_TERM_LENGTH_OFFSET)
  if (termLength < TERM_MIN_LENGTH || termLength > TERM_MAX_LENGTH || !isPowerOfTwo(termLength)) return false
  const termOffset = buffer.getInt(SETUP_TERM_OFFSET_OFFSET)
  if (termOffset < 0 || termOffset >= termLength || termOffset % FRAME_ALIGNMENT !== 0) return false
  const terms = (buffer.getInt(SETUP_ACTIVE_TERM_ID_OFFSET) - buffer.getInt(SETUP_INITIAL_TERM_ID_OFFSET)) | 0
  if (terms < 0 || !Number.isSafeInteger((terms + 1) * termLength)) return false
  const mtu = buffer.getInt(SETUP_MTU_OFFSET)
  return mtu >= PUBLICATION_MTU_MIN && mtu <= MTU_MAX && mtu % FRAME_ALIGNMENT === 0
}

/** Whether a NAK asks for something within a term. */
export function isValidNak(buffer: AtomicBuffer, termLength: number): boolean {
  const termOffset = buffer.getInt(NAK_TERM_OFFSET_OFFSET)
  const length = buffer.getInt(NAK_LENGTH_OFFSET)
  if (termOffset < 0 || termOffset >= termLength || termOffset % FRAME_ALIGNMENT !== 0) return false
  return length >= 0 && length <= termLength - termOffset
}

/** Whether a status message speaks of a place in a term, and of a window that a receiver can have. */
export function isValidStatusMessage(buffer: AtomicBuffer, termLength: number): boolean {
  const termOffset = buffer.getInt(SM_TERM_OFFSET_OFFSET)
  const window = buffer.getInt(SM_WINDOW_OFFSET)
  if (termOffset < 0 || termOffset >= termLength || termOffset % FRAME_ALIGNMENT !== 0) return false
  return window >= 0 && window <= termLength / 2
}
