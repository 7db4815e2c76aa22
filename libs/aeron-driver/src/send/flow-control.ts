import type { StatusMessage } from '../media/status-message.ts'

/** Decides how far a publication may send. Limits are stream positions. */
export interface FlowControl {
  /** False while too few receivers are there. */
  readonly hasRequiredReceivers: boolean
  /** @returns the new limit. */
  onStatusMessage(message: StatusMessage, limit: number, nowNs: number): number
  /** A receiver has asked for a SETUP. */
  onTriggerSetup(message: StatusMessage): void
  /** A SETUP was sent because a receiver asked. */
  onSetupSent(limit: number, nowNs: number): void
  /** While nothing is sent. @returns the new limit. */
  onIdle(limit: number, nowNs: number): number
  /** A receiver has said that it gives up. */
  onError(idHigh: number, idLow: number): void
  /** @returns how many bytes of a request are sent again. */
  maxRetransmissionLength(termOffset: number, length: number, termLength: number): number
}

/** @param receiverWindowLength configured, in bytes. @param multiple of it that one NAK may bring. */
export function limitRetransmission(
  termOffset: number,
  length: number,
  termLength: number,
  receiverWindowLength: number,
  multiple: number,
): number {
  return Math.min(length, termLength - termOffset, Math.min(receiverWindowLength, termLength / 2) * multiple)
}

/** The fastest receiver sets the pace: for unicast, where there is one, and for multicast by choice. */
export class MaxFlowControl implements FlowControl {
  readonly hasRequiredReceivers = true
  readonly #receiverWindowLength: number
  readonly #retransmitMultiple: number

  constructor(receiverWindowLength: number, retransmitMultiple: number) {
    this.#receiverWindowLength = receiverWindowLength
    this.#retransmitMultiple = retransmitMultiple
  }

  onStatusMessage(message: StatusMessage, limit: number): number {
    return Math.max(limit, message.position + message.window)
  }

  onTriggerSetup(): void {}

  onSetupSent(): void {}

  onIdle(limit: number): number {
    return limit
  }

  onError(): void {}

  maxRetransmissionLength(termOffset: number, length: number, termLength: number): number {
    return limitRetransmission(termOffset, length, termLength, this.#receiverWindowLength, this.#retransmitMultiple)
  }
}
