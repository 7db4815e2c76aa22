import type { SessionTime } from '@reflex/base'
import type { Instruments } from '@reflex/schema'
import { EXTERNAL_STREAM, type FrameHandler, type InputSource, MessageFrame } from '@reflex/service-host'
import { cryptoVenueOf } from '../core/crypto/crypto-venue.ts'
import { FileScanner } from './file-scanner.ts'
import { LineReader } from './line-reader.ts'
import { recordingFiles } from './recording-files.ts'
import { symbolOfUrl } from './rest-address.ts'

const FOREVER = Number.POSITIVE_INFINITY
/** Lines looked at to tell venue and symbols of a file. */
const PROBE_LINES = 20_000

interface Track {
  readonly reader: LineReader
  readonly streamId: number
  readonly venueName: string
  /** Instrument id of the file's only symbol, 0 when there are several. */
  readonly instrumentId: number
  /** Receive time of the line in hand, ns since the session epoch; never before the one before. */
  dueNs: number
}

/**
 * All files of a recording as one stream of lines in the order of their receive times; each line is delivered when its
 * time has come. The frame's arrival is the recorded one.
 */
export class RecordingSource implements InputSource {
  readonly name: string
  readonly #frame = new MessageFrame()
  readonly #session: SessionTime
  readonly #instruments: Instruments
  #tracks: Track[]
  #next: Track | undefined = undefined

  /** @throws ReflexError REFLEX_RECORDING_NOT_FOUND or REFLEX_RECORDING_INVALID. */
  constructor(dir: string, instruments: Instruments, session: SessionTime) {
    this.name = `recording ${dir}`
    this.#session = session
    this.#instruments = instruments
    this.#tracks = recordingFiles(dir).flatMap((path) => trackOf(path, instruments) ?? [])
    for (const track of [...this.#tracks]) this.#advance(track)
    this.#next = this.#earliest()
  }

  get isExhausted(): boolean {
    return this.#next === undefined
  }

  /** Time of the next line, ns since the session epoch; Infinity when there is none. */
  nextDeadlineNs(): number {
    return this.#next === undefined ? FOREVER : this.#next.dueNs
  }

  poll(nowNs: number, handler: FrameHandler, limit: number): number {
    const frame = this.#frame
    let count = 0
    while (count < limit) {
      const track = this.#next
      if (track === undefined || track.dueNs > nowNs) break
      const { reader } = track
      const owner = reader.urlEnd > reader.urlStart ? this.#ownerOf(track) : track.instrumentId
      frame.set(track.streamId, owner, reader.bytes, reader.view, reader.offset, reader.length)
      frame.arrivalNs = track.dueNs
      handler.onFrame(frame)
      this.#advance(track)
      this.#next = this.#earliest()
      count++
    }
    return count
  }

  close(): void {
    for (const track of this.#tracks) track.reader.close()
    this.#tracks = []
    this.#next = undefined
  }

  /** Id of the instrument that a REST answer is about. */
  #ownerOf({ reader, venueName, instrumentId }: Track): number {
    const symbol = symbolOfUrl(reader.url)
    const found = this.#instruments.all.find(
      (one) => one.venue === venueName && (one.venueSymbol ?? one.symbol).toUpperCase() === symbol.toUpperCase(),
    )
    return found?.id ?? instrumentId
  }

  #advance(track: Track): void {
    const { reader } = track
    if (reader.next()) {
      const timeNs = this.#session.fromEpochMs(reader.epochMs, reader.nanos)
      if (!(timeNs < track.dueNs)) track.dueNs = timeNs
      return
    }
    reader.close()
    this.#tracks.splice(this.#tracks.indexOf(track), 1)
  }

  #earliest(): Track | undefined {
    let earliest: Track | undefined
    for (let i = 0; i < this.#tracks.length; i++) {
      const track = this.#tracks[i]!
      if (earliest === undefined || track.dueNs < earliest.dueNs) earliest = track
    }
    return earliest
  }
}

/** @returns undefined for a file of a venue that the desk does not have. */
function trackOf(path: string, instruments: Instruments): Track | undefined {
  const probe = new LineReader(path)
  const scanner = new FileScanner()
  while (probe.lines < PROBE_LINES && probe.next()) scanner.add(probe.bytes, probe.offset, probe.length, probe.url)
  probe.close()
  scanner.finish()
  const { format, symbols } = scanner
  if (format === undefined) return undefined
  const { name } = cryptoVenueOf(format)
  const venue = instruments.venues.find((one) => one.name === name)
  if (venue === undefined) return undefined
  const [symbol] = symbols.keys()
  const only = instruments.all.find((one) => one.venue === name && (one.venueSymbol ?? one.symbol) === symbol)
  return {
    reader: new LineReader(path),
    streamId: EXTERNAL_STREAM.VENUE_FEED + venue.id,
    venueName: name,
    instrumentId: symbols.size === 1 ? (only?.id ?? 0) : 0,
    dueNs: Number.NaN,
  }
}
