import type { Position } from '@aeron/client/internal'
import type { StatusMessage } from '../media/status-message.ts'
import { type FlowControl, limitRetransmission } from './flow-control.ts'

export interface MinFlowControlOptions {
  readonly receiverWindowLength: number
  readonly retransmitMultiple: number
  /** Receivers without which there is no connection. */
  readonly groupMinSize: number
  readonly receiverTimeoutNs: number
  /** Only receivers with this tag count; undefined: all. */
  readonly groupTag: bigint | undefined
  /** Shows how many receivers count. */
  readonly receiverCount: Position
}

interface FlowReceiver {
  readonly idHigh: number
  readonly idLow: number
  position: number
  limit: number
  timeNs: number
  isEndOfStream: boolean
}

/**
 * The slowest receiver sets the pace; with a group tag only those of the group. A receiver that joins late holds the
 * limit where it is until it can be heard.
 */
export class MinFlowControl implements FlowControl {
  readonly #options: MinFlowControlOptions
  readonly #tagHigh: number
  readonly #tagLow: number
  readonly #receivers: FlowReceiver[] = []
  #isSetupTriggered = false
  #holdLimit = Number.POSITIVE_INFINITY
  #holdEndNs = 0

  constructor(options: MinFlowControlOptions) {
    this.#options = options
    this.#tagHigh = Number(BigInt.asIntN(32, (options.groupTag ?? 0n) >> 32n))
    this.#tagLow = Number(BigInt.asIntN(32, options.groupTag ?? 0n))
  }

  get hasRequiredReceivers(): boolean {
    return this.#receivers.length >= this.#options.groupMinSize
  }

  onStatusMessage(message: StatusMessage, limit: number, nowNs: number): number {
    const { position, window } = message
    const known = this.#find(message.receiverIdHigh, message.receiverIdLow)
    if (known !== undefined) {
      known.position = Math.max(known.position, position)
      known.limit = position + window
      known.timeNs = nowNs
      known.isEndOfStream = message.isEndOfStream
    } else if (!message.isEndOfStream && this.#isOfGroup(message) && this.#isWithinReach(message, nowNs)) {
      this.#receivers.push({
        idHigh: message.receiverIdHigh,
        idLow: message.receiverIdLow,
        position,
        limit: position + window,
        timeNs: nowNs,
        isEndOfStream: false,
      })
      this.#holdLimit = Number.POSITIVE_INFINITY
      this.#options.receiverCount.setOrdered(this.#receivers.length)
    }
    if (!this.hasRequiredReceivers) return limit
    return Math.max(limit, this.#receivers.length === 0 ? position + window : this.#minimum(nowNs))
  }

  onTriggerSetup(message: StatusMessage): void {
    if (this.#isOfGroup(message)) this.#isSetupTriggered = true
  }

  onSetupSent(limit: number, nowNs: number): void {
    if (this.#isSetupTriggered && this.#receivers.length > 0) {
      this.#holdLimit = limit
      this.#holdEndNs = nowNs + this.#options.receiverTimeoutNs
    }
    this.#isSetupTriggered = false
  }

  onIdle(limit: number, nowNs: number): number {
    const receivers = this.#receivers
    let isChanged = false
    for (let i = receivers.length - 1; i >= 0; i--) {
      const { isEndOfStream, timeNs } = receivers[i]!
      if (!isEndOfStream && nowNs - timeNs <= this.#options.receiverTimeoutNs) continue
      receivers.splice(i, 1)
      isChanged = true
    }
    if (isChanged) this.#options.receiverCount.setOrdered(receivers.length)
    return !this.hasRequiredReceivers || receivers.length === 0 ? limit : this.#minimum(nowNs)
  }

  onError(idHigh: number, idLow: number): void {
    const receiver = this.#find(idHigh, idLow)
    if (receiver !== undefined) receiver.isEndOfStream = true
  }

  maxRetransmissionLength(termOffset: number, length: number, termLength: number): number {
    const { receiverWindowLength, retransmitMultiple } = this.#options
    return limitRetransmission(termOffset, length, termLength, receiverWindowLength, retransmitMultiple)
  }

  #minimum(nowNs: number): number {
    let minimum = nowNs < this.#holdEndNs ? this.#holdLimit : Number.POSITIVE_INFINITY
    for (let i = 0; i < this.#receivers.length; i++) minimum = Math.min(minimum, this.#receivers[i]!.limit)
    return minimum
  }

  #isWithinReach(message: StatusMessage, nowNs: number): boolean {
    if (this.#receivers.length === 0) return true
    return message.position + message.window >= this.#minimum(nowNs) - message.window
  }

  #isOfGroup(message: StatusMessage): boolean {
    if (this.#options.groupTag === undefined) return true
    return message.hasGroupTag && message.groupTagHigh === this.#tagHigh && message.groupTagLow === this.#tagLow
  }

  #find(idHigh: number, idLow: number): FlowReceiver | undefined {
    for (let i = 0; i < this.#receivers.length; i++) {
      const receiver = this.#receivers[i]!
      if (receiver.idLow === idLow && receiver.idHigh === idHigh) return receiver
    }
    return undefined
  }
}
