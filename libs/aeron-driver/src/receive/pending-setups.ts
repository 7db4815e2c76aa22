import { type DataPacketDispatcher, SESSION_STATE } from './data-packet-dispatcher.ts'
import type { ReceiveDestination } from './receive-destination.ts'

const RETRY_NS = 1e9

/** Setups that were asked for, and control addresses that are told of this receiver again and again. */
export class PendingSetups {
  readonly #sessions: { readonly streamId: number; readonly sessionId: number; readonly timeNs: number }[] = []
  readonly #periodic: { readonly destination: ReceiveDestination; dueNs: number }[] = []

  add(streamId: number, sessionId: number, nowNs: number): void {
    this.#sessions.push({ streamId, sessionId, timeNs: nowNs })
  }

  /** A destination with an explicit control address that is not a group: a multi-destination publisher is there. */
  addDestination(destination: ReceiveDestination): void {
    if (destination.channel.hasExplicitControl && !destination.channel.isMulticast) {
      this.#periodic.push({ destination, dueNs: Number.NEGATIVE_INFINITY })
    }
  }

  removeDestination(destination: ReceiveDestination): void {
    const index = this.#periodic.findIndex((entry) => entry.destination === destination)
    if (index >= 0) this.#periodic.splice(index, 1)
  }

  /** What has not come within a second is asked for again by the next frame of the stream. */
  expire(nowNs: number, dispatcher: DataPacketDispatcher): void {
    while (this.#sessions.length > 0 && nowNs - this.#sessions[0]!.timeNs > RETRY_NS) {
      const { streamId, sessionId } = this.#sessions.shift()!
      dispatcher.clearState(streamId, sessionId, SESSION_STATE.PENDING_SETUP)
    }
  }

  forEachDue(nowNs: number, action: (destination: ReceiveDestination) => void): void {
    for (let i = 0; i < this.#periodic.length; i++) {
      const entry = this.#periodic[i]!
      if (nowNs < entry.dueNs) continue
      entry.dueNs = nowNs + RETRY_NS
      action(entry.destination)
    }
  }
}
