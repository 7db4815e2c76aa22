import type { AtomicBuffer } from '../memory/atomic-buffer.ts'

/** Below this a loop over 32-bit words beats the fixed cost (about 70 ns) of TypedArray.set. */
const LOOP_LENGTH_MAX = 128
const SLOTS = 2048

/**
 * Copies messages into the log without allocating per message. `set` wants a view of exactly the bytes to copy; making
 * one allocates, so views are kept by (offset, length) for as long as the caller offers from the same array. An
 * application that encodes into one scratch buffer therefore allocates nothing once each length has been seen. A source
 * that moves with every message costs one short-lived view above 128 bytes.
 */
export class SourceViews {
  #source: Uint8Array | undefined = undefined
  #view: DataView | undefined = undefined
  #slots: (Uint8Array | undefined)[] | undefined = undefined

  copy(target: AtomicBuffer, targetOffset: number, source: Uint8Array, offset: number, length: number): void {
    if (source !== this.#source) this.#adopt(source)
    if (length > LOOP_LENGTH_MAX) {
      target.bytes.set(this.#slice(source, offset, length), targetOffset)
      return
    }
    const view = this.#view!
    const ints = target.ints
    const wordsEnd = length - 3
    let i = 0
    for (; i < wordsEnd; i += 4) ints[(targetOffset + i) >> 2] = view.getInt32(offset + i, true)
    for (; i < length; i++) target.bytes[targetOffset + i] = source[offset + i]!
  }

  #adopt(source: Uint8Array): void {
    this.#source = source
    this.#view = new DataView(source.buffer, source.byteOffset, source.byteLength)
    this.#slots?.fill(undefined)
  }

  #slice(source: Uint8Array, offset: number, length: number): Uint8Array {
    if (offset === 0 && length === source.length) return source
    if (this.#slots === undefined) this.#slots = new Array<Uint8Array | undefined>(SLOTS).fill(undefined)
    const slot = (Math.imul(offset, 0x9e3779b1) + length) & (SLOTS - 1)
    const known = this.#slots[slot]
    if (known !== undefined && known.length === length && known.byteOffset === source.byteOffset + offset) return known
    const slice = source.subarray(offset, offset + length)
    this.#slots[slot] = slice
    return slice
  }
}
