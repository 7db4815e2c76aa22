import type { MessageFrame } from './message-frame.ts'
import type { Outbox } from './outbox.ts'

/**
 * The logic of a service: state, and what to do with a message. No I/O, no clock, no randomness but a Prng it was
 * given: everything comes in as an argument, everything goes out through the outbox. That is what makes simulation,
 * replay and recovery true.
 */
export interface ServiceCore {
  /** @param frame valid only during the call. */
  onMessage(nowNs: number, frame: MessageFrame, out: Outbox): void
  /** Called every turn. Acts on deadlines at or before nowNs. @returns how many; 0 lets the runner park. */
  onTimer(nowNs: number, out: Outbox): number
  /** After recovery from snapshot and journal (outputs were suppressed): ask the world for what may be missing. */
  onRecovered?(nowNs: number, out: Outbox): void
  /** True when the service may do its work: read models in sync, inputs alive. Published in its heartbeat. */
  isReady(): boolean
  /** One short phrase for the health page: what it waits for, or 'ready'. */
  statusText(): string
  /** For cores with a journal: the whole state, so that restore(snapshot()) is equal. */
  snapshot?(): Uint8Array
  /** Whether state changed that no journaled input tells: a snapshot is then taken before this turn's outputs leave. */
  isSnapshotDue?(): boolean
  restore?(bytes: Uint8Array): void
}
