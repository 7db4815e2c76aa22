import { SessionTime } from '@reflex/base'
import { BID } from '@reflex/book'
import {
  BookSnapshotDecoder,
  INSTRUMENT_STATE_LIVE,
  INSTRUMENT_STATE_STALE,
  Instruments,
  STATUS_REASON_GAP,
  STREAM,
} from '@reflex/schema'
import { Outbox } from '@reflex/service-host'
import { expect, it } from 'vitest'
import { Cause } from '../src/core/cause.ts'
import { MarketBoard } from '../src/core/market-board.ts'
import { SnapshotCycle } from '../src/core/snapshot-cycle.ts'
import { desk } from './toy-venue.ts'

const INTERVAL_NS = 100e6

it('gives slow readers the latest of each book once an interval, and the full stream everything', () => {
  const session = new SessionTime(0)
  const instruments = new Instruments(desk)
  const cause = new Cause(session)
  const board = new MarketBoard(instruments, cause, 64)
  const out = new Outbox({ senderCompId: 'market-data', sessionTime: session })
  const conflation = new SnapshotCycle({
    ...{ instruments, board, cause, depthMax: 2, intervalNs: INTERVAL_NS },
    ...{ streamId: STREAM.MARKET_DATA_CONFLATED, onlyChanged: true },
  })
  const seen = { full: 0, conflated: [] as string[] }
  const message = new BookSnapshotDecoder()
  const drain = (): void => {
    for (let i = 0; i < out.size; i++) {
      const { streamId, bytes } = out.messageAt(i)
      if (streamId === STREAM.MARKET_DATA) seen.full++
      if (streamId !== STREAM.MARKET_DATA_CONFLATED) continue
      message.wrapAndApplyHeader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0)
      const bids = message.bids()
      const best = bids.hasNext() ? bids.next().qtyLots() : 0
      seen.conflated.push(`${message.instrumentId()} ${message.state()} ${bids.count()} ${best}`)
    }
    out.discard()
  }
  const step = (nowNs: number, act: () => void): void => {
    out.nowNs = nowNs
    board.use(out)
    cause.beginTimer(out)
    act()
    conflation.onTimer(nowNs, out)
    drain()
  }
  const id = instruments.ids[0]!
  step(0, () => {})
  seen.conflated.length = 0
  for (let i = 1; i <= 1000; i++) {
    step(i * 1e6, () => {
      board.onLevel(0, BID, 100, i)
      board.onLevel(0, BID, 99, i)
      board.onLevel(0, BID, 98, i)
      board.onBookEvent(0, true)
      if (i === 1) board.onLive(0)
    })
  }
  expect(seen.full).toBeGreaterThan(1999)
  expect(seen.conflated).toHaveLength(10)
  expect(seen.conflated.at(-1)).toBe(`${id} ${INSTRUMENT_STATE_LIVE} 2 1000`)
  step(1.1e9, () => {})
  expect(seen.conflated).toHaveLength(10)
  step(1.2e9, () => board.onStale(0, STATUS_REASON_GAP))
  expect(seen.conflated.at(-1)).toBe(`${id} ${INSTRUMENT_STATE_STALE} 0 0`)
})
