import { type AtomicBuffer, HEADER_LENGTH } from '@aeron/client/internal'

/** Up to here a loop over words is faster than a view and a bulk copy, and allocates nothing. */
const LOOP_LENGTH_MAX = 4096

/**
 * Copies a datagram into its term unless something is there already: a retransmission that comes late must not touch
 * what readers look at. The length of the first frame goes last.
 */
export function insertPacket(term: AtomicBuffer, termOffset: number, packet: AtomicBuffer, length: number): void {
  const target = term.ints
  const source = packet.ints
  const start = termOffset >> 2
  if (termOffset >= term.length || Atomics.load(target, start) !== 0) return
  if (length > LOOP_LENGTH_MAX) {
    term.bytes.set(packet.bytes.subarray(HEADER_LENGTH, length), termOffset + HEADER_LENGTH)
  } else {
    const words = length >> 2
    for (let i = HEADER_LENGTH >> 2; i < words; i += 8) {
      const at = start + i
      target[at] = source[i]!
      target[at + 1] = source[i + 1]!
      target[at + 2] = source[i + 2]!
      target[at + 3] = source[i + 3]!
      target[at + 4] = source[i + 4]!
      target[at + 5] = source[i + 5]!
      target[at + 6] = source[i + 6]!
      target[at + 7] = source[i + 7]!
    }
  }
  for (let i = 7; i > 0; i--) target[start + i] = source[i]!
  Atomics.store(target, start, source[0]!)
}
