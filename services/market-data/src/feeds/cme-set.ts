/**
 * Captures of CME's MDP 3.0 multicast. Lines (A, B) of a channel are told by their addresses: CME's groups of one
 * channel end alike, and their ports differ by whole thousands. Packets of two lines are held against each other.
 */

import { MessageFrame } from '@reflex/service-host'
import { isMdp3Packet, Mdp3Handler } from '../core/feeds/cme/mdp3-handler.ts'
import {
  MDP3_MESSAGE_HEADER_LENGTH,
  MDP3_PACKET_HEADER_LENGTH,
  MDP3_PRICE_DECIMALS,
} from '../core/feeds/cme/mdp3-layout.ts'
import type { UdpPacket } from '../core/feeds/packet/udp-packet.ts'
import { CaptureReader, payloadsOf } from './capture-reader.ts'
import type { SetFormat } from './feed-set.ts'
import { LineCompare } from './line-compare.ts'
import type { SetBoard } from './set-board.ts'
import { SetDirectory } from './set-directory.ts'
import type { SetFile } from './set-file.ts'

const SCHEMA_ID = 1
const WINDOW = { windowPackets: 512, windowNs: 100e6 }
const ACTIONS = ['new', 'change', 'delete', 'deleteThru', 'deleteFrom', 'overlay']
const ENTRY_TYPES: Readonly<Record<string, string>> = { 0: 'bids', 1: 'offers', E: 'impliedBids', F: 'impliedOffers' }

export const CME_FORMAT: SetFormat = {
  name: 'cme-mdp3',
  about: 'CME MDP 3.0 captures (pcap, pcapng), lines A and B arbitrated',
  select: (files) => files.filter(isMdp3Capture).map((file) => [file]),
  run: ([file], board) => run(file!, board),
}

function run(file: SetFile, board: SetBoard): void {
  const capture = new CaptureReader(file)
  const directory = new SetDirectory(board, { venue: 'XCME', priceDecimals: MDP3_PRICE_DECIMALS })
  const handler = new Mdp3Handler({ venueId: 0, directory, listener: board, ...WINDOW })
  const compare = new LineCompare(board)
  const frame = new MessageFrame()
  while (capture.next()) {
    const { packet, reader } = capture
    if (packet.isTcp) continue
    board.nowNs = capture.timeNs
    const session = channelOf(packet)
    frame.set(0, session, reader.bytes, reader.view, packet.offset, packet.length)
    if (packet.length >= MDP3_PACKET_HEADER_LENGTH) {
      const sequence = reader.view.getUint32(packet.offset, true)
      compare.onPacket(session, lineOf(packet), sequence, reader.bytes, packet.offset, packet.length)
    }
    handler.onFrame(board.nowNs, frame)
  }
  handler.finish()
  capture.close()
  report(board, handler, capture)
  const { delivered, lost } = handler.channels
  for (const [name, count] of compare.packets) board.counts[`packets ${name}`] = count
  for (let i = 0; i < delivered; i++) board.checkSet('each sequence once', lost === 0)
}

function report(board: SetBoard, handler: Mdp3Handler, capture: CaptureReader): void {
  const { channels, books } = handler
  board.events = handler.events
  board.gaps = channels.gaps
  const { delivered, duplicates, lost } = channels
  Object.assign(board.counts, { packets: handler.events, delivered, duplicates, lost, garbled: handler.garbled })
  const [sequencer] = channels.sequencers.values()
  if (sequencer !== undefined) board.counts['lastSequence'] = sequencer.next - 1
  if (capture.badChecksums > 0) board.counts['badChecksums'] = capture.badChecksums
  if (capture.truncatedBytes > 0) board.counts['truncatedBytes'] = capture.truncatedBytes
  handler.templateCounts.forEach((count, template) => {
    if (count > 0) board.counts[`template ${template}`] = count
  })
  handler.actionCounts.forEach((count, action) => {
    if (count > 0) board.counts[ACTIONS[action] ?? `action ${action}`] = count
  })
  handler.entryTypeCounts.forEach((count, type) => {
    const name = String.fromCharCode(type)
    if (count > 0) board.counts[ENTRY_TYPES[name] ?? `entry type ${name}`] = count
  })
  board.counts['securities'] = books.securities.length
  for (const security of books.securities) {
    const entry = board.entries[security.instrument]!
    entry.events = security.events
    entry.gaps = security.gaps
    entry.details = { securityId: security.securityId, rptSeq: security.rptSeq }
  }
}

/** The same for both lines of a channel. */
function channelOf(packet: UdpPacket): number {
  return (packet.address & 0xff) * 1000 + (packet.port % 1000)
}

function lineOf({ address, port }: UdpPacket): string {
  return `${[24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join('.')}:${port}`
}

function isMdp3Capture(file: SetFile): boolean {
  const payloads = payloadsOf(file)
  return payloads.length > 0 && payloads.every(isMdp3Payload)
}

function isMdp3Payload(payload: Uint8Array): boolean {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength)
  if (!isMdp3Packet(view, 0, payload.length)) return false
  const at = MDP3_PACKET_HEADER_LENGTH
  return payload.length < at + MDP3_MESSAGE_HEADER_LENGTH || view.getUint16(at + 6, true) === SCHEMA_ID
}
