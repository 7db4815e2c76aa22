/**
 * Recorded frames of crypto venues, as `reflex record` writes them and others do (see LineReader): told by what the
 * frames say, run through the handlers of the live feeds. Files of one venue in one folder are one session, merged by
 * receive time.
 */

import { dirname } from 'node:path'
import { AsciiTable, decimalE8, NOT_FOUND, SessionTime, sessionEpochMsOf } from '@reflex/base'
import { MessageFrame, Outbox } from '@reflex/service-host'
import { Cause } from '../core/cause.ts'
import { CryptoFeedHandler } from '../core/crypto/crypto-feed-handler.ts'
import type { CryptoInstruments } from '../core/crypto/crypto-instruments.ts'
import { CRYPTO_FORMATS, type CryptoFormat, cryptoVenueOf } from '../core/crypto/crypto-venue.ts'
import { OPTION_FIELDS } from '../core/crypto/option-values.ts'
import {
  type FileScan,
  type RecordedInstrument,
  type RecordedVenue,
  recordingOf,
  scanFile,
} from '../recording/inspect-recording.ts'
import { LineReader } from '../recording/line-reader.ts'
import { beginsAsRecording } from '../recording/recording-files.ts'
import { symbolOfUrl } from '../recording/rest-address.ts'
import type { SetFormat } from './feed-set.ts'
import type { SetBoard } from './set-board.ts'
import type { SetFile } from './set-file.ts'

const NS_PER_MS = 1e6
const SILENCE_MS_MIN = 3000
const FEED_DOWN_NS = 60e9
const BUFFER_BYTES = 64 * 1024 * 1024
const LEVELS_CAPACITY = 1024
const PLACES = 8

/** One format a venue: all take a file for their own only when its frames are theirs. */
export const CRYPTO_SET_FORMATS: readonly SetFormat[] = CRYPTO_FORMATS.map((format) => ({
  name: format,
  about: `recorded frames of ${cryptoVenueOf(format).name}: lines of receive time and JSON`,
  select: (files) => groupsOf(files.filter((file) => scanOf(file)?.kind === format)),
  run: (files, board) => new CryptoSetRun(files, format, board).run(),
}))

const scans = new WeakMap<SetFile, { readonly scan: FileScan | undefined }>()

/** What a file holds; read once. Undefined for what is no recording of a crypto venue. */
function scanOf(file: SetFile): FileScan | undefined {
  let known = scans.get(file)
  if (known === undefined) {
    known = { scan: beginsAsRecording(file.headText) ? scanFile(file.path) : undefined }
    scans.set(file, known)
  }
  return known.scan
}

/** Files of one folder are read together. */
function groupsOf(files: readonly SetFile[]): SetFile[][] {
  const groups = new Map<string, SetFile[]>()
  for (const file of files) {
    const folder = dirname(file.path)
    groups.set(folder, [...(groups.get(folder) ?? []), file])
  }
  return [...groups.values()]
}

interface Track {
  readonly reader: LineReader
  /** Index of the file's only symbol, -1 when there are several. */
  readonly owner: number
  timeNs: number
}

class CryptoSetRun {
  readonly #board: SetBoard
  readonly #venue: RecordedVenue | undefined
  readonly #session: SessionTime
  readonly #instruments: SetCryptoInstruments
  readonly #handler: CryptoFeedHandler
  readonly #cause: Cause
  readonly #out: Outbox
  readonly #frame = new MessageFrame()
  #tracks: Track[]

  constructor(files: readonly SetFile[], format: CryptoFormat, board: SetBoard) {
    const found = files.flatMap((file) => scanOf(file) ?? [])
    const info = found.length === 0 ? undefined : recordingOf(found)
    const instruments = info?.venues.find(({ kind }) => kind === format)?.instruments ?? []
    this.#venue = info?.venues.find(({ kind }) => kind === format)
    this.#board = board
    this.#session = new SessionTime(sessionEpochMsOf(info?.startEpochMs ?? 0))
    for (const instrument of instruments) register(board, cryptoVenueOf(format).name, instrument)
    this.#instruments = new SetCryptoInstruments(instruments)
    this.#cause = new Cause(this.#session)
    this.#out = new Outbox({ senderCompId: 'market-data', sessionTime: this.#session })
    const venue = cryptoVenueOf(format)
    const silenceNs = Math.max(SILENCE_MS_MIN, venue.quietMs) * NS_PER_MS
    this.#handler = new CryptoFeedHandler({
      ...{ venue, venueId: 1, instruments: this.#instruments, session: this.#session, cause: this.#cause },
      ...{ listener: board, books: board.books, silenceNs, feedDownNs: FEED_DOWN_NS, bufferBytes: BUFFER_BYTES },
    })
    this.#tracks = found.map(({ path, symbols }) => {
      const [symbol] = symbols.keys()
      const owner = symbols.size === 1 ? this.#instruments.indexOf(symbol!) : -1
      return { reader: new LineReader(path), owner, timeNs: Number.NaN }
    })
  }

  run(): void {
    for (const track of [...this.#tracks]) this.#advance(track)
    for (let track = this.#earliest(); track !== undefined; track = this.#earliest()) {
      const { reader, timeNs } = track
      const owner = reader.urlEnd > reader.urlStart ? this.#instruments.indexOf(symbolOfUrl(reader.url)) : track.owner
      this.#board.nowNs = timeNs
      this.#out.nowNs = timeNs
      this.#cause.begin(this.#out, timeNs)
      this.#handler.onTimer(timeNs)
      const session = (owner >= 0 ? owner : track.owner) + 1
      this.#frame.set(0, session, reader.bytes, reader.view, reader.offset, reader.length)
      this.#frame.arrivalNs = timeNs
      this.#handler.onFrame(timeNs, this.#frame)
      this.#advance(track)
    }
    this.#handler.finish()
    this.#report()
  }

  #advance(track: Track): void {
    const { reader } = track
    if (reader.next()) {
      const timeNs = this.#session.fromEpochMs(reader.epochMs, reader.nanos)
      if (!(timeNs < track.timeNs)) track.timeNs = timeNs
      return
    }
    reader.close()
    this.#tracks = this.#tracks.filter((other) => other !== track)
  }

  #earliest(): Track | undefined {
    let earliest: Track | undefined
    for (const track of this.#tracks) if (earliest === undefined || track.timeNs < earliest.timeNs) earliest = track
    return earliest
  }

  #report(): void {
    const handler = this.#handler
    const { sync, checks, windows } = handler
    const board = this.#board
    board.events = handler.events
    board.counts['garbled'] = handler.garbled
    board.counts['duplicates'] = handler.duplicates
    board.counts['unknown'] = handler.unknown
    board.counts['disconnects'] = handler.disconnects
    board.entries.forEach((entry, i) => {
      entry.events = handler.frames[i]!
      entry.diffs = sync.diffs[i]!
      entry.gaps = sync.gaps[i]!
      const put = (name: string, checked: number, equal: number): void => {
        if (checked > 0) entry.checks.set(name, { checked, equal })
      }
      put('venue BBO', checks[i]!.checked, checks[i]!.equal)
      put('venue BBO within 1 s', windows[i]!.checked, windows[i]!.equal)
      put('checksum', sync.levels.checksumsChecked[i]!, sync.levels.checksumsEqual[i]!)
      const { kind, multiplier, tickSize, lotSize } = this.#venue!.instruments[i]!
      const lastUpdateId = sync.lastIds[i]!
      const option = handler.options.counts[i] === 0 ? {} : { option: optionOf(handler, i) }
      entry.details = { kind, multiplier, tickSize, lotSize, ...(lastUpdateId > 0 ? { lastUpdateId } : {}), ...option }
    })
  }
}

/** The venue's own marks, volatilities (percent) and Greeks as it said them last. */
function optionOf({ options }: CryptoFeedHandler, instrument: number): Record<string, number | null> {
  const values = Object.entries(OPTION_FIELDS).map(([name, field]) => [name, options.at(instrument, field)] as const)
  return {
    tickers: options.counts[instrument]!,
    ...Object.fromEntries(values.map(([name, value]) => [name, Number.isNaN(value) ? null : value])),
  }
}

function register(board: SetBoard, venue: string, instrument: RecordedInstrument): void {
  board.register({
    ...{ venue, symbol: instrument.venueSymbol, levelsCapacity: LEVELS_CAPACITY },
    ...{ priceDecimals: PLACES, tickUnits: decimalE8(instrument.tickSize) },
    ...{ qtyDecimals: PLACES, lotUnits: decimalE8(instrument.lotSize) },
  })
}

/** The symbols of one venue of a recording, in the order of their entries. */
class SetCryptoInstruments implements CryptoInstruments {
  readonly count: number
  readonly tickE8s: Float64Array
  readonly lotE8s: Float64Array
  readonly #symbols = new AsciiTable(64)

  constructor(instruments: readonly RecordedInstrument[]) {
    this.count = instruments.length
    this.tickE8s = Float64Array.from(instruments, ({ tickSize }) => decimalE8(tickSize))
    this.lotE8s = Float64Array.from(instruments, ({ lotSize }) => decimalE8(lotSize))
    for (const { venueSymbol } of instruments) this.#symbols.internString(venueSymbol)
  }

  find(bytes: Uint8Array, offset: number, length: number): number {
    const id = this.#symbols.find(bytes, offset, length)
    return id === NOT_FOUND ? -1 : id
  }

  indexOf(symbol: string): number {
    const bytes = Buffer.from(symbol, 'latin1')
    return this.find(bytes, 0, bytes.length)
  }

  ownerOf(sessionId: number): number {
    return sessionId - 1
  }

  has(): boolean {
    return true
  }
}
