/**
 * Frames a second of each handler of binary and file feeds, books included, on the sets of ../shared/data (REFLEX_DATA
 * overrides): `npx tsx --conditions=source services/market-data/bench/book-feeds.bench.ts`.
 */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { measure, peerAbsent } from '@reflex/base/measure'
import { MessageFrame } from '@reflex/service-host'
import type { FeedHandler } from '../src/core/feed-event.ts'
import { Mdp3Handler } from '../src/core/feeds/cme/mdp3-handler.ts'
import { IexHandler } from '../src/core/feeds/iex/iex-handler.ts'
import { ItchHandler } from '../src/core/feeds/itch/itch-handler.ts'
import { ITCH_LENGTHS } from '../src/core/feeds/itch/itch-layout.ts'
import { LobsterHandler } from '../src/core/feeds/lobster/lobster-handler.ts'
import { BlockReader } from '../src/feeds/block-reader.ts'
import { CaptureReader } from '../src/feeds/capture-reader.ts'
import { dbnHandler } from '../src/feeds/dbn-set.ts'
import { SetBoard } from '../src/feeds/set-board.ts'
import { SetDirectory } from '../src/feeds/set-directory.ts'
import { SetFile } from '../src/feeds/set-file.ts'

const DATA = process.env['REFLEX_DATA'] ?? join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data')
const WINDOW = { windowPackets: 256, windowNs: 100e6 }
const CAPACITY = 64 * 1024 * 1024

/** Frames in a row in memory. */
class Frames {
  readonly bytes = new Uint8Array(CAPACITY)
  readonly offsets: number[] = []
  #end = 0

  add(bytes: Uint8Array, offset: number, length: number): void {
    this.offsets.push(this.#end)
    this.bytes.set(bytes.subarray(offset, offset + length), this.#end)
    this.#end += length
  }

  lengthOf(i: number): number {
    return (this.offsets[i + 1] ?? this.#end) - this.offsets[i]!
  }
}

type Create = (board: SetBoard) => FeedHandler
type Load = (file: SetFile, frames: Frames) => void

function loadCapture(file: SetFile, frames: Frames): void {
  const capture = new CaptureReader(file)
  while (capture.next()) frames.add(capture.reader.bytes, capture.packet.offset, capture.packet.length)
}

function loadLines(file: SetFile, frames: Frames): void {
  const reader = new BlockReader(file)
  while (reader.nextLine()) frames.add(reader.bytes, reader.offset, reader.lineLength)
}

function loadRecords(file: SetFile, frames: Frames): void {
  const reader = new BlockReader(file)
  reader.need(8)
  reader.skip(8 + reader.view.getUint32(reader.offset + 4, true))
  while (reader.need(1) && reader.need(reader.bytes[reader.offset]! * 4)) {
    const length = reader.bytes[reader.offset]! * 4
    frames.add(reader.bytes, reader.offset, length)
    reader.take(length)
  }
}

function loadItch(file: SetFile, frames: Frames): void {
  const reader = new BlockReader(file)
  while (reader.need(3)) {
    const length = ITCH_LENGTHS[reader.bytes[reader.offset + 2]!]!
    if (!reader.need(2 + length)) break
    frames.add(reader.bytes, reader.offset + 2, length)
    reader.take(2 + length)
  }
}

const directory = (board: SetBoard, tickUnits = 1): SetDirectory =>
  new SetDirectory(board, { venue: 'X', priceDecimals: 9, tickUnits })

const createLobster: Create = (board) => {
  const instrument = board.register({ venue: 'X', symbol: 'X', priceDecimals: 4 })
  const book = board.books[instrument]!
  return new LobsterHandler({
    ...{ venueId: 0, instrument, listener: board, book, levels: 50, hasRows: false, priceUnits: 1 },
  })
}

const SETS: readonly (readonly [name: string, path: string, load: Load, create: Create])[] = [
  [
    'DBN market by order',
    'databento-es-mbo/esh4-glbx-mdp3-20231225.mbo.dbn.zst',
    loadRecords,
    (board) => dbnHandler(board, 'X', () => 'ES'),
  ],
  [
    'Nasdaq ITCH 5.0',
    'itch50/ex20101224.TEST_ITCH_50.gz',
    loadItch,
    (board) => new ItchHandler({ venueId: 0, directory: directory(board), listener: board }),
  ],
  [
    'CME MDP 3.0, lines A and B',
    'cme-mdp3/Cme.Mdp3.Sbe.v6.1.pcapng.gz',
    loadCapture,
    (board) => new Mdp3Handler({ venueId: 0, directory: directory(board), listener: board, ...WINDOW }),
  ],
  [
    'IEX TOPS 1.6',
    'iex/TOPS16.pcapng.gz',
    loadCapture,
    (board) => new IexHandler({ venueId: 0, directory: directory(board), listener: board, ...WINDOW }),
  ],
  [
    'IEX DEEP 1.0',
    'iex/DEEP10_first20000.pcap.gz',
    loadCapture,
    (board) => new IexHandler({ venueId: 0, directory: directory(board), listener: board, ...WINDOW }),
  ],
  ['LOBSTER', 'lobster-aapl-20120621/AAPL_2012-06-21_34200000_37800000_message_50.csv.gz', loadLines, createLobster],
]

for (const [name, path, load, create] of SETS) {
  const full = join(DATA, path)
  if (!existsSync(full)) {
    peerAbsent(name, path, 'not in the shared data')
    continue
  }
  const frames = new Frames()
  load(new SetFile(full, full), frames)
  const operations = frames.offsets.length
  const view = new DataView(frames.bytes.buffer)
  const frame = new MessageFrame()
  let board = new SetBoard()
  let handler = create(board)
  const prepare = (): void => {
    board = new SetBoard()
    handler = create(board)
  }
  measure({ name: `${name} frames`, inputs: path, operations, rounds: 9, clock: 'cpu', prepare }, (onOperation) => {
    for (let i = 0; i < operations; i++) {
      frame.set(0, 1, frames.bytes, view, frames.offsets[i]!, frames.lengthOf(i))
      handler.onFrame(i, frame)
      onOperation?.()
    }
    return board.entries.reduce((hash, entry) => (Math.imul(hash, 31) + entry.book.stateHash()) | 0, 0)
  })
}
