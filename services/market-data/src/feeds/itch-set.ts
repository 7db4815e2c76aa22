/**
 * Nasdaq ITCH 5.0: files of messages with a length before each (which may be blank: then the type tells it), and
 * captures of MoldUDP64 datagrams.
 */

import { MessageFrame } from '@reflex/service-host'
import { ItchHandler } from '../core/feeds/itch/itch-handler.ts'
import { ITCH_LENGTHS, ITCH_PRICE_DECIMALS } from '../core/feeds/itch/itch-layout.ts'
import { isMoldUdp64, MOLD_HEADER_LENGTH, MoldUdp64Handler } from '../core/feeds/itch/mold-udp64-handler.ts'
import { BlockReader } from './block-reader.ts'
import { CaptureReader, isCapture, payloadsOf } from './capture-reader.ts'
import { requireSameLevels, showOrders } from './dbn-set.ts'
import type { SetFormat } from './feed-set.ts'
import type { SetBoard } from './set-board.ts'
import { SetDirectory } from './set-directory.ts'
import type { SetFile } from './set-file.ts'

/** Messages that must make sense before a file counts as ITCH. */
const PROBE_MESSAGES = 20
const WINDOW = { windowPackets: 256, windowNs: 100e6 }

export const ITCH_FORMAT: SetFormat = {
  name: 'itch50',
  about: 'Nasdaq TotalView-ITCH 5.0, files of messages and captures of MoldUDP64',
  select: (files) => files.filter((file) => isItchFile(file) || isItchCapture(file)).map((file) => [file]),
  run: ([file], board) => {
    const terms = { venue: 'XNAS', priceDecimals: ITCH_PRICE_DECIMALS }
    const directory = new SetDirectory(board, terms, (instrument) => {
      showOrders(board.entries[instrument]!, () => itch.books[instrument])
    })
    const itch: ItchHandler = new ItchHandler({ venueId: 0, directory, listener: board })
    if (isCapture(viewOf(file!.head), 0)) runCapture(file!, board, itch)
    else runFile(file!, board, itch)
    report(board, itch)
  },
}

function runFile(file: SetFile, board: SetBoard, itch: ItchHandler): void {
  const reader = new BlockReader(file)
  const frame = new MessageFrame()
  while (reader.need(3)) {
    const { view, offset } = reader
    const prefix = view.getUint16(offset)
    const length = prefix === 0 ? ITCH_LENGTHS[view.getUint8(offset + 2)]! : prefix
    if (length === 0) throw reader.damaged(`no ITCH message after ${itch.events}`)
    if (!reader.need(2 + length)) break
    frame.set(0, 0, reader.bytes, reader.view, reader.offset + 2, length)
    itch.onFrame(board.nowNs, frame)
    board.nowNs = itch.timeNs
    reader.take(2 + length)
  }
  board.events = itch.events
  if (reader.available > 0) board.counts['truncatedBytes'] = reader.available
  reader.close()
}

function runCapture(file: SetFile, board: SetBoard, itch: ItchHandler): void {
  const capture = new CaptureReader(file)
  const mold = new MoldUdp64Handler({ itch, ...WINDOW })
  const frame = new MessageFrame()
  while (capture.next()) {
    const { packet, reader } = capture
    board.nowNs = capture.timeNs
    frame.set(0, 0, reader.bytes, reader.view, packet.offset, packet.length)
    mold.onFrame(board.nowNs, frame)
  }
  mold.finish()
  capture.close()
  board.events = mold.events
  const { gaps, duplicates, lost } = mold.sequencer
  board.gaps = gaps
  Object.assign(board.counts, { packets: mold.events, duplicates, lost, garbledPackets: mold.garbled })
  if (capture.badChecksums > 0) board.counts['badChecksums'] = capture.badChecksums
  if (capture.truncatedBytes > 0) board.counts['truncatedBytes'] = capture.truncatedBytes
}

function report(board: SetBoard, itch: ItchHandler): void {
  itch.typeCounts.forEach((count, type) => {
    if (count > 0) board.counts[String.fromCharCode(type)] = count
  })
  board.counts['unknownOrders'] = itch.unknownOrders
  board.counts['garbled'] = itch.garbled
  const systemEvents = String.fromCharCode(...itch.systemEvents)
  board.entries.forEach((entry, instrument) => {
    const types: Record<string, number> = {}
    itch.typesOf[instrument]!.forEach((count, type) => {
      if (count > 0) types[String.fromCharCode(type)] = count
    })
    const orders = (types['A'] ?? 0) + (types['F'] ?? 0)
    const buys = itch.buysOf[instrument]!
    entry.events = itch.eventsOf[instrument]!
    entry.gaps = itch.gapsOf[instrument]!
    entry.details = { types, buyOrders: buys, sellOrders: orders - buys, systemEvents }
    requireSameLevels(entry, itch.books[instrument]!)
  })
}

/** Whether a file is a row of ITCH messages. */
function isItchFile(file: SetFile): boolean {
  const view = viewOf(file.head)
  let at = 0
  let messages = 0
  while (messages < PROBE_MESSAGES && at + 3 <= view.byteLength) {
    const prefix = view.getUint16(at)
    const length = ITCH_LENGTHS[view.getUint8(at + 2)]!
    if (length === 0 || (prefix !== 0 && prefix !== length) || at + 2 + length > view.byteLength) break
    at += 2 + length
    messages++
  }
  return messages === PROBE_MESSAGES || (messages > 0 && at === view.byteLength)
}

/** Whether a capture holds MoldUDP64 datagrams with ITCH messages. */
function isItchCapture(file: SetFile): boolean {
  const payloads = payloadsOf(file)
  return payloads.length > 0 && payloads.every((payload) => isItchPayload(payload))
}

function isItchPayload(payload: Uint8Array): boolean {
  const view = viewOf(payload)
  if (!isMoldUdp64(view, 0, view.byteLength)) return false
  const end = view.byteLength
  for (let at = MOLD_HEADER_LENGTH; at < end; at += 2 + view.getUint16(at))
    if (ITCH_LENGTHS[view.getUint8(at + 2)] !== view.getUint16(at)) return false
  return true
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
