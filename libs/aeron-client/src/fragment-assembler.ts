import {
  CONTROLLED_ACTION,
  type ControlledAction,
  type ControlledFragmentHandler,
  type FragmentHandler,
} from './fragment-handler.ts'
import { BEGIN_FRAG_FLAG, END_FRAG_FLAG, UNFRAGMENTED } from './logbuffer/frame-descriptor.ts'
import type { Header } from './logbuffer/header.ts'
import { MessageBuffer } from './logbuffer/message-buffer.ts'

const INITIAL_LENGTH = 4096

/** Finds the buffer in which the message of a session is growing. */
class MessageBuffers {
  readonly #bySession = new Map<number, MessageBuffer>()

  begin(header: Header): MessageBuffer {
    const known = this.#bySession.get(header.sessionId)
    if (known !== undefined && known.header.image === header.image) return known
    const buffer = new MessageBuffer(header, INITIAL_LENGTH)
    this.#bySession.set(header.sessionId, buffer)
    return buffer
  }

  get(sessionId: number): MessageBuffer | undefined {
    return this.#bySession.get(sessionId)
  }

  delete(sessionId: number): void {
    this.#bySession.delete(sessionId)
  }
}

/**
 * Puts fragmented messages together and hands over whole ones; what came in one fragment passes straight through. One
 * for each handler; serves any number of sessions. A message of which a fragment is missing (the subscription joined in
 * its middle) is dropped.
 */
export class FragmentAssembler implements FragmentHandler {
  readonly #delegate: FragmentHandler
  readonly #buffers = new MessageBuffers()

  constructor(delegate: FragmentHandler) {
    this.#delegate = delegate
  }

  onFragment(bytes: Uint8Array, offset: number, length: number, header: Header): void {
    const flags = header.flags
    if ((flags & UNFRAGMENTED) === UNFRAGMENTED) {
      this.#delegate.onFragment(bytes, offset, length, header)
      return
    }
    if ((flags & BEGIN_FRAG_FLAG) !== 0) {
      this.#buffers.begin(header).begin(bytes, offset, length, header)
      return
    }
    const message = this.#buffers.get(header.sessionId)
    if (message === undefined || !message.append(bytes, offset, length, header)) return
    if ((flags & END_FRAG_FLAG) === 0) return
    message.finish(header)
    this.#delegate.onFragment(message.bytes, 0, message.length, message.header)
    message.reset()
  }

  /** Frees the buffer of a session that is gone. */
  freeSessionBuffer(sessionId: number): void {
    this.#buffers.delete(sessionId)
  }
}

/**
 * As FragmentAssembler, for handlers that decide about going on. ABORT takes the last fragment back and delivers the
 * message again.
 */
export class ControlledFragmentAssembler implements ControlledFragmentHandler {
  readonly #delegate: ControlledFragmentHandler
  readonly #buffers = new MessageBuffers()

  constructor(delegate: ControlledFragmentHandler) {
    this.#delegate = delegate
  }

  onFragment(bytes: Uint8Array, offset: number, length: number, header: Header): ControlledAction {
    const flags = header.flags
    if ((flags & UNFRAGMENTED) === UNFRAGMENTED) return this.#delegate.onFragment(bytes, offset, length, header)
    if ((flags & BEGIN_FRAG_FLAG) !== 0) {
      this.#buffers.begin(header).begin(bytes, offset, length, header)
      return CONTROLLED_ACTION.CONTINUE
    }
    const message = this.#buffers.get(header.sessionId)
    if (message === undefined || !message.append(bytes, offset, length, header)) return CONTROLLED_ACTION.CONTINUE
    if ((flags & END_FRAG_FLAG) === 0) return CONTROLLED_ACTION.CONTINUE
    message.finish(header)
    const action = this.#delegate.onFragment(message.bytes, 0, message.length, message.header)
    if (action === CONTROLLED_ACTION.ABORT) message.takeBack(length, header)
    else message.reset()
    return action
  }

  freeSessionBuffer(sessionId: number): void {
    this.#buffers.delete(sessionId)
  }
}
