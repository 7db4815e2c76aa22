/**
 * The standard header of one direction of a session (or of one stream), written in front of a body.
 *
 *     8=FIXT.1.1|9=nnn|35=D|1128=9|49=alpha|56=BUS|34=n|52=yyyymmdd-hh:mm:ss.nnnnnnnnn|extra...
 *     '--prefix-------'    '------tail-------------'
 *
 * Set msgType, msgSeqNum and sendingTimeNs before each message. `extra` takes further header fields (43, 97, 122, 50,
 * 57 ...) as ready bytes.
 */

import { putText } from '@reflex/base'
import { digitCountOf, putSmall } from './digits.ts'
import type { FixWriter } from './writer.ts'

/** Enough in front of a body for a header without extra fields and with CompIDs of up to 16 characters each. */
export const FIX_HEADER_ROOM = 128

// A module's own constants are folded by V8, imported ones are loaded at each use: hence these copies.
const SOH = 1
const TAG_SENDING_TIME = 52
/** SOH, '35='. */
const SOH_35 = 0x3d353301

export interface FixHeaderOptions {
  /** 'FIX.4.2', 'FIX.4.4', 'FIXT.1.1'. */
  readonly beginString: string
  readonly senderCompId: string
  readonly targetCompId: string
  /** ApplVerID(1128), '9' for FIX50SP2; '' leaves it out. */
  readonly applVerId?: string
  /** Digits of SendingTime's fraction: 0, 3, 6 or 9. */
  readonly timeDigits: number
  /** Key of SendingTime(52) in the writer's table of tags; by default the tag itself. */
  readonly sendingTimeKey?: number
}

export class FixHeader {
  /** Packed, as packMsgType. */
  msgType = 0
  /** 1 .. 2^31-1. */
  msgSeqNum = 1
  /** Nanoseconds since the session epoch. */
  sendingTimeNs = Number.NaN
  /** Length of the valid bytes in `extra`. */
  extraLength = 0
  readonly extra = new Uint8Array(256)
  readonly timeDigits: number
  readonly sendingTimeKey: number
  readonly prefix: HeaderText
  readonly tail: HeaderText

  constructor(options: FixHeaderOptions) {
    this.timeDigits = options.timeDigits
    this.sendingTimeKey = options.sendingTimeKey ?? TAG_SENDING_TIME
    this.prefix = ascii(`8=${options.beginString}\x019=`)
    const version = options.applVerId === undefined || options.applVerId === '' ? '' : `1128=${options.applVerId}\x01`
    this.tail = ascii(`\x01${version}49=${options.senderCompId}\x0156=${options.targetCompId}\x0134=`)
  }
}

/** Writes the header in front of [bodyStart, bodyEnd). @returns the offset of the message's first byte. */
export function putHeader(writer: FixWriter, header: FixHeader, bodyStart: number, bodyEnd: number): number {
  const { bytes, view } = writer
  const type = header.msgType
  const typeLength = type < 0x100 ? 1 : type < 0x10000 ? 2 : 3
  const digits = header.timeDigits
  const timeLength = digits === 0 ? 17 : 18 + digits
  const extraLength = header.extraLength
  const { tail, prefix } = header
  const headLength = 3 + typeLength + tail.length + digitCountOf(header.msgSeqNum) + 4 + timeLength + 1 + extraLength
  const bodyLength = headLength + bodyEnd - bodyStart
  const start = bodyStart - headLength - digitCountOf(bodyLength) - 1 - prefix.length
  if (start < 0) throw new RangeError('no room for the header in front of the body')
  let i = start
  i = putSmall(view, putWords(view, i, prefix), bodyLength)
  view.setInt32(i, SOH_35, true)
  i += 4
  if (typeLength === 3) bytes[i++] = type >> 16
  if (typeLength >= 2) bytes[i++] = (type >> 8) & 0xff
  bytes[i++] = type & 0xff
  i = putSmall(view, putWords(view, i, tail), header.msgSeqNum)
  view.setUint8(i, SOH)
  const bodyDigits = writer.timeDigits
  writer.at = i + 1
  writer.value = header.sendingTimeNs
  writer.timeDigits = digits
  writer.putUtc(header.sendingTimeKey)
  writer.timeDigits = bodyDigits
  const extra = header.extra
  for (let k = 0; k < extraLength; k++) bytes[bodyStart - extraLength + k] = extra[k]!
  return start
}

/** A constant part of the header, in words. */
interface HeaderText {
  readonly length: number
  readonly words: Int32Array
}

function ascii(text: string): HeaderText {
  const bytes = new Uint8Array((text.length + 3) & ~3)
  putText(bytes, 0, text)
  const view = new DataView(bytes.buffer)
  return {
    length: text.length,
    words: Int32Array.from({ length: bytes.length >> 2 }, (_, i) => view.getInt32(i << 2, true)),
  }
}

/** Writes up to three bytes behind the text. @returns the offset behind it. */
function putWords(view: DataView, offset: number, text: HeaderText): number {
  const words = text.words
  for (let k = 0; k < words.length; k++) view.setInt32(offset + (k << 2), words[k]!, true)
  return offset + text.length
}
