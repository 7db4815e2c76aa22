import type { FixMessageHandler, SessionStateListener } from './endpoint-options.ts'

const NO_BYTES = new Uint8Array(0)

/**
 * What one turn of a session has for the application, in order: messages, and ups and downs. Reused: it never shrinks.
 */
export class DeliveryList {
  #count = 0
  readonly #bytes: Uint8Array[] = []
  readonly #offsets: number[] = []
  readonly #lengths: number[] = []
  /** MsgSeqNum, or minus one minus the state of an up or down. */
  readonly #seqNums: number[] = []
  readonly #arrivals: number[] = []
  readonly #reasons: string[] = []

  get count(): number {
    return this.#count
  }

  add(bytes: Uint8Array, offset: number, length: number, seqNum: number, arrivalNs: number): void {
    const i = this.#count++
    this.#bytes[i] = bytes
    this.#offsets[i] = offset
    this.#lengths[i] = length
    this.#seqNums[i] = seqNum
    this.#arrivals[i] = arrivalNs
    this.#reasons[i] = ''
  }

  addState(state: number, reason: string): void {
    const i = this.#count
    this.add(NO_BYTES, 0, 0, -1 - state, 0)
    this.#reasons[i] = reason
  }

  /** Hands everything out, and is empty. */
  drain(sessionIndex: number, handler: FixMessageHandler, listener: SessionStateListener): void {
    for (let i = 0; i < this.#count; i++) {
      const seqNum = this.#seqNums[i]!
      if (seqNum < 0) listener.onSessionState(sessionIndex, -1 - seqNum, this.#reasons[i]!)
      else {
        const bytes = this.#bytes[i]!
        handler.onMessage(sessionIndex, bytes, this.#offsets[i]!, this.#lengths[i]!, seqNum, this.#arrivals[i]!)
      }
      this.#bytes[i] = NO_BYTES
    }
    this.#count = 0
  }
}
