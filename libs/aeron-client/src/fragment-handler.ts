import type { Header } from './logbuffer/header.ts'

/**
 * Told of each message of a poll. Make it once; nothing is allocated per message.
 * `bytes` is the whole term (or the assembler's buffer): the message is `bytes[offset .. offset + length)`, valid
 * during the call only. `header.view` is a DataView over the same memory with the same offsets. The header object is
 * reused. An exception leaves the poll; the position then stands behind the message that caused it.
 */
export interface FragmentHandler {
  onFragment(bytes: Uint8Array, offset: number, length: number, header: Header): void
}

/** What a controlled handler says about going on. */
export const CONTROLLED_ACTION = {
  /** Not taken: end the poll; the fragment is delivered again. */
  ABORT: 0,
  /** Taken: end the poll. */
  BREAK: 1,
  /** Taken: publish the position now and go on. */
  COMMIT: 2,
  /** Taken: go on. */
  CONTINUE: 3,
} as const

export type ControlledAction = (typeof CONTROLLED_ACTION)[keyof typeof CONTROLLED_ACTION]

export interface ControlledFragmentHandler {
  onFragment(bytes: Uint8Array, offset: number, length: number, header: Header): ControlledAction
}

/** Told of whole frames as they lie in the log, headers included: for recorders. A padding frame comes alone. */
export interface BlockHandler {
  onBlock(bytes: Uint8Array, offset: number, length: number, sessionId: number, termId: number): void
}
