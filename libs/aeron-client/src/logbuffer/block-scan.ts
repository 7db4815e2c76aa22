import type { AtomicBuffer } from '../memory/atomic-buffer.ts'
import { FRAME_ALIGNMENT, PADDING_FRAME_TYPE } from './frame-descriptor.ts'

/**
 * Finds how far whole frames reach. A padding frame ends a block, or is one of its own.
 * @param start term offset of a frame. @param limit term offset no frame may exceed. @returns the end, or `start`.
 */
export function scanBlock(term: AtomicBuffer, start: number, limit: number): number {
  let offset = start
  while (offset < limit) {
    const length = Atomics.load(term.ints, offset >> 2)
    if (length <= 0) break
    const end = offset + ((length + FRAME_ALIGNMENT - 1) & ~(FRAME_ALIGNMENT - 1))
    if (term.ints[(offset >> 2) + 1]! >>> 16 === PADDING_FRAME_TYPE) return offset === start ? end : offset
    if (end > limit) break
    offset = end
  }
  return offset
}
