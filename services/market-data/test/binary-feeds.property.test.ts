/**
 * Frames lost, doubled, overtaken, cut, damaged and late: after every frame a live book is exactly the venue's at the
 * message number that the handler has read to. The venue is a plain model in this file.
 */

import { Prng } from '@reflex/base'
import { ASK, BID, L2Book, type Side } from '@reflex/book'
import { describe, expect, test } from 'vitest'
import type { FeedHandler } from '../src/core/feed-event.ts'
import { Mdp3Handler } from '../src/core/feeds/cme/mdp3-handler.ts'
import { IexHandler } from '../src/core/feeds/iex/iex-handler.ts'
import { ItchHandler } from '../src/core/feeds/itch/itch-handler.ts'
import { MoldUdp64Handler } from '../src/core/feeds/itch/mold-udp64-handler.ts'
import { SetBoard } from '../src/feeds/set-board.ts'
import { SetDirectory } from '../src/feeds/set-directory.ts'
import { FAULTS, type Fault, receive, udpFrame, withFault } from './fault-frames.ts'

const SEEDS = (process.env['REFLEX_TEST_SEED'] ?? '1,2').split(',').map(Number)
const MESSAGES = 600
const WINDOW = { windowPackets: 64, windowNs: 200_000 }
const CASES = FAULTS.flatMap((fault) => SEEDS.map((seed) => [fault, seed] as const))

/** Hash of the venue's book after each message. */
interface Venue {
  readonly frames: Uint8Array[]
  readonly hashes: Map<number, number>
}

function deepVenue(random: Prng): Venue {
  const book = new L2Book()
  const hashes = new Map([[0, book.stateHash()]])
  const frames: Uint8Array[] = []
  for (let sequence = 1; sequence <= MESSAGES; ) {
    const count = 1 + random.nextInt(3)
    const payload = new Uint8Array(40 + count * 32)
    const view = new DataView(payload.buffer)
    view.setUint16(2, 0x8004, true)
    view.setUint32(8, 77, true)
    view.setUint16(12, count * 32, true)
    view.setUint16(14, count, true)
    view.setUint32(24, sequence, true)
    view.setUint32(32, sequence, true)
    for (let i = 0; i < count; i++, sequence++) {
      const at = 40 + i * 32
      const side = random.nextInt(2) as Side
      const price = 10_000 + (side === BID ? -1 : 1) * (1 + random.nextInt(20))
      const size = random.nextInt(5) * 100
      book.update(side, price, size)
      hashes.set(sequence, book.stateHash())
      view.setUint16(at, 30, true)
      view.setUint8(at + 2, side === BID ? 0x38 : 0x35)
      view.setUint8(at + 3, 1)
      payload.set(Buffer.from('ZXYZ    '), at + 12)
      view.setUint32(at + 20, size, true)
      view.setUint32(at + 24, price, true)
    }
    frames.push(udpFrame(payload))
  }
  return { frames, hashes }
}

/** One message a datagram: orders added, reduced, deleted, replaced. */
function itchVenue(random: Prng): Venue {
  const orders = new Map<number, { side: Side; price: number; qty: number }>()
  const hashes = new Map<number, number>()
  const frames: Uint8Array[] = []
  let reference = 1
  for (let sequence = 1; sequence <= MESSAGES; sequence++) {
    const message = Buffer.alloc(44)
    message.writeUInt16BE(sequence === 1 ? 0 : 5, 1)
    let length: number
    const known = [...orders.keys()]
    const id = known[random.nextInt(Math.max(1, known.length))]
    const kind =
      sequence === 1
        ? 'S'
        : sequence === 2
          ? 'R'
          : id === undefined || random.nextBoolean(0.5)
            ? 'A'
            : 'XDEU'[random.nextInt(4)]!
    const side = random.nextInt(2) as Side
    const price = 10_000 + (side === BID ? -1 : 1) * (1 + random.nextInt(20))
    message.write(kind, 0)
    if (kind === 'S') {
      message.write('O', 11)
      length = 12
    } else if (kind === 'R') {
      message.write('ABCD    ', 11)
      length = 39
    } else if (kind === 'A') {
      const qty = 100 + random.nextInt(900)
      orders.set(reference, { side, price, qty })
      message.writeUInt32BE(reference++, 15)
      message.write(side === BID ? 'B' : 'S', 19)
      message.writeUInt32BE(qty, 20)
      message.write('ABCD    ', 24)
      message.writeUInt32BE(price, 32)
      length = 36
    } else {
      const order = orders.get(id!)!
      message.writeUInt32BE(id!, 15)
      length = { X: 23, D: 19, E: 31, U: 35 }[kind]!
      if (kind === 'D') orders.delete(id!)
      else if (kind === 'U') {
        orders.delete(id!)
        orders.set(reference, { side: order.side, price: order.price, qty: 50 })
        message.writeUInt32BE(reference++, 23)
        message.writeUInt32BE(50, 27)
        message.writeUInt32BE(order.price, 31)
      } else {
        const part = 1 + random.nextInt(order.qty)
        message.writeUInt32BE(part, 19)
        order.qty -= part
        if (order.qty === 0) orders.delete(id!)
      }
    }
    const payload = Buffer.alloc(22 + length)
    payload.write('SESSION001', 0)
    payload.writeUInt32BE(sequence, 14)
    payload.writeUInt16BE(1, 18)
    payload.writeUInt16BE(length, 20)
    message.copy(payload, 22, 0, length)
    frames.push(udpFrame(payload))
    const book = new L2Book()
    for (const order of orders.values())
      book.update(order.side, order.price, book.qtyAtPrice(order.side, order.price) + order.qty)
    hashes.set(sequence, book.stateHash())
  }
  return { frames, hashes }
}

/** One entry a datagram: levels by position, ten a side. */
function cmeVenue(random: Prng): Venue {
  const sides: { price: number; qty: number }[][] = [[], []]
  const hashes = new Map<number, number>()
  const frames: Uint8Array[] = []
  for (let sequence = 1; sequence <= MESSAGES; sequence++) {
    const side = random.nextInt(2) as Side
    const levels = sides[side]!
    const price = 10_000 + (side === BID ? -1 : 1) * (1 + random.nextInt(30))
    const isBefore = (other: number) => (side === BID ? other > price : other < price)
    let index = levels.findIndex((level) => !isBefore(level.price))
    if (index < 0) index = levels.length
    let action = 0
    const qty = 1 + random.nextInt(50)
    if (levels[index]?.price === price) {
      action = random.nextBoolean(0.5) ? 1 : 2
      if (action === 1) levels[index]!.qty = qty
      else levels.splice(index, 1)
    } else if (index < 10) {
      levels.splice(index, 0, { price, qty })
      levels.length = Math.min(levels.length, 10)
    } else {
      index = 9
      levels[9] = { price: levels[9]!.price, qty }
      action = 1
    }
    const told = action === 2 ? price : levels[index]!.price
    const payload = Buffer.alloc(12 + 10 + 11 + 3 + 32)
    payload.writeUInt32LE(sequence, 0)
    payload.writeUInt16LE(56, 12)
    payload.writeUInt16LE(11, 14)
    payload.writeUInt16LE(46, 16)
    payload.writeUInt16LE(1, 18)
    payload.writeUInt16LE(9, 20)
    payload.writeUInt8(0x80, 30)
    payload.writeUInt16LE(32, 33)
    payload.writeUInt8(1, 35)
    payload.writeUInt32LE(told, 36)
    payload.writeInt32LE(qty, 44)
    payload.writeInt32LE(4711, 48)
    payload.writeUInt32LE(sequence, 52)
    payload.writeUInt8(index + 1, 60)
    payload.writeUInt8(action, 61)
    payload.write(side === BID ? '0' : '1', 62)
    frames.push(udpFrame(payload))
    const book = new L2Book()
    for (const each of [BID, ASK] as const) for (const level of sides[each]!) book.update(each, level.price, level.qty)
    hashes.set(sequence, book.stateHash())
  }
  return { frames, hashes }
}

/** Runs a faulty feed. @returns how many frames found the book live. */
function run(
  venue: Venue,
  fault: Fault,
  random: Prng,
  create: (board: SetBoard) => { readonly handler: FeedHandler; readonly next: () => number },
): { live: number; frames: number; board: SetBoard } {
  const board = new SetBoard()
  const { handler, next } = create(board)
  const frames = withFault(venue.frames, fault, random)
  let live = 0
  receive(handler, frames, (timeNs) => {
    board.nowNs = timeNs
    const entry = board.entries[0]
    if (entry === undefined || !entry.isLive) return
    live++
    expect(entry.book.stateHash(), `after message ${next() - 1}`).toBe(venue.hashes.get(next() - 1))
  })
  return { live, frames: frames.length, board }
}

const harmless = (fault: Fault): boolean => fault === 'duplicate' || fault === 'reorder'

describe.each(CASES)('%s, seed %i', (fault, seed) => {
  test('IEX DEEP', () => {
    const random = new Prng(seed)
    const { live, frames } = run(deepVenue(random), fault, random, (board) => {
      const directory = new SetDirectory(board, { venue: 'IEXG', priceDecimals: 4 })
      const handler = new IexHandler({ venueId: 0, directory, listener: board, ...WINDOW })
      return { handler, next: () => handler.sequencer.next }
    })
    expect(live).toBeGreaterThan(harmless(fault) ? frames - 10 : 0)
  })

  test('Nasdaq ITCH in MoldUDP64', () => {
    const random = new Prng(seed)
    const { live, frames } = run(itchVenue(random), fault, random, (board) => {
      const directory = new SetDirectory(board, { venue: 'XNAS', priceDecimals: 4 })
      const itch = new ItchHandler({ venueId: 0, directory, listener: board })
      const handler = new MoldUdp64Handler({ itch, ...WINDOW })
      return { handler, next: () => handler.sequencer.next }
    })
    expect(live).toBeGreaterThan(harmless(fault) ? frames - 10 : 0)
  })

  test('CME MDP 3.0', () => {
    const random = new Prng(seed)
    const { live, frames } = run(cmeVenue(random), fault, random, (board) => {
      const directory = new SetDirectory(board, { venue: 'XCME', priceDecimals: 9 })
      const handler = new Mdp3Handler({ venueId: 0, directory, listener: board, ...WINDOW })
      return { handler, next: () => handler.channels.sequencers.get(1)!.next }
    })
    expect(live).toBeGreaterThan(harmless(fault) ? frames - 10 : 0)
  })
})
