import type { SetBoard } from './set-board.ts'

/** Packets of one line that can wait for the other's, in numbers. */
const WINDOW = 65_536

/** Holds the packets that several lines of a channel carry against each other: the same number, the same bytes. */
export class LineCompare {
  /** Packets by line. */
  readonly packets = new Map<string, number>()
  readonly #board: SetBoard
  readonly #channels = new Map<number, { readonly sequences: Float64Array; readonly hashes: Int32Array }>()

  constructor(board: SetBoard) {
    this.#board = board
  }

  onPacket(channel: number, line: string, sequence: number, bytes: Uint8Array, offset: number, length: number): void {
    this.packets.set(line, (this.packets.get(line) ?? 0) + 1)
    let seen = this.#channels.get(channel)
    if (seen === undefined) {
      seen = { sequences: new Float64Array(WINDOW).fill(Number.NaN), hashes: new Int32Array(WINDOW) }
      this.#channels.set(channel, seen)
    }
    const hash = hashOf(bytes, offset, length)
    const slot = sequence % WINDOW
    if (seen.sequences[slot] === sequence) this.#board.checkSet('A = B', seen.hashes[slot] === hash)
    seen.sequences[slot] = sequence
    seen.hashes[slot] = hash
  }
}

/** FNV-1a. */
function hashOf(bytes: Uint8Array, offset: number, length: number): number {
  let hash = 0x811c9dc5 | 0
  for (let i = offset; i < offset + length; i++) hash = Math.imul(hash ^ bytes[i]!, 0x0100_0193)
  return hash
}
