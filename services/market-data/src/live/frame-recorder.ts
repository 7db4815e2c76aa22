/**
 * Writes the frames of live connections as `--input` and `reflex book` read them: a file for each connection of the
 * recorder, plain text, whole lines only, so that a kill costs at most the lines not yet written.
 *
 *     <ns since the Unix epoch> <JSON>              frames of the stream, and control frames
 *     <address> -> <seconds.nanoseconds>: <JSON>    answers to REST requests
 */

import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs'
import { join } from 'node:path'
import { ReflexError } from '@reflex/base'
import type { CryptoFormat } from '../core/crypto/crypto-venue.ts'
import { VenueConnection } from './venue-connection.ts'
import type { VenueDialect } from './venue-dialect.ts'

const NEWLINE = 10
const CARRIAGE_RETURN = 13
const SPACE = 32
const FRAME_LENGTH_MAX = 64 * 1024 * 1024
/** Changes flow before the first snapshot is asked for. */
const SNAPSHOT_AFTER_MS = 1000

export interface RecorderOptions {
  readonly dialect: VenueDialect
  readonly symbols: readonly string[]
  readonly dir: string
  /** Wall clock, ns since the Unix epoch as text of 19 digits. */
  readonly stamp: () => string
  readonly note: (text: string) => void
  readonly chance: () => number
}

export interface RecorderCounts {
  readonly file: string
  readonly frames: number
  readonly bytes: number
  readonly snapshots: number
  readonly connects: number
  readonly failures: number
}

export class FrameRecorder {
  readonly path: string
  readonly #options: RecorderOptions
  readonly #stream: WriteStream
  readonly #connection: VenueConnection
  #frames = 0
  #bytes = 0
  #snapshots = 0
  #timer: NodeJS.Timeout | undefined = undefined

  /** @throws ReflexError REFLEX_RECORDING_NOT_FOUND when the folder cannot be made. */
  constructor(options: RecorderOptions) {
    this.#options = options
    const { dialect, dir } = options
    try {
      mkdirSync(dir, { recursive: true })
    } catch (error) {
      throw new ReflexError('REFLEX_RECORDING_NOT_FOUND', `cannot make the folder ${dir}`, { cause: error })
    }
    this.path = join(dir, fileName(dialect.format, options.stamp()))
    this.#stream = createWriteStream(this.path, { flags: 'wx' })
    this.#connection = new VenueConnection({
      ...{ dialect, symbols: options.symbols, frameLengthMax: FRAME_LENGTH_MAX, chance: options.chance },
      listener: {
        onVenueFrame: (bytes, url) => this.#onFrame(bytes, url),
        onVenueNote: (text) => this.#onNote(text),
      },
    })
  }

  get counts(): RecorderCounts {
    const { connects, failures } = this.#connection
    const [frames, bytes, snapshots] = [this.#frames, this.#bytes, this.#snapshots]
    return { file: this.path, frames, bytes, snapshots, connects, failures }
  }

  start(): void {
    this.#connection.start()
  }

  /** Ends the connection and writes what is left. */
  async stop(): Promise<RecorderCounts> {
    clearTimeout(this.#timer)
    this.#connection.close()
    await new Promise<void>((resolve) => this.#stream.end(resolve))
    return this.counts
  }

  #onNote(text: string): void {
    this.#options.note(text)
    const { dialect, symbols } = this.#options
    if (!text.startsWith('connected') || dialect.snapshotPath('') === undefined) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      for (const symbol of symbols) this.#connection.requestSnapshot(symbol)
    }, SNAPSHOT_AFTER_MS)
  }

  #onFrame(bytes: Uint8Array, url: string): void {
    if (bytes.length === 0 || !isJson(bytes)) return
    const stamp = this.#options.stamp()
    const head = url === '' ? `${stamp} ` : `${url} -> ${stamp.slice(0, -9)}.${stamp.slice(-9)}: `
    if (url !== '') this.#snapshots++
    this.#frames++
    this.#bytes += bytes.length
    this.#stream.write(Buffer.concat([Buffer.from(head, 'latin1'), onOneLine(bytes), Buffer.of(NEWLINE)]))
  }
}

function fileName(format: CryptoFormat, stamp: string): string {
  const time = new Date(Number(stamp.slice(0, -6))).toISOString().replaceAll(/[-:]/g, '').slice(0, 15)
  return `${format}-${time}Z-${stamp.slice(-9)}`
}

function isJson(bytes: Uint8Array): boolean {
  return bytes[0] === 123 || bytes[0] === 91
}

/** Line breaks between the values of a JSON text are blanks all the same. */
function onOneLine(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(NEWLINE) && !bytes.includes(CARRIAGE_RETURN)) return bytes
  return bytes.map((byte) => (byte === NEWLINE || byte === CARRIAGE_RETURN ? SPACE : byte))
}
