/** A crypto handler with its books, alone, and the frames of a recording for it. */

import { SessionTime, sessionEpochMsOf } from '@reflex/base'
import { Instruments } from '@reflex/schema'
import { MessageFrame, Outbox } from '@reflex/service-host'
import { Cause } from '../src/core/cause.ts'
import { CryptoFeedHandler } from '../src/core/crypto/crypto-feed-handler.ts'
import { DeskCryptoInstruments } from '../src/core/crypto/crypto-instruments.ts'
import { type CryptoVenue, cryptoVenueNamed } from '../src/core/crypto/crypto-venue.ts'
import { MarketBoard } from '../src/core/market-board.ts'
import { inspectRecording } from '../src/index.ts'
import { RecordingSource } from '../src/recording/recording-source.ts'
import { recordedDesk } from './recorded-run.ts'

export interface RecordedFrame {
  readonly bytes: Uint8Array
  readonly owner: number
  readonly timeNs: number
}

export interface RecordedLine {
  readonly venue: CryptoVenue
  readonly frames: readonly RecordedFrame[]
  /** A handler that has read nothing. @param bufferBytes for each book that waits. */
  readonly create: (bufferBytes: number) => CryptoLine
}

/** One line for each venue of a recording. @param framesMax of each. */
export function recordedLines(dir: string, framesMax: number): RecordedLine[] {
  const info = inspectRecording(dir)
  const session = new SessionTime(sessionEpochMsOf(info.startEpochMs))
  const instruments = new Instruments(recordedDesk(info))
  const source = new RecordingSource(dir, instruments, session)
  const frames = new Map<number, RecordedFrame[]>(instruments.venues.map(({ id }) => [id, []]))
  const sink = {
    onFrame: (frame: MessageFrame) => {
      const bytes = frame.bytes.slice(frame.offset, frame.offset + frame.length)
      const list = frames.get(frame.streamId % 100)!
      if (list.length < framesMax) list.push({ bytes, owner: frame.sessionId, timeNs: frame.arrivalNs })
    },
  }
  while (!source.isExhausted) source.poll(Number.POSITIVE_INFINITY, sink, 64)
  source.close()
  return instruments.venues.map(({ id, name }) => {
    const venue = cryptoVenueNamed(name)!
    return {
      ...{ venue, frames: frames.get(id)! },
      create: (bytes) => new CryptoLine(venue, id, instruments, session, bytes),
    }
  })
}

const NO_VIEW = new DataView(new ArrayBuffer(0))

export class CryptoLine {
  readonly board: MarketBoard
  readonly handler: CryptoFeedHandler
  readonly out: Outbox
  readonly #cause: Cause
  readonly #instruments: Instruments
  readonly #frame = new MessageFrame()

  constructor(venue: CryptoVenue, venueId: number, instruments: Instruments, session: SessionTime, bytes: number) {
    this.#cause = new Cause(session)
    this.#instruments = instruments
    this.board = new MarketBoard(instruments, this.#cause, 64)
    this.out = new Outbox({ senderCompId: 'market-data', sessionTime: session, capacityBytes: 16 * 1024 * 1024 })
    this.handler = new CryptoFeedHandler({
      ...{ venue, venueId, instruments: new DeskCryptoInstruments(instruments, venueId), session, cause: this.#cause },
      ...{ listener: this.board, books: this.board.books, silenceNs: 1e12, feedDownNs: 1e12, bufferBytes: bytes },
    })
  }

  /** In the venue's spelling. */
  symbolOf(index: number): string {
    const { symbol, venueSymbol } = this.#instruments.all[index]!
    return venueSymbol ?? symbol
  }

  feed(timeNs: number, bytes: Uint8Array, owner: number): void {
    this.out.nowNs = timeNs
    this.#cause.begin(this.out, timeNs)
    this.board.use(this.out)
    this.handler.onFrame(timeNs, this.#frame.set(0, owner, bytes, NO_VIEW, 0, bytes.length))
    this.out.discard()
  }

  tick(timeNs: number): void {
    this.out.nowNs = timeNs
    this.#cause.beginTimer(this.out)
    this.board.use(this.out)
    this.handler.onTimer(timeNs)
    this.out.discard()
  }
}
