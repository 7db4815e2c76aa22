/** Collects what the frames of one file tell: the format, the symbols, the steps of their prices and quantities. */

import { CRYPTO_FORMATS, type CryptoFormat, cryptoVenueOf } from '../core/crypto/crypto-venue.ts'
import { BinanceReader } from '../core/crypto/readers/binance-reader.ts'
import {
  MESSAGE_DIFF,
  MESSAGE_OTHER,
  MESSAGE_REFUSED,
  MESSAGE_SNAPSHOT,
  type VenueMessage,
  type VenueReader,
  type VenueSink,
} from '../core/crypto/venue-message.ts'
import { symbolOfUrl } from './rest-address.ts'
import { StepFinder } from './step-finder.ts'

/** Frames after which the format of a file is settled. */
const PROBE_FRAMES = 300

export interface Steps {
  readonly ticks: StepFinder
  readonly lots: StepFinder
}

interface Candidate {
  readonly format: CryptoFormat
  readonly reader: VenueReader
  recognised: number
}

/** Scans in two passes over the first frames: they are kept until the format is known. */
export class FileScanner implements VenueSink {
  /** By symbol in the venue's spelling. */
  readonly symbols = new Map<string, Steps>()
  /** Whether there is a book in the file, or anything to make one of. */
  hasBooks = false
  #candidates: Candidate[] = CRYPTO_FORMATS.filter(
    (format) => !format.startsWith('binance-') || format === 'binance-spot',
  ).map((format) => ({ format, reader: cryptoVenueOf(format).createReader(), recognised: 0 }))
  #chosen: Candidate | undefined = undefined
  #binanceProduct: CryptoFormat | undefined = undefined
  #probing: Candidate | undefined = undefined
  readonly #kept: { bytes: Uint8Array; url: string }[] = []
  /** Of snapshots that name no symbol: they are the file's only one's, which may not be known yet. */
  readonly #unnamed: Steps = newSteps()
  #url = ''

  /** Undefined when nothing was recognised. */
  get format(): CryptoFormat | undefined {
    if (this.#chosen === undefined) return undefined
    if (this.#chosen.format !== 'binance-spot') return this.#chosen.format
    return this.#binanceProduct ?? 'binance-spot'
  }

  /** @param url the address of a REST answer, '' for what came on a stream. */
  add(bytes: Uint8Array, offset: number, length: number, url: string): void {
    if (this.#chosen === undefined) {
      this.#probe(bytes, offset, length)
      this.#kept.push({ bytes: bytes.slice(offset, offset + length), url })
      if (this.#kept.length >= PROBE_FRAMES) this.#choose()
    } else this.#scan(bytes, offset, length, url)
  }

  /** Ends the file. */
  finish(): void {
    if (this.#chosen === undefined) this.#choose()
    const [only] = this.symbols.values()
    if (this.symbols.size !== 1) return
    only!.ticks.merge(this.#unnamed.ticks)
    only!.lots.merge(this.#unnamed.lots)
  }

  onVenueMessage(message: VenueMessage): void {
    if (message.kind === MESSAGE_OTHER || message.kind === MESSAGE_REFUSED) return
    if (this.#probing !== undefined) {
      this.#probing.recognised++
      return
    }
    if (message.kind === MESSAGE_SNAPSHOT || message.kind === MESSAGE_DIFF) this.hasBooks = true
    const steps = this.#stepsOf(message)
    for (let i = 0; i < message.count; i++) {
      steps.ticks.add(message.bytes, message.priceStarts[i]!, message.priceEnds[i]!)
      if (message.qtyEnds[i]! > message.qtyStarts[i]!)
        steps.lots.add(message.bytes, message.qtyStarts[i]!, message.qtyEnds[i]!)
    }
  }

  #probe(bytes: Uint8Array, offset: number, length: number): void {
    for (const candidate of this.#candidates) {
      this.#probing = candidate
      candidate.reader.read(bytes, offset, length, this)
    }
    this.#probing = undefined
  }

  #choose(): void {
    this.#chosen = this.#candidates.reduce((best, one) => (one.recognised > best.recognised ? one : best))
    if (this.#chosen.recognised === 0) {
      this.#chosen = undefined
      this.#kept.length = 0
      return
    }
    this.#candidates = []
    for (const { bytes, url } of this.#kept) this.#scan(bytes, 0, bytes.length, url)
    this.#kept.length = 0
  }

  #scan(bytes: Uint8Array, offset: number, length: number, url: string): void {
    const { reader } = this.#chosen!
    this.#url = url
    reader.read(bytes, offset, length, this)
    if (reader instanceof BinanceReader && reader.product !== undefined)
      this.#binanceProduct = `binance-${reader.product}`
  }

  #stepsOf(message: VenueMessage): Steps {
    const symbol = message.hasSymbol
      ? Buffer.from(message.bytes.subarray(message.symbolStart, message.symbolEnd)).toString('latin1')
      : symbolOfUrl(this.#url)
    if (symbol === '') return this.#unnamed
    let steps = this.symbols.get(symbol)
    if (steps === undefined) {
      steps = newSteps()
      this.symbols.set(symbol, steps)
    }
    return steps
  }
}

function newSteps(): Steps {
  return { ticks: new StepFinder(), lots: new StepFinder() }
}
