import type { ImageReceiver } from './image-receiver.ts'

/** What is known of a session for which there is no image. */
export const SESSION_STATE = {
  UNKNOWN: 0,
  /** A setup was asked for. */
  PENDING_SETUP: 1,
  /** The conductor is making the image. */
  INIT_IN_PROGRESS: 2,
  /** It has ended and may not come back yet. */
  COOL_DOWN: 3,
  /** No subscription wants it. */
  NO_INTEREST: 4,
} as const
export type SessionState = (typeof SESSION_STATE)[keyof typeof SESSION_STATE]

/** What one stream id of an endpoint is wanted for. */
interface StreamInterest {
  isAllSessions: boolean
  readonly sessions: Set<number>
  readonly images: Map<number, ImageReceiver>
  readonly states: Map<number, SessionState>
}

/** Which streams and sessions an endpoint listens to, and where their frames go. */
export class DataPacketDispatcher {
  readonly #streams = new Map<number, StreamInterest>()
  readonly #sessionLimit: number

  /** @param sessionLimit most sessions of one stream. */
  constructor(sessionLimit: number) {
    this.#sessionLimit = sessionLimit
  }

  /** Whether anything is listened to. */
  get hasInterest(): boolean {
    return this.#streams.size > 0
  }

  /** @param sessionId undefined: all. */
  addInterest(streamId: number, sessionId: number | undefined): void {
    let stream = this.#streams.get(streamId)
    if (stream === undefined) {
      stream = { isAllSessions: false, sessions: new Set(), images: new Map(), states: new Map() }
      this.#streams.set(streamId, stream)
    }
    if (sessionId === undefined) stream.isAllSessions = true
    else stream.sessions.add(sessionId)
    for (const [session, state] of stream.states) {
      if (state !== SESSION_STATE.NO_INTEREST) continue
      if (sessionId === undefined || sessionId === session) stream.states.delete(session)
    }
  }

  /** Nobody wants all sessions, or this one, any more: what is not wanted otherwise is silent at once. */
  removeInterest(streamId: number, sessionId: number | undefined): void {
    const stream = this.#streams.get(streamId)
    if (stream === undefined) return
    if (sessionId === undefined) stream.isAllSessions = false
    else stream.sessions.delete(sessionId)
    for (const session of stream.images.keys()) if (!isWanted(stream, session)) stream.images.delete(session)
    for (const session of stream.states.keys()) if (!isWanted(stream, session)) stream.states.delete(session)
    if (!stream.isAllSessions && stream.sessions.size === 0) this.#streams.delete(streamId)
  }

  imageOf(streamId: number, sessionId: number): ImageReceiver | undefined {
    return this.#streams.get(streamId)?.images.get(sessionId)
  }

  /**
   * Whether an unknown session shall be asked for; marks it unwanted when it is. @returns UNKNOWN when it shall.
   */
  stateOf(streamId: number, sessionId: number): SessionState {
    const stream = this.#streams.get(streamId)
    if (stream === undefined) return SESSION_STATE.NO_INTEREST
    const state = stream.states.get(sessionId)
    if (state !== undefined) return state
    if (isWanted(stream, sessionId)) {
      const isFull = stream.images.size + stream.states.size >= this.#sessionLimit
      return isFull ? SESSION_STATE.NO_INTEREST : SESSION_STATE.UNKNOWN
    }
    return SESSION_STATE.NO_INTEREST
  }

  setState(streamId: number, sessionId: number, state: SessionState): void {
    const stream = this.#streams.get(streamId)
    if (stream === undefined) return
    if (state === SESSION_STATE.UNKNOWN) stream.states.delete(sessionId)
    else stream.states.set(sessionId, state)
  }

  /** Back to unknown, when the session is in that state. */
  clearState(streamId: number, sessionId: number, state: SessionState): void {
    const stream = this.#streams.get(streamId)
    if (stream?.states.get(sessionId) === state) stream.states.delete(sessionId)
  }

  addImage(image: ImageReceiver): void {
    const stream = this.#streams.get(image.streamId)
    if (stream === undefined) return
    stream.states.delete(image.sessionId)
    stream.images.get(image.sessionId)?.silence()
    stream.images.set(image.sessionId, image)
  }

  /** @param coolDown do not listen to the session until told. */
  removeImage(image: ImageReceiver, coolDown: boolean): void {
    const stream = this.#streams.get(image.streamId)
    if (stream?.images.get(image.sessionId) !== image) return
    stream.images.delete(image.sessionId)
    if (coolDown) stream.states.set(image.sessionId, SESSION_STATE.COOL_DOWN)
  }
}

function isWanted(stream: StreamInterest, sessionId: number): boolean {
  return stream.isAllSessions || stream.sessions.has(sessionId)
}
