/**
 * Puts the session's header and trailer around a body, straight into a batch:
 *
 *     8=FIX.4.4|9=nnn|35=D|34=n|43=Y|49=us|52=now|56=peer|122=then|369=n|body...|10=nnn|
 *                          '---'                         '-------'                   only in messages sent again
 *
 * 369 (where it is configured) is the number received last. Header fields of the application (50, 57, 97, 115, 128 ...)
 * come as the first fields of the body.
 */

import { type SessionTime, textOf } from '@reflex/base'
import { FixWriter, putCheckSum } from '@reflex/fix'
import { TAG_LAST_MSG_SEQ_NUM_PROCESSED, TAG_MSG_SEQ_NUM, TAG_ORIG_SENDING_TIME, TAG_SENDING_TIME } from './codes.ts'
import { nextField } from './message-scan.ts'
import type { OutBatch } from './out-batch.ts'
import { type FixSessionConfig, timeDigitsOf } from './session-config.ts'

const TAG_BODY_LENGTH = 9
const TRAILER_LENGTH = 7
/** '52='. */
const SENDING_TIME_PREFIX = 3
/** More than any header takes: 8, 9, 34, 43, two CompIDs of 64, 52 and 122. */
export const HEADER_ROOM = 320

const LAST_PROCESSED = ascii('369=')
const POSS_DUP = ascii('43=Y\x01')
/** Header fields with tags between TargetCompID(56) and OrigSendingTime(122), as they begin. */
const BEFORE_ORIG = ['57=', '97=', '115=', '116='].map(ascii)

/** What is known of the other direction. */
export interface InboundNumbers {
  /** MsgSeqNum(34) expected next. */
  readonly nextIn: number
}

export class MessageComposer {
  readonly #writer: FixWriter
  readonly #digits: number
  readonly #begin: Uint8Array
  readonly #sender: Uint8Array
  readonly #target: Uint8Array
  readonly #tellsLastProcessed: boolean
  readonly #numbers: InboundNumbers

  constructor(config: FixSessionConfig, sessionTime: SessionTime, numbers: InboundNumbers) {
    this.#tellsLastProcessed = config.lastMsgSeqNumProcessed
    this.#numbers = numbers
    this.#writer = new FixWriter(sessionTime)
    this.#digits = timeDigitsOf(config)
    this.#begin = ascii(`8=${config.beginString}\x01`)
    this.#sender = ascii(`49=${config.senderCompId}\x01`)
    this.#target = ascii(`56=${config.targetCompId}\x01`)
  }

  /**
   * Appends a message to the batch.
   * @param body begins with 35=, ends with SOH. @returns where the message begins in batch.bytes; it ends at
   * batch.used.
   */
  compose(batch: OutBatch, body: Uint8Array, offset: number, length: number, seqNum: number, nowNs: number): number {
    const typeLength = nextField(body, offset, offset + length) - offset
    const rest = length - typeLength + this.#lastProcessedLength
    const start = this.#open(batch, body, offset, typeLength, seqNum, nowNs, rest, false)
    this.#putLastProcessed()
    this.#writer.raw(body, offset + typeLength, length - typeLength)
    this.#close(batch, start)
    return start
  }

  /** Appends a gap fill or such: a possible duplicate whose original time is now. */
  composeFill(batch: OutBatch, body: Uint8Array, length: number, seqNum: number, nowNs: number): void {
    const typeLength = nextField(body, 0, length)
    const origLength = this.#stampLength + 5 + this.#lastProcessedLength
    const start = this.#open(batch, body, 0, typeLength, seqNum, nowNs, length - typeLength + origLength, true)
    this.#putStamp(TAG_ORIG_SENDING_TIME, nowNs)
    this.#putLastProcessed()
    this.#writer.raw(body, typeLength, length - typeLength)
    this.#close(batch, start)
  }

  /** Appends a message that `compose` made before as a possible duplicate: 43, a new 52, and 122. */
  composeAgain(
    batch: OutBatch,
    bytes: Uint8Array,
    offset: number,
    length: number,
    seqNum: number,
    nowNs: number,
  ): void {
    const end = offset + length
    const type = nextField(bytes, nextField(bytes, offset, end), end)
    const seq = nextField(bytes, type, end)
    const sender = nextField(bytes, seq, end)
    const time = nextField(bytes, sender, end)
    const target = nextField(bytes, time, end)
    let rest = nextField(bytes, target, end)
    if (startsWith(bytes, rest, LAST_PROCESSED)) rest = nextField(bytes, rest, end)
    const orig = skipBeforeOrig(bytes, rest, end)
    const bodyEnd = end - TRAILER_LENGTH
    // '52=' and its SOH go, '122=' and one SOH come.
    const restLength = bodyEnd - rest + (target - time) + 1 + this.#lastProcessedLength
    const start = this.#open(batch, bytes, type, seq - type, seqNum, nowNs, restLength, true)
    const writer = this.#writer
    writer.raw(bytes, rest, orig - rest)
    writer.text(TAG_ORIG_SENDING_TIME, bytes, time + 3, target - time - 4)
    this.#putLastProcessed()
    writer.raw(bytes, orig, bodyEnd - orig)
    this.#close(batch, start)
  }

  /** SendingTime(52) as a message composed at `nowNs` carries it. */
  stampText(nowNs: number): string {
    const bytes = new Uint8Array(64)
    this.#writer.begin(bytes, 0)
    this.#putStamp(TAG_SENDING_TIME, nowNs)
    return textOf(bytes, SENDING_TIME_PREFIX, this.#stampLength)
  }

  get #lastProcessedLength(): number {
    return this.#tellsLastProcessed ? LAST_PROCESSED.length + digitCount(this.#numbers.nextIn - 1) + 1 : 0
  }

  #putLastProcessed(): void {
    if (this.#tellsLastProcessed) this.#writer.int(TAG_LAST_MSG_SEQ_NUM_PROCESSED, this.#numbers.nextIn - 1)
  }

  get #stampLength(): number {
    return this.#digits === 0 ? 17 : 18 + this.#digits
  }

  /** Writes everything up to 56. @param restLength bytes of the body that follow. */
  #open(
    batch: OutBatch,
    type: Uint8Array,
    typeOffset: number,
    typeLength: number,
    seqNum: number,
    nowNs: number,
    restLength: number,
    isDup: boolean,
  ): number {
    batch.reserve(HEADER_ROOM + typeLength + restLength)
    const start = batch.used
    const headLength = typeLength + 4 + digitCount(seqNum) + (isDup ? POSS_DUP.length : 0) + this.#stampLength + 4
    const bodyLength = headLength + this.#sender.length + this.#target.length + restLength
    const writer = this.#writer
    writer.begin(batch.bytes, start)
    writer.raw(this.#begin, 0, this.#begin.length)
    writer.int(TAG_BODY_LENGTH, bodyLength)
    writer.raw(type, typeOffset, typeLength)
    writer.int(TAG_MSG_SEQ_NUM, seqNum)
    if (isDup) writer.raw(POSS_DUP, 0, POSS_DUP.length)
    writer.raw(this.#sender, 0, this.#sender.length)
    this.#putStamp(TAG_SENDING_TIME, nowNs)
    writer.raw(this.#target, 0, this.#target.length)
    return start
  }

  #putStamp(tag: number, nowNs: number): void {
    const writer = this.#writer
    writer.timeDigits = this.#digits
    writer.value = nowNs
    writer.putUtc(tag)
  }

  #close(batch: OutBatch, start: number): void {
    batch.used = putCheckSum(batch.bytes, start, this.#writer.at)
  }
}

function skipBeforeOrig(bytes: Uint8Array, offset: number, end: number): number {
  let at = offset
  for (const field of BEFORE_ORIG) {
    if (startsWith(bytes, at, field)) at = nextField(bytes, at, end)
  }
  return at
}

function startsWith(bytes: Uint8Array, offset: number, field: Uint8Array): boolean {
  return field.every((byte, i) => bytes[offset + i] === byte)
}

function digitCount(value: number): number {
  let count = 1
  for (let limit = 10; value >= limit; limit *= 10) count++
  return count
}

function ascii(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'))
}
