/** Captures of IEX's TOPS and DEEP feeds. */

import { MessageFrame } from '@reflex/service-host'
import { IexHandler, isIexSegment } from '../core/feeds/iex/iex-handler.ts'
import { IEX_AT, IEX_PRICE_DECIMALS } from '../core/feeds/iex/iex-layout.ts'
import { CaptureReader, payloadsOf } from './capture-reader.ts'
import type { SetFormat } from './feed-set.ts'
import type { SetBoard } from './set-board.ts'
import { SetDirectory } from './set-directory.ts'
import type { SetFile } from './set-file.ts'

const WINDOW = { windowPackets: 256, windowNs: 100e6 }

export const IEX_FORMAT: SetFormat = {
  name: 'iex',
  about: 'IEX TOPS 1.5, 1.6 and DEEP 1.0 captures (pcap, pcapng)',
  select: (files) => files.filter(isIexCapture).map((file) => [file]),
  run: ([file], board) => run(file!, board),
}

function run(file: SetFile, board: SetBoard): void {
  const capture = new CaptureReader(file)
  const directory = new SetDirectory(board, { venue: 'IEXG', priceDecimals: IEX_PRICE_DECIMALS })
  /** One for each channel: its messages are numbered by themselves. */
  const handlers = new Map<number, IexHandler>()
  const frame = new MessageFrame()
  while (capture.next()) {
    const { packet, reader } = capture
    if (packet.isTcp || packet.length === 0) continue
    board.nowNs = capture.timeNs
    const channel = channelOf(reader.view, packet.offset, packet.length)
    let handler = handlers.get(channel)
    if (handler === undefined) {
      handler = new IexHandler({ venueId: 0, directory, listener: board, ...WINDOW })
      handlers.set(channel, handler)
    }
    frame.set(0, channel, reader.bytes, reader.view, packet.offset, packet.length)
    handler.onFrame(board.nowNs, frame)
  }
  for (const handler of handlers.values()) {
    handler.finish()
    report(board, handler)
  }
  if (capture.badChecksums > 0) board.counts['badChecksums'] = capture.badChecksums
  if (capture.truncatedBytes > 0) board.counts['truncatedBytes'] = capture.truncatedBytes
  capture.close()
}

function report(board: SetBoard, handler: IexHandler): void {
  const { counts } = board
  const { duplicates, lost } = handler.sequencer
  const sums = { segments: handler.events, messages: handler.messages, garbled: handler.garbled, duplicates, lost }
  board.events += handler.events
  board.gaps = (Number.isNaN(board.gaps) ? 0 : board.gaps) + handler.gaps
  for (const [name, count] of Object.entries(sums)) counts[name] = (counts[name] ?? 0) + count
  handler.typeCounts.forEach((count, type) => {
    const name = String.fromCharCode(type)
    if (count > 0) counts[name] = (counts[name] ?? 0) + count
  })
  handler.eventsOf.forEach((events, instrument) => {
    board.entries[instrument]!.events = events
    board.entries[instrument]!.gaps = handler.gapsOf[instrument]!
  })
}

/** Protocol and channel together. */
function channelOf(view: DataView, offset: number, length: number): number {
  if (length < IEX_AT.SESSION) return 0
  return view.getUint16(offset + IEX_AT.PROTOCOL, true) * 2 ** 32 + view.getUint32(offset + IEX_AT.CHANNEL, true)
}

function isIexCapture(file: SetFile): boolean {
  const payloads = payloadsOf(file)
  return (
    payloads.length > 0 &&
    payloads.every((payload) =>
      isIexSegment(new DataView(payload.buffer, payload.byteOffset, payload.byteLength), 0, payload.length),
    )
  )
}
