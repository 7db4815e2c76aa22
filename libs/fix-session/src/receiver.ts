import type { NanoClock } from '@reflex/base'
import { FIX_BAD_BODY_LENGTH, FIX_OK, FIX_PARTIAL, FixFramer } from '@reflex/fix'
import type { StreamConnection, StreamHandler } from './stream-transport.ts'

const BUFFER_BYTES = 64 * 1024
/** Received and not yet processed: beyond it the peer has to wait, until half of it is processed. */
const READING_STOPS_AT_MIN = 1024 * 1024
/** Where the transport cannot make him wait the connection is closed: he sends again what we did not process. */
const BUFFERED_MAX = 64 * 1024 * 1024
const SOH = 1

/** A message stands at messageOffset. */
export const RECEIVED_MESSAGE = 1
/** Bytes that are no message were dropped: ask again. */
export const RECEIVED_GARBLED = -1
/** Nothing whole is here. */
export const RECEIVED_NOTHING = 0

/**
 * The bytes of one connection between turns, with the time at which each chunk came, and the cut into messages.
 *
 *     bytes   |..processed..|8=FIX...10=123|8=FIX....|    free    |
 *                           ^ start                  ^ end          chunks: end position and arrival time of each
 */
export class Receiver implements StreamHandler {
  connection: StreamConnection | null = null
  isOpen = false
  /** Why the connection is gone; null while it is not. */
  closedReason: string | null = null
  bytes = new Uint8Array(BUFFER_BYTES)
  messageOffset = 0
  messageLength = 0
  /** When the chunk with the last byte of the message came, ns since the session epoch. */
  arrivalNs = 0
  readonly #clock: NanoClock
  readonly #onArrival: () => void
  readonly #framer: FixFramer
  #start = 0
  #end = 0
  #isPinned = false
  #isHeldBack = false
  readonly #readingStopsAt: number
  #chunkEnds: number[] = []
  #chunkTimes: number[] = []
  #chunk = 0

  constructor(clock: NanoClock, messageLengthMax: number, onArrival: () => void) {
    this.#clock = clock
    this.#framer = new FixFramer(messageLengthMax)
    this.#readingStopsAt = Math.max(READING_STOPS_AT_MIN, 2 * messageLengthMax)
    this.#onArrival = onArrival
  }

  get hasBytes(): boolean {
    return this.#end > this.#start
  }

  onOpen(): void {
    this.isOpen = true
    this.#onArrival()
  }

  onData(bytes: Uint8Array, offset: number, length: number): void {
    if (this.#end + length > this.bytes.length) this.#makeRoom(length)
    this.bytes.set(bytes.subarray(offset, offset + length), this.#end)
    this.#end += length
    this.#chunkEnds.push(this.#end)
    this.#chunkTimes.push(this.#clock.nanoTime())
    this.#holdBack()
    this.#onArrival()
  }

  onClose(reason: string): void {
    this.isOpen = false
    this.closedReason = reason
    this.#onArrival()
  }

  /** While pinned, messages given by `next` keep their place in `bytes` (the array given with them). */
  pin(isPinned: boolean): void {
    this.#isPinned = isPinned
    if (this.#isHeldBack && this.#end - this.#start < this.#readingStopsAt / 2) {
      this.#isHeldBack = false
      this.connection?.setReading?.(true)
    }
    if (isPinned || this.#start < this.#end) return
    this.#start = 0
    this.#end = 0
    this.#chunk = 0
    this.#chunkEnds.length = 0
    this.#chunkTimes.length = 0
  }

  /** Takes the next message. @returns RECEIVED_MESSAGE, RECEIVED_GARBLED or RECEIVED_NOTHING. */
  next(): number {
    const start = this.#start
    if (start === this.#end) return RECEIVED_NOTHING
    const code = this.#framer.scan(this.bytes, start, this.#end)
    if (code === FIX_OK) {
      this.messageOffset = start
      this.messageLength = this.#framer.messageLength
      this.#start = start + this.messageLength
      this.#findArrival()
      return RECEIVED_MESSAGE
    }
    if (code === FIX_PARTIAL) return RECEIVED_NOTHING
    const skip = code === FIX_BAD_BODY_LENGTH ? this.#misframedLength(start) : this.#framer.skipLength
    this.#start = start + skip
    return skip === 0 ? RECEIVED_NOTHING : RECEIVED_GARBLED
  }

  /** Puts the message just taken back: the next call of `next` gives it again. */
  unread(): void {
    this.#start = this.messageOffset
  }

  #holdBack(): void {
    const length = this.#end - this.#start
    if (length > BUFFERED_MAX) this.connection?.close()
    if (length < this.#readingStopsAt || this.#isHeldBack) return
    this.#isHeldBack = true
    this.connection?.setReading?.(false)
  }

  /**
   * A message whose BodyLength leads nowhere ends with the first CheckSum field at or behind that place, as other
   * engines see it. Until that has come, wait. @returns 0 to wait.
   */
  #misframedLength(start: number): number {
    const { bytes } = this
    let i = start
    while (bytes[i] !== SOH) i++
    i += 3
    let bodyLength = 0
    for (; bytes[i] !== SOH; i++) bodyLength = bodyLength * 10 + bytes[i]! - 48
    for (let k = i + bodyLength; k + 3 < this.#end; k++) {
      if (bytes[k] !== SOH || bytes[k + 1] !== 49 || bytes[k + 2] !== 48 || bytes[k + 3] !== 61) continue
      const behind = bytes.indexOf(SOH, k + 4)
      return behind < 0 || behind >= this.#end ? 0 : behind + 1 - start
    }
    return 0
  }

  #findArrival(): void {
    while (this.#chunkEnds[this.#chunk]! < this.#start) this.#chunk++
    this.arrivalNs = this.#chunkTimes[this.#chunk]!
  }

  #makeRoom(length: number): void {
    const rest = this.#end - this.#start
    const isTight = rest + length > this.bytes.length
    const target =
      isTight || this.#isPinned ? new Uint8Array(Math.max(this.bytes.length, 2 * (rest + length))) : this.bytes
    if (target === this.bytes) target.copyWithin(0, this.#start, this.#end)
    else target.set(this.bytes.subarray(this.#start, this.#end))
    this.bytes = target
    this.#chunkEnds = this.#chunkEnds.slice(this.#chunk).map((end) => end - this.#start)
    this.#chunkTimes = this.#chunkTimes.slice(this.#chunk)
    this.#chunk = 0
    this.#start = 0
    this.#end = rest
  }
}
