/**
 * A recorded stream through a handler behind a bad line: frames dropped, doubled, swapped, cut, damaged, delayed, with
 * a venue that answers requests for snapshots. A second handler that reads the clean frames is the venue's own book;
 * every book that is live has to be one that the venue had.
 *
 * What no handler can know is not asked of it: where frames carry neither number nor checksum, a frame cannot be lost
 * or turned round inside a connection (TCP), so these faults come as a broken connection; damage that is still JSON
 * comes only where a checksum covers the book (TLS), and is judged to the depth that the checksum covers.
 */

import { Histogram, Prng } from '@reflex/base'
import { ASK, BID, type L2Book } from '@reflex/book'
import { CONTROL_FRAMES } from '../src/core/crypto/control-frame.ts'
import type { CryptoVenue } from '../src/core/crypto/crypto-venue.ts'
import { NOTHING } from '../src/core/crypto/snapshot-requests.ts'
import { type CryptoLine, type RecordedFrame, type RecordedLine, recordedLines } from './crypto-line.ts'

export const FAULTS = ['drop', 'duplicate', 'reorder', 'truncate', 'corrupt', 'delay'] as const
export type Fault = (typeof FAULTS)[number]

export interface FaultResult {
  readonly venue: string
  readonly frames: number
  readonly faults: number
  /** Times a book was stale, and how long until it was live again, ms of the recording. */
  readonly stale: number
  readonly healMsP50: number
  readonly healMsMax: number
  /** Live books that the venue never had. */
  readonly wrong: number
  /** Books that are not live at the end. */
  readonly unhealed: number
  readonly bufferedBytesMax: number
  readonly snapshotsAsked: number
}

const ANSWER_FRAMES = 3
const DELAY_MAX = 8
const BAD_BYTE = 0xff
/** Frames at the start and end that are left alone: the books have to be there, and to heal. */
const CALM_START = 0.15
const CALM_END = 0.85

export class FaultRun {
  readonly #line: RecordedLine

  /** @param framesMax of the recording. */
  constructor(dir: string, framesMax: number) {
    this.#line = recordedLines(dir, framesMax)[0]!
  }

  run(fault: Fault, seed: number, faultCount: number, bufferBytes: number): FaultResult {
    const { frames, venue, create } = this.#line
    return new Session(frames, venue, fault, seed, faultCount, () => create(bufferBytes)).run()
  }
}

class Session {
  readonly #frames: readonly RecordedFrame[]
  readonly #venue: CryptoVenue
  readonly #fault: Fault
  readonly #random: Prng
  readonly #clean: CryptoLine
  readonly #bad: CryptoLine
  readonly #faultCount: number
  readonly #depth: number
  /** By instrument: states that the venue's book had. */
  readonly #had: Set<number>[]
  /** By instrument: frames that make the book what it is, from its snapshot on. */
  readonly #backlog: RecordedFrame[][]
  readonly #late: { readonly at: number; readonly frame: RecordedFrame }[] = []
  readonly #answers: { readonly at: number; readonly instrument: number; readonly bytes: Uint8Array | undefined }[] = []
  readonly #heal = new Histogram()
  readonly #staleSince: number[]
  #stale = 0
  #wrong = 0
  #bufferedBytesMax = 0
  /** The venue's clock goes on when the recording has ended. */
  #usAfterEnd = 0

  constructor(
    frames: readonly RecordedFrame[],
    venue: CryptoVenue,
    fault: Fault,
    seed: number,
    faultCount: number,
    line: () => CryptoLine,
  ) {
    this.#frames = frames
    this.#venue = venue
    this.#fault = fault
    this.#random = new Prng(seed)
    this.#clean = line()
    this.#bad = line()
    this.#faultCount = faultCount
    this.#depth = venue.checksum === 'kraken' ? 10 : venue.checksum === 'okx' ? 25 : Number.POSITIVE_INFINITY
    const count = this.#clean.board.books.length
    this.#had = Array.from({ length: count }, () => new Set<number>())
    this.#backlog = Array.from({ length: count }, () => [])
    this.#staleSince = new Array<number>(count).fill(Number.NaN)
  }

  run(): FaultResult {
    const frames = this.#frames
    const from = Math.floor(frames.length * CALM_START)
    const width = Math.floor(frames.length * (CALM_END - CALM_START))
    const hurt = new Set(Array.from({ length: this.#faultCount }, () => from + this.#random.nextInt(width)))
    frames.forEach((frame, i) => {
      this.#venueMoves(frame)
      if (hurt.has(i)) this.#hurt(i, frame)
      else this.#deliver(frame.timeNs, frame.bytes, frame.owner)
      this.#lateFrames(i, frame.timeNs)
      this.#answer(i, frame.timeNs)
    })
    const last = frames.at(-1)!.timeNs
    for (let i = 1; i <= ANSWER_FRAMES * 40; i++) {
      this.#usAfterEnd = i * 1e6
      this.#answer(frames.length + i, last + i * 1e9)
    }
    return this.#result(hurt.size)
  }

  /** The venue's own book, and what it would send to one who asks. */
  #venueMoves(frame: RecordedFrame): void {
    const { sync, frames } = this.#clean.handler
    const before = Float64Array.from(frames)
    this.#clean.feed(frame.timeNs, frame.bytes, frame.owner)
    const changed = before.findIndex((count, k) => frames[k] !== count)
    // One frame can make several books whole: those that waited for the connection's first change.
    this.#had.forEach((had, i) => {
      if (sync.isSynced(i) && (i === changed || had.size === 0))
        had.add(hashOf(this.#clean.board.books[i]!, this.#depth))
    })
    if (changed >= 0 && sync.isSynced(changed)) this.#backlog[changed]!.push(frame)
  }

  #hurt(i: number, frame: RecordedFrame): void {
    const { timeNs, bytes, owner } = frame
    const random = this.#random
    const isOrderFault = this.#fault !== 'truncate' && this.#fault !== 'corrupt'
    if (isOrderFault && !this.#venue.showsLoss) {
      this.#reconnect(timeNs)
      return
    }
    switch (this.#fault) {
      case 'drop':
        return
      case 'duplicate':
        this.#deliver(timeNs, bytes, owner)
        this.#late.push({ at: i + random.nextInt(DELAY_MAX), frame })
        return
      case 'reorder':
        this.#late.push({ at: i + 1, frame })
        return
      case 'delay':
        this.#late.push({ at: i + 1 + random.nextInt(DELAY_MAX), frame })
        return
      case 'truncate':
        this.#deliver(timeNs, bytes.slice(0, random.nextInt(bytes.length)), owner)
        return
      case 'corrupt': {
        const copy = bytes.slice()
        const at = random.nextInt(copy.length)
        copy[at] = this.#venue.checksum === undefined ? BAD_BYTE : copy[at]! ^ (1 << random.nextInt(8))
        this.#deliver(timeNs, copy, owner)
      }
    }
  }

  /** The connection breaks and comes back: everything in flight is gone. */
  #reconnect(timeNs: number): void {
    this.#deliver(timeNs, CONTROL_FRAMES.disconnected, 0)
    this.#deliver(timeNs, CONTROL_FRAMES.connected, 0)
  }

  #lateFrames(i: number, timeNs: number): void {
    for (const late of this.#late.filter(({ at }) => at === i)) {
      this.#deliver(timeNs, late.frame.bytes, late.frame.owner)
      this.#late.splice(this.#late.indexOf(late), 1)
    }
  }

  /** Takes requests, and answers those whose time has come. */
  #answer(i: number, timeNs: number): void {
    this.#bad.tick(timeNs)
    const { requests } = this.#bad.handler.sync
    for (let wanted = requests.take(timeNs); wanted !== NOTHING; wanted = requests.take(timeNs)) {
      const bytes = this.#venue.snapshots === 'rest' ? this.#restSnapshot(wanted, i) : undefined
      this.#answers.push({ at: i + ANSWER_FRAMES, instrument: wanted, bytes })
    }
    for (const answer of this.#answers.filter(({ at }) => at <= i)) {
      this.#answers.splice(this.#answers.indexOf(answer), 1)
      const owner = this.#instrumentId(answer.instrument)
      if (answer.bytes !== undefined) this.#deliver(timeNs, answer.bytes, owner)
      else if (this.#venue.snapshots === 'stream') this.#resend(answer.instrument, timeNs)
    }
  }

  /** What a new subscription gets: the snapshot and what came after it, as far as the venue is. */
  #resend(instrument: number, timeNs: number): void {
    for (const { bytes, owner } of this.#backlog[instrument]!) this.#deliver(timeNs, bytes, owner)
  }

  #instrumentId(index: number): number {
    return index + 1
  }

  /** The book as the venue has it now; undefined when it has none. */
  #restSnapshot(instrument: number, at: number): Uint8Array | undefined {
    const { sync } = this.#clean.handler
    if (!sync.isSynced(instrument)) return undefined
    const book = this.#clean.board.books[instrument]!
    const ticks = sync.levels.ticks[instrument]!
    const lots = sync.levels.lots[instrument]!
    const text = (steps: number, unit: number, places: number): string => {
      const digits = String(steps * unit).padStart(places + 1, '0')
      return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
    }
    const side = (which: 0 | 1): string[][] =>
      Array.from({ length: book.count(which) }, (_, k) => [
        text(book.priceAt(which, k), ticks.unit, ticks.places),
        text(book.qtyAt(which, k), lots.unit, lots.places),
      ])
    const id = sync.lastIds[instrument]!
    const levels = { bids: side(BID), asks: side(ASK) }
    const json =
      this.#venue.format === 'bitstamp'
        ? { timestamp: '0', microtimestamp: String(this.#timeBeforeNext(instrument, at, id)), ...levels }
        : { lastUpdateId: id, ...levels }
    return Buffer.from(JSON.stringify(json), 'latin1')
  }

  /** A book taken from Bitstamp bears the time of asking, which lies before the instrument's next change. */
  #timeBeforeNext(instrument: number, at: number, id: number): number {
    const latest = Math.max(...this.#clean.handler.sync.lastIds.filter((last) => !Number.isNaN(last)))
    const channel = `diff_order_book_${this.#clean.symbolOf(instrument)}"`
    for (let k = at + 1; k < this.#frames.length; k++) {
      const text = Buffer.from(this.#frames[k]!.bytes).toString('latin1')
      if (!text.includes(channel)) continue
      const next = Number(/"microtimestamp":"(\d+)"/.exec(text)?.[1])
      return Math.max(id, Math.min(latest, next - 1))
    }
    return Math.max(id, latest) + this.#usAfterEnd
  }

  #deliver(timeNs: number, bytes: Uint8Array, owner: number): void {
    this.#bad.feed(timeNs, bytes, owner)
    const { board, handler } = this.#bad
    this.#bufferedBytesMax = Math.max(this.#bufferedBytesMax, handler.sync.bufferedBytes)
    for (let i = 0; i < board.books.length; i++) {
      const isLive = board.isSynced[i] === 1
      if (isLive && !this.#had[i]!.has(hashOf(board.books[i]!, this.#depth))) this.#wrong++
      if (!isLive && Number.isNaN(this.#staleSince[i]) && this.#wasLive[i] === true) {
        this.#staleSince[i] = timeNs
        this.#stale++
      }
      if (isLive && !Number.isNaN(this.#staleSince[i])) {
        this.#heal.record(Math.round((timeNs - this.#staleSince[i]!) / 1e3))
        this.#staleSince[i] = Number.NaN
      }
      if (isLive) this.#wasLive[i] = true
    }
  }

  readonly #wasLive: boolean[] = []

  #result(faults: number): FaultResult {
    const unhealed = this.#clean.board.isSynced.reduce(
      (sum, live, i) => sum + (live === 1 && this.#bad.board.isSynced[i] !== 1 ? 1 : 0),
      0,
    )
    return {
      venue: this.#venue.name,
      frames: this.#frames.length,
      faults,
      stale: this.#stale,
      healMsP50: this.#heal.count === 0 ? 0 : this.#heal.percentile(50) / 1e3,
      healMsMax: this.#heal.count === 0 ? 0 : this.#heal.max / 1e3,
      wrong: this.#wrong,
      unhealed,
      bufferedBytesMax: this.#bufferedBytesMax,
      snapshotsAsked: this.#bad.handler.sync.requests.taken,
    }
  }
}

function hashOf(book: L2Book, depth: number): number {
  if (depth === Number.POSITIVE_INFINITY) return book.stateHash()
  let hash = 17
  for (const side of [BID, ASK] as const)
    for (let i = 0; i < depth && i < book.count(side); i++)
      hash = (Math.imul(hash, 31) + book.priceAt(side, i) * 7 + book.qtyAt(side, i)) % 9_007_199_254
  return hash
}
