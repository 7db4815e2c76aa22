import type { FixFrame } from '@reflex/fix'
import type { FixSession } from './fix-session.ts'
import { GapQueue } from './gap-queue.ts'
import type { HeaderCheck } from './header-check.ts'

/**
 * The inbound side's place in the sequence: uses numbers, rejects messages, knows the gap that is open and what waits
 * behind it.
 */
export class InboundSequence {
  readonly #session: FixSession
  readonly #frame: FixFrame
  readonly #check: HeaderCheck
  readonly #queue = new GapQueue()
  /** The gap that was asked for ends in front of this number; 0 when there is none. */
  #gapEnd = 0
  #requestedNs = 0
  /** The last number that was asked for; 0 when all was. */
  #askedTo = 0

  constructor(session: FixSession, frame: FixFrame, check: HeaderCheck) {
    this.#session = session
    this.#frame = frame
    this.#check = check
  }

  get hasGap(): boolean {
    return this.#gapEnd > this.#session.store.nextIn
  }

  get requestedNs(): number {
    return this.#requestedNs
  }

  clear(): void {
    this.#queue.clear()
    this.#gapEnd = 0
    this.#askedTo = 0
  }

  /** Stores the message in the frame and uses its number, when it is the one whose turn it is. */
  consume(nowNs: number, seqNum: number): void {
    const { store } = this.#session
    const frame = this.#frame
    if (seqNum === store.nextIn) store.appendIn(nowNs, seqNum, frame.bytes, frame.offset, frame.length)
  }

  /** The same for a message that the application is not to see, ever. */
  consumeRefused(nowNs: number, seqNum: number): void {
    const { store } = this.#session
    const frame = this.#frame
    if (seqNum === store.nextIn) store.appendRefused(nowNs, seqNum, frame.bytes, frame.offset, frame.length)
  }

  /** Goes on at a later number: a gap fill or a reset. */
  moveTo(nowNs: number, nextIn: number): void {
    const { store } = this.#session
    if (nextIn <= store.nextIn) return
    store.setNumbers(nowNs, nextIn, store.nextOut)
    this.#queue.dropBelow(nextIn)
  }

  /** Keeps a message that came ahead of its turn, and asks for what is missing unless that was done. */
  keep(nowNs: number, seqNum: number): void {
    this.#queue.put(seqNum, this.#frame.bytes, this.#frame.offset, this.#frame.length)
    if (!this.hasGap) this.openGap(nowNs, seqNum, true)
  }

  /** A message that came ahead of its turn was obeyed at once: its number needs nothing more. */
  keepDone(nowNs: number, seqNum: number, isAsked: boolean): void {
    if (seqNum <= this.#session.store.nextIn) return
    this.#queue.putDone(seqNum)
    if (!this.hasGap) this.openGap(nowNs, seqNum, isAsked)
  }

  openGap(nowNs: number, seqNum: number, isAsked: boolean): void {
    this.#gapEnd = seqNum
    this.#requestedNs = nowNs
    if (isAsked) this.request(nowNs)
  }

  /** Asks for everything from the missing message on, or for the first part of it. */
  request(nowNs: number): void {
    this.#requestedNs = nowNs
    const { nextIn } = this.#session.store
    const { resendRequestMax } = this.#session.config
    const last = nextIn + resendRequestMax - 1
    this.#askedTo = resendRequestMax === 0 || last >= this.#gapEnd - 1 ? 0 : last
    this.#session.admin.resendRequest(nextIn, this.#askedTo)
    this.#session.sendAdmin(nowNs)
  }

  /**
   * Asks for the next part of a gap when the one before has come. @param isFilled by a gap fill: some peers name the
   * last number that was asked for as the next one, and mean it.
   */
  requestMore(nowNs: number, isFilled: boolean): void {
    if (this.#askedTo === 0 || !this.hasGap) return
    const { nextIn } = this.#session.store
    if (isFilled ? nextIn >= this.#askedTo : nextIn > this.#askedTo) this.request(nowNs)
  }

  /** The kept message whose turn has come. @returns null when there is none. */
  takeNext(nowNs: number): Uint8Array | null {
    const { store } = this.#session
    while (this.#queue.size > 0) {
      const bytes = this.#queue.take(store.nextIn)
      if (bytes === null || bytes.length > 0) return bytes
      store.setNumbers(nowNs, store.nextIn + 1, store.nextOut)
    }
    return null
  }

  /** Rejects the message in the frame and blames the tag that the last check found. */
  reject(nowNs: number, seqNum: number, reason: number): void {
    this.#session.admin.reject(this.#frame, seqNum, reason, this.#check.refTag)
    this.#session.sendAdmin(nowNs)
  }

  /** @param refTag the tag to blame, 0 for none. */
  rejectFor(nowNs: number, seqNum: number, reason: number, refTag: number): void {
    this.#check.refTag = refTag === 0 ? '' : String(refTag)
    this.reject(nowNs, seqNum, reason)
  }
}
