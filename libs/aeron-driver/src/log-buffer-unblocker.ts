import {
  type AtomicBuffer,
  computeTermIdFromPosition,
  FRAME_ALIGNMENT,
  LOG_ACTIVE_TERM_COUNT_OFFSET,
  LOG_INITIAL_TERM_ID_OFFSET,
  type LogBuffers,
  PADDING_FRAME_WORD,
  PARTITION_COUNT,
  rotateLog,
  SESSION_ID_OFFSET,
  STREAM_ID_OFFSET,
  TERM_ID_OFFSET,
  TERM_OFFSET,
  termTailOffset,
  VERSION_FLAGS_TYPE_OFFSET,
} from '@aeron/client/internal'

/** The writer whose frame is being replaced. */
export interface LogIdentity {
  readonly sessionId: number
  readonly streamId: number
}

/**
 * Frees the readers of a log from a writer that died between claim and commit: what it claimed becomes padding. Only
 * when nobody alive can still be writing at the blocked position. A claim of which not even the length was written,
 * with nothing behind it, cannot be told from free space.
 * @returns whether something was repaired.
 */
export function unblockLog(log: LogBuffers, identity: LogIdentity, blockedPosition: number): boolean {
  const metadata = log.metadata
  const termLength = log.termLength
  const blockedTermCount = Math.floor(blockedPosition / termLength)
  const blockedOffset = blockedPosition - blockedTermCount * termLength
  const activeTermCount = metadata.getIntVolatile(LOG_ACTIVE_TERM_COUNT_OFFSET)
  if (activeTermCount === blockedTermCount - 1 && blockedOffset === 0) {
    const termId = metadata.getIntVolatile(termTailOffset(activeTermCount % PARTITION_COUNT) + 4)
    return rotateLog(metadata, activeTermCount, termId)
  }
  const partition = blockedTermCount % PARTITION_COUNT
  const term = log.terms[partition]!
  const tailOffset = Math.min(metadata.getIntVolatile(termTailOffset(partition)), termLength)
  const termId = computeTermIdFromPosition(blockedPosition, termLength, metadata.getInt(LOG_INITIAL_TERM_ID_OFFSET))
  const length = blockedLength(term, blockedOffset, tailOffset)
  if (length === 0) return false
  padFrame(term, blockedOffset, termId, length, identity)
  if (blockedOffset + length === termLength && activeTermCount === blockedTermCount)
    rotateLog(metadata, blockedTermCount, termId)
  return true
}

/** @returns bytes to pad at the offset; 0 when nothing is, or can be known to be, blocked. */
function blockedLength(term: AtomicBuffer, blockedOffset: number, tailOffset: number): number {
  const frameLength = term.getIntVolatile(blockedOffset)
  if (frameLength < 0) return -frameLength
  if (frameLength > 0) return 0
  let offset = blockedOffset + FRAME_ALIGNMENT
  while (offset < tailOffset && term.getIntVolatile(offset) === 0) offset += FRAME_ALIGNMENT
  const isSomethingBehind = offset < tailOffset || offset === term.length
  return isSomethingBehind && isZeroBetween(term, blockedOffset, offset) ? offset - blockedOffset : 0
}

/** A second look, backwards: a writer fills a hole from its front. */
function isZeroBetween(term: AtomicBuffer, from: number, to: number): boolean {
  for (let offset = to - FRAME_ALIGNMENT; offset >= from; offset -= FRAME_ALIGNMENT)
    if (term.getIntVolatile(offset) !== 0) return false
  return true
}

function padFrame(term: AtomicBuffer, offset: number, termId: number, length: number, identity: LogIdentity): void {
  term.putInt(offset + VERSION_FLAGS_TYPE_OFFSET, PADDING_FRAME_WORD)
  term.putInt(offset + TERM_OFFSET, offset)
  term.putInt(offset + SESSION_ID_OFFSET, identity.sessionId)
  term.putInt(offset + STREAM_ID_OFFSET, identity.streamId)
  term.putInt(offset + TERM_ID_OFFSET, termId)
  term.putIntOrdered(offset, length)
}
