import type { FlowControl } from './flow-control.ts'

const STATE = { FREE: 0, DELAYED: 1, LINGERING: 2 } as const

/** Sends part of a term again. */
export interface Resender {
  resend(termId: number, termOffset: number, length: number): void
  /** A NAK was dropped because all actions are busy. */
  onPoolOverflow(): void
}

export interface RetransmitOptions {
  readonly delayNs: number
  readonly lingerNs: number
  /** Several receivers may ask at once. */
  readonly isGroup: boolean
  /** Actions at a time; a publication with one receiver has one. */
  readonly actionsMax: number
}

/** Answers NAKs, and swallows repeats of a NAK while its answer is on the way. */
export class RetransmitHandler {
  readonly #options: RetransmitOptions
  readonly #resender: Resender
  readonly #count: number
  readonly #states: Int32Array
  readonly #termIds: Int32Array
  readonly #offsets: Int32Array
  readonly #lengths: Int32Array
  readonly #expiriesNs: Float64Array
  #busy = 0

  constructor(options: RetransmitOptions, resender: Resender) {
    this.#options = options
    this.#resender = resender
    this.#count = options.isGroup ? options.actionsMax : 1
    this.#states = new Int32Array(this.#count)
    this.#termIds = new Int32Array(this.#count)
    this.#offsets = new Int32Array(this.#count)
    this.#lengths = new Int32Array(this.#count)
    this.#expiriesNs = new Float64Array(this.#count)
  }

  onNak(
    termId: number,
    termOffset: number,
    length: number,
    termLength: number,
    flowControl: FlowControl,
    nowNs: number,
  ): void {
    if (length <= 0 || this.#isCovered(termId, termOffset)) return
    const i = this.#options.isGroup ? this.#findFree() : 0
    if (i < 0) {
      this.#resender.onPoolOverflow()
      return
    }
    if (this.#states[i] === STATE.FREE) this.#busy++
    this.#termIds[i] = termId
    this.#offsets[i] = termOffset
    this.#lengths[i] = flowControl.maxRetransmissionLength(termOffset, length, termLength)
    if (this.#options.delayNs === 0) {
      this.#resendAndLinger(i, nowNs)
    } else {
      this.#states[i] = STATE.DELAYED
      this.#expiriesNs[i] = nowNs + this.#options.delayNs
    }
  }

  processTimeouts(nowNs: number): void {
    if (this.#busy === 0) return
    for (let i = 0; i < this.#count; i++) {
      if (this.#states[i] === STATE.FREE || nowNs < this.#expiriesNs[i]!) continue
      if (this.#states[i] === STATE.DELAYED) {
        this.#resendAndLinger(i, nowNs)
      } else {
        this.#states[i] = STATE.FREE
        this.#busy--
      }
    }
  }

  #resendAndLinger(i: number, nowNs: number): void {
    this.#resender.resend(this.#termIds[i]!, this.#offsets[i]!, this.#lengths[i]!)
    this.#states[i] = STATE.LINGERING
    this.#expiriesNs[i] = nowNs + this.#options.lingerNs
  }

  #isCovered(termId: number, termOffset: number): boolean {
    for (let i = 0; i < this.#count; i++) {
      if (this.#states[i] === STATE.FREE || this.#termIds[i] !== termId) continue
      const start = this.#offsets[i]!
      if (termOffset >= start && termOffset < start + this.#lengths[i]!) return true
    }
    return false
  }

  #findFree(): number {
    for (let i = 0; i < this.#count; i++) if (this.#states[i] === STATE.FREE) return i
    return -1
  }
}
