import { AtomicBuffer, align } from '../memory/atomic-buffer.ts'
import { FRAME_ALIGNMENT, HEADER_LENGTH, UNFRAGMENTED } from './frame-descriptor.ts'
import { AssembledHeader, type Header } from './header.ts'
import { SourceCopier } from './source-copier.ts'

const IDLE = -1

/**
 * A message growing from its fragments. The buffer grows by doubling and is kept, so that a steady stream allocates
 * nothing.
 */
export class MessageBuffer {
  readonly header: AssembledHeader
  length = 0
  #buffer: AtomicBuffer
  readonly #sources = new SourceCopier()
  #firstTermOffset = 0
  #nextTermOffset = IDLE

  constructor(header: Header, initialLength: number) {
    this.header = new AssembledHeader(header)
    this.#buffer = AtomicBuffer.allocate(initialLength)
  }

  get bytes(): Uint8Array {
    return this.#buffer.bytes
  }

  begin(bytes: Uint8Array, offset: number, length: number, header: Header): void {
    this.length = 0
    this.#firstTermOffset = header.termOffset
    this.#put(bytes, offset, length, header)
  }

  /** @returns false when this is not the fragment that was due: the message is dropped. */
  append(bytes: Uint8Array, offset: number, length: number, header: Header): boolean {
    if (header.termOffset !== this.#nextTermOffset) {
      this.reset()
      return false
    }
    this.#put(bytes, offset, length, header)
    return true
  }

  /** @param last header of the last fragment. */
  finish(last: Header): void {
    this.header.reset(last, last.flags | UNFRAGMENTED, this.#firstTermOffset, this.length, this.#buffer.view)
  }

  /** Undoes the append of the last fragment. */
  takeBack(length: number, last: Header): void {
    this.length -= length
    this.#nextTermOffset = last.termOffset
  }

  reset(): void {
    this.length = 0
    this.#nextTermOffset = IDLE
  }

  #put(bytes: Uint8Array, offset: number, length: number, header: Header): void {
    if (this.length + length > this.#buffer.length) this.#grow(this.length + length)
    this.#sources.copy(this.#buffer, this.length, bytes, offset, length)
    this.length += length
    this.#nextTermOffset = header.termOffset + align(length + HEADER_LENGTH, FRAME_ALIGNMENT)
  }

  #grow(required: number): void {
    let capacity = this.#buffer.length
    while (capacity < required) capacity *= 2
    const grown = AtomicBuffer.allocate(capacity)
    grown.bytes.set(this.#buffer.bytes)
    this.#buffer = grown
  }
}
