import type { FixFrame } from '@reflex/fix'
import { BUSINESS_NOT_AUTHORISED, BUSINESS_OTHER, BUSINESS_THROTTLED, TAG_POSS_DUP_FLAG } from './codes.ts'
import type { FixSession } from './fix-session.ts'
import type { InboundSequence } from './inbound-sequence.ts'
import { RateWindow } from './rate-window.ts'

/** Refuses application messages that the session may not bring, or not so many of: BusinessMessageReject or Logout. */
export class ApplicationGate {
  readonly #session: FixSession
  readonly #frame: FixFrame
  readonly #sequence: InboundSequence
  readonly #rate: RateWindow
  readonly #isDropCopy: boolean

  constructor(session: FixSession, frame: FixFrame, sequence: InboundSequence) {
    const { inboundMessagesPerSecondMax, inboundThrottle, dropCopyOf } = session.config
    this.#session = session
    this.#frame = frame
    this.#sequence = sequence
    this.#rate = new RateWindow(inboundThrottle === 'queue' ? 0 : inboundMessagesPerSecondMax)
    this.#isDropCopy = dropCopyOf.length > 0
  }

  /** The message in the frame is valid and in its turn. @returns true when it was refused and its number used. */
  refuses(nowNs: number, seqNum: number): boolean {
    if (this.#isDropCopy) return this.#refuse(nowNs, seqNum, BUSINESS_NOT_AUTHORISED, 'drop copy: nothing is taken')
    // What the peer sends again was counted, or lost on the way: refusing it would lose it for good.
    if (!this.#rate.isLimited || this.#frame.boolean(TAG_POSS_DUP_FLAG) || this.#rate.tryTake(nowNs)) return false
    const { config } = this.#session
    const text = `more than ${config.inboundMessagesPerSecondMax} messages in a second`
    if (config.inboundThrottle === 'reject') return this.#refuse(nowNs, seqNum, BUSINESS_THROTTLED, text)
    this.#sequence.consumeRefused(nowNs, seqNum)
    this.#session.logout(nowNs, text)
    return true
  }

  #refuse(nowNs: number, seqNum: number, reason: number, text: string): boolean {
    const session = this.#session
    this.#sequence.consumeRefused(nowNs, seqNum)
    // FIX 4 has no code for a throttle.
    const isUnknown = reason === BUSINESS_THROTTLED && session.config.beginString !== 'FIXT.1.1'
    session.admin.businessReject(this.#frame, seqNum, isUnknown ? BUSINESS_OTHER : reason, text)
    session.sendAdmin(nowNs)
    return true
  }
}
