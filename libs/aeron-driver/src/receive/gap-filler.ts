import {
  type AtomicBuffer,
  FRAME_ALIGNMENT,
  LOG_DEFAULT_FRAME_HEADER_OFFSET,
  type LogBuffers,
  PADDING_FRAME_WORD,
  SESSION_ID_OFFSET,
  STREAM_ID_OFFSET,
  TERM_ID_OFFSET,
  TERM_OFFSET,
  VERSION_FLAGS_TYPE_OFFSET,
} from '@aeron/client/internal'

/**
 * Turns a gap into padding: readers of an unreliable stream go on. @returns false when something has come after all.
 */
export function fillGap(
  log: LogBuffers,
  term: AtomicBuffer,
  termId: number,
  termOffset: number,
  length: number,
): boolean {
  for (let offset = termOffset + length - FRAME_ALIGNMENT; offset >= termOffset; offset -= FRAME_ALIGNMENT) {
    if (term.getIntVolatile(offset) !== 0) return false
  }
  const header = LOG_DEFAULT_FRAME_HEADER_OFFSET
  term.putInt(termOffset + VERSION_FLAGS_TYPE_OFFSET, PADDING_FRAME_WORD)
  term.putInt(termOffset + TERM_OFFSET, termOffset)
  term.putInt(termOffset + SESSION_ID_OFFSET, log.metadata.getInt(header + SESSION_ID_OFFSET))
  term.putInt(termOffset + STREAM_ID_OFFSET, log.metadata.getInt(header + STREAM_ID_OFFSET))
  term.putInt(termOffset + TERM_ID_OFFSET, termId)
  term.putIntOrdered(termOffset, length)
  return true
}
