/**
 * What all generated encoders share: one FixWriter that knows its sink. For the bus it completes the message (header
 * and trailer); for venues it leaves the body as it is.
 */

import { assert, SessionTime, textOf } from '@reflex/base'
import { FixFrame, FixHeader, FixWriter, NO_SLOT, tagTexts } from '@reflex/fix'
import { type BodySink, type MessageSink, TRAILER_ROOM } from './message-sink.ts'

const POSS_RESEND = Uint8Array.of(57, 55, 61, 89, 1) // 97=Y
const NO_SENDER = new Uint8Array(0)
const TAG_HOPS = 768
const TAG_HOP_FIRST = 769
const TAG_HOP_LAST = 771

/** What decoders look at before their first wrap. */
export const NO_FRAME = new FixFrame(new SessionTime(0), 1)

export class MessageWriter extends FixWriter {
  readonly msgType: number
  readonly #hopsKey: number
  #header: FixHeader
  #sender: Uint8Array = NO_SENDER
  #out: MessageSink | undefined = undefined
  #bodyOut: BodySink | undefined = undefined
  #streamId = 0
  #limit = 0

  /**
   * @param msgType packed. @param timeDigits of stamps in the body.
   * @param tags of the fields by key; the first is SendingTime(52).
   */
  constructor(msgType: number, timeDigits: number, tags: readonly number[]) {
    super(new SessionTime(0), tagTexts([...tags, TAG_HOPS]))
    this.msgType = msgType
    this.timeDigits = timeDigits
    this.#hopsKey = tags.length
    this.#header = this.#headerOf('')
  }

  /** Begins a message of the bus. */
  open(out: MessageSink, streamId: number, lengthMax: number): void {
    const start = out.claim(streamId, lengthMax + TRAILER_ROOM)
    this.#out = out
    this.#streamId = streamId
    this.#limit = start + lengthMax
    this.sessionTime = out.sessionTime
    this.begin(out.bytes, start)
    const sender = out.senderCompId
    if (sender !== this.#sender) {
      this.#sender = sender
      this.#header = this.#headerOf(textOf(sender, 0, sender.length))
    }
    this.#header.extraLength = 0
  }

  /** Puts header and trailer on and commits. @returns the length of the message in bytes. */
  close(): number {
    const out = this.#out
    assert(out !== undefined, 'end without begin')
    assert(this.at <= this.#limit, 'message longer than claimed')
    const header = this.#header
    header.msgSeqNum = out.nextSeqNum(this.#streamId)
    header.sendingTimeNs = out.nowNs
    const start = this.finish(header)
    out.commit(start, this.at)
    this.#out = undefined
    return this.at - start
  }

  /** Begins a body for a FIX session. */
  openBody(out: BodySink, streamId: number, lengthMax: number): void {
    const start = out.claim(streamId, lengthMax + TRAILER_ROOM)
    this.#bodyOut = out
    this.#limit = start + lengthMax
    this.sessionTime = out.sessionTime
    this.begin(out.bytes, start)
    const bytes = out.bytes
    bytes[start] = 51
    bytes[start + 1] = 53
    bytes[start + 2] = 61
    let i = start + 3
    if (this.msgType > 0xff) bytes[i++] = this.msgType >> 8
    bytes[i] = this.msgType & 0xff
    bytes[i + 1] = 1
    this.at = i + 2
  }

  /** Commits the body. @returns its length in bytes. */
  closeBody(): number {
    const out = this.#bodyOut
    assert(out !== undefined, 'endBody without beginBody')
    assert(this.at <= this.#limit, 'message longer than claimed')
    out.commit(this.bodyStart, this.at)
    this.#bodyOut = undefined
    return this.at - this.bodyStart
  }

  /** Marks the message as sent before (97=Y). */
  markPossResend(): void {
    this.#header.extra.set(POSS_RESEND)
    this.#header.extraLength = POSS_RESEND.length
  }

  /** Copies all body fields of a received message but its hop stamps (768). */
  copyBody(frame: FixFrame): void {
    const first = frame.bodySlot
    const end = frame.bodyEndSlot
    const hops = frame.find(TAG_HOPS)
    if (hops === NO_SLOT) this.#copySlots(frame, first, end)
    else {
      this.#copySlots(frame, first, hops)
      this.#copySlots(frame, endOfHops(frame, hops), end)
    }
  }

  /**
   * Writes 768 for the hop stamps of a received message and `added` more, and copies those it has. Write the added ones
   * next.
   */
  copyHops(frame: FixFrame, added: number): void {
    const hops = frame.find(TAG_HOPS)
    const count = hops === NO_SLOT ? 0 : frame.intAt(hops)
    if (count + added === 0) return
    this.int(this.#hopsKey, count + added)
    if (count > 0) this.#copySlots(frame, hops + 1, endOfHops(frame, hops))
  }

  #copySlots(frame: FixFrame, first: number, end: number): void {
    if (end <= first) return
    const start = frame.startOf(first)
    this.raw(frame.bytes, start, frame.startOf(end) - start)
  }

  #headerOf(senderCompId: string): FixHeader {
    const header = new FixHeader({
      beginString: 'FIXT.1.1',
      senderCompId,
      targetCompId: 'BUS',
      applVerId: '9',
      timeDigits: 9,
      sendingTimeKey: 0,
    })
    header.msgType = this.msgType
    return header
  }
}

function endOfHops(frame: FixFrame, hops: number): number {
  let slot = hops + 1
  while (slot < frame.bodyEndSlot && frame.tags[slot]! >= TAG_HOP_FIRST && frame.tags[slot]! <= TAG_HOP_LAST) slot++
  return slot
}
