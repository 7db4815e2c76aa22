/**
 * 256 different FIX.4.4 messages of each kind: orders of about 200 bytes and 19 fields, reports of about 250 bytes and
 * 23 fields.
 */

import { AsciiTable, Prng, SessionTime } from '@reflex/base'
import { FixHeader, FixWriter, packMsgType } from '../src/index.ts'

export const COUNT = 256
const LENGTH_MAX = 512
const HEADER_ROOM = 128

export const sessionTime = new SessionTime(Date.UTC(2026, 0, 30))
export const nowNs = 33_302_123_000_000

const random = new Prng(1)
const texts = new AsciiTable(1024)
const clOrdIds = Int32Array.from({ length: COUNT }, (_, i) => texts.internString(`MAKER1-7-${1_000_000 + i}`))
const orderIds = Int32Array.from({ length: COUNT }, () => texts.internString(`XALP-${random.nextInt(1e9)}`))
const execIds = Int32Array.from({ length: COUNT }, () => texts.internString(`E-${random.nextInt(1e9)}`))
const prices = Float64Array.from({ length: COUNT }, () => 6_000_000_000_000 + random.nextInt(1_000_000) * 1e6)
const quantities = Float64Array.from({ length: COUNT }, () => (1 + random.nextInt(10_000)) * 10_000)
const symbol = texts.internString('BTC-USD')
const account = texts.internString('MM1')

function headerOf(msgType: string): FixHeader {
  const header = new FixHeader({ beginString: 'FIX.4.4', senderCompId: 'REFLEX', targetCompId: 'XALP', timeDigits: 3 })
  header.msgType = packMsgType(msgType)
  return header
}

const orderHeader = headerOf('D')
const reportHeader = headerOf('8')
const writer = new FixWriter(sessionTime)

/** Writes order i. @returns where it begins; it ends at writer.at. */
export function encodeOrder(bytes: Uint8Array, offset: number, i: number): number {
  const w = writer
  w.begin(bytes, offset + HEADER_ROOM)
  w.from(11, texts, clOrdIds[i]!)
  w.from(1, texts, account)
  w.char(21, 49)
  w.from(55, texts, symbol)
  w.char(54, 49)
  w.utcMs(60, nowNs + i * 1e6)
  w.decimalE8(38, quantities[i]!)
  w.char(40, 50)
  w.decimalE8(44, prices[i]!)
  w.char(59, 49)
  w.string(15, 'USD')
  w.string(58, 'quote of MAKER1')
  orderHeader.msgSeqNum = 1000 + i
  orderHeader.sendingTimeNs = nowNs + i * 1e6
  return w.finish(orderHeader)
}

/** Writes report i. */
export function encodeReport(bytes: Uint8Array, offset: number, i: number): number {
  const w = writer
  w.begin(bytes, offset + HEADER_ROOM)
  w.from(37, texts, orderIds[i]!)
  w.from(11, texts, clOrdIds[i]!)
  w.from(17, texts, execIds[i]!)
  w.char(150, 70)
  w.char(39, 49)
  w.from(55, texts, symbol)
  w.char(54, 49)
  w.decimalE8(38, quantities[i]!)
  w.char(40, 50)
  w.decimalE8(44, prices[i]!)
  w.decimalE8(32, 10_000)
  w.decimalE8(31, prices[i]!)
  w.decimalE8(151, quantities[i]! - 10_000)
  w.decimalE8(14, 10_000)
  w.utcMs(60, nowNs + i * 1e6)
  reportHeader.msgSeqNum = 1000 + i
  reportHeader.sendingTimeNs = nowNs + i * 1e6
  return w.finish(reportHeader)
}

/** Where the messages of one kind lie. */
export interface Messages {
  readonly bytes: Uint8Array
  readonly offsets: Int32Array
  readonly lengths: Int32Array
  readonly texts: readonly string[]
}

export function messagesOf(encode: (bytes: Uint8Array, offset: number, i: number) => number): Messages {
  const bytes = new Uint8Array(COUNT * LENGTH_MAX)
  const offsets = new Int32Array(COUNT)
  const lengths = new Int32Array(COUNT)
  const strings: string[] = []
  for (let i = 0; i < COUNT; i++) {
    offsets[i] = encode(bytes, i * LENGTH_MAX, i)
    lengths[i] = writer.at - offsets[i]!
    strings.push(Buffer.from(bytes.subarray(offsets[i], writer.at)).toString('latin1'))
  }
  return { bytes, offsets, lengths, texts: strings }
}

/** End of the message written last. */
export function endOfLast(): number {
  return writer.at
}
