import { ASK, BID } from '@reflex/book'
import { venueFeed } from '@reflex/schema'
import { describe, expect, it } from 'vitest'
import { Harness } from './harness.ts'
import { ToyVenue } from './toy-venue.ts'

function joined(options?: { reorderWindowNs?: number }): { harness: Harness; venue: ToyVenue } {
  const harness = new Harness(options)
  const venue = new ToyVenue()
  harness.after(0)
  harness.feed(venue.levels(0, [[BID, 9_999, 10]]))
  harness.snapshot(...venue.snapshots(0))
  return { harness, venue }
}

describe('the feed of a simulated venue', () => {
  it('is stale from the start, and live with the first snapshot', () => {
    const harness = new Harness()
    const venue = new ToyVenue()
    expect(harness.after(0)).toEqual(['status 11 STALE START 0', 'status 12 STALE START 0'])
    expect(harness.feed(venue.levels(0, [[BID, 9_999, 10]]))).toEqual([])
    expect(harness.snapshot(...venue.snapshots(0))).toEqual([
      'book 11 1 rebuild last',
      'bbo 11 10@9999 0@-9007199254740991',
      'status 11 LIVE RECOVERED 0',
      'book 12 0 rebuild last',
      'bbo 12 0@-9007199254740991 0@-9007199254740991',
      'status 12 LIVE RECOVERED 0',
    ])
    expect(
      harness.feed(
        venue.levels(0, [
          [BID, 9_999, 12],
          [ASK, 10_001, 7],
        ]),
      ),
    ).toEqual(['book 11 2 last', 'bbo 11 12@9999 7@10001'])
    expect(harness.feed(venue.levels(0, [[BID, 9_900, 1]]))).toEqual(['book 11 1 last'])
    expect(harness.core.isReady()).toBe(true)
    expect(harness.core.statusText()).toBe('ready')
  })

  it('splices a snapshot into the packets after it', () => {
    const harness = new Harness()
    const venue = new ToyVenue()
    harness.feed(venue.levels(0, [[BID, 9_999, 10]]))
    const [definition, snapshot] = venue.snapshots(0)
    harness.feed(venue.levels(0, [[BID, 9_999, 0]]))
    harness.feed(venue.levels(1, [[ASK, 10_100, 3]]))
    harness.feed(venue.levels(0, [[BID, 9_998, 4]]))
    expect(harness.snapshot(definition!, snapshot!)).toEqual([
      'book 11 1 rebuild last',
      'bbo 11 10@9999 0@-9007199254740991',
      'book 11 1 last',
      'bbo 11 0@-9007199254740991 0@-9007199254740991',
      'book 11 1 last',
      'bbo 11 4@9998 0@-9007199254740991',
      'status 11 LIVE RECOVERED 0',
    ])
    expect(harness.board.books[0]!.stateHash()).toBe(venue.books[0]!.stateHash())
  })

  it('makes every book of the venue stale at once when a packet is lost, and heals', () => {
    const { harness, venue } = joined()
    venue.levels(0, [[BID, 9_999, 0]])
    expect(harness.feed(venue.levels(0, [[BID, 9_997, 5]]))).toEqual(['status 11 STALE GAP 0', 'status 12 STALE GAP 0'])
    harness.nowNs += 3e6
    expect(harness.feed(venue.levels(1, [[BID, 5, 5]])), 'nothing of this one was lost').toEqual([
      'status 12 LIVE RECOVERED 3000000',
      'book 12 1 last',
      'bbo 12 5@5 0@-9007199254740991',
    ])
    expect(harness.snapshot(...venue.snapshots(0))).toEqual([
      'book 11 1 rebuild last',
      'bbo 11 5@9997 0@-9007199254740991',
      'status 11 LIVE RECOVERED 3000000',
    ])
    expect(harness.handler.gaps).toBe(1)
    expect(harness.handler.sync).toMatchObject({ resyncs: 1, unhurt: 1 })
  })

  it('waits the reorder window for a packet that was overtaken', () => {
    const { harness, venue } = joined({ reorderWindowNs: 200_000 })
    const first = venue.levels(0, [[BID, 9_998, 1]])
    const second = venue.levels(0, [[BID, 9_997, 1]])
    expect(harness.feed(second)).toEqual([])
    expect(harness.feed(first)).toEqual(['book 11 1 last', 'book 11 1 last'])
    expect(harness.feed(first)).toEqual([])
    venue.levels(0, [[BID, 9_996, 1]])
    expect(harness.feed(venue.levels(0, [[BID, 9_995, 1]]))).toEqual([])
    expect(harness.after(200_000).filter((line) => line.includes('GAP'))).toHaveLength(2)
    expect(harness.handler).toMatchObject({ reordered: 2, duplicates: 1, gaps: 1 })
  })

  it('learns from a snapshot or a heartbeat that the last packet was lost', () => {
    const { harness, venue } = joined({ reorderWindowNs: 200_000 })
    venue.levels(0, [[BID, 9_998, 1]])
    expect(harness.snapshot(...venue.snapshots(0))).toEqual([])
    expect(harness.after(200_000).filter((line) => line.includes('STALE GAP'))).toHaveLength(2)
    expect(harness.snapshot(...venue.snapshots(0)).filter((line) => line.includes('LIVE'))).toHaveLength(2)
    venue.levels(0, [[BID, 9_998, 2]])
    harness.feed(venue.heartbeat(0))
    expect(harness.after(200_000).filter((line) => line.includes('STALE GAP'))).toHaveLength(2)
  })

  it('is stale in silence, and live again when nothing was lost', () => {
    const { harness, venue } = joined()
    expect(harness.after(1.1e9).filter((line) => line.includes('SILENCE'))).toHaveLength(4)
    expect(harness.after(4e9).filter((line) => line.includes('FEED_DOWN'))).toHaveLength(4)
    expect(harness.after(0.5e9).filter((line) => line.startsWith('heartbeat'))).toEqual(['heartbeat 1 5'])
    expect(harness.feed(venue.heartbeat(0))).toEqual([
      'status 11 LIVE RECOVERED 4500000000',
      'status 12 LIVE RECOVERED 4500000000',
    ])
  })

  it('begins anew with the venue', () => {
    const { harness, venue } = joined()
    venue.restart()
    expect(harness.feed(venue.levels(0, [[ASK, 10_050, 2]]))).toEqual([
      'status 11 STALE GAP 0',
      'status 12 STALE GAP 0',
    ])
    expect(harness.snapshot(...venue.snapshots(0)).filter((line) => line.includes('LIVE'))).toHaveLength(2)
    expect(harness.board.books[0]!.stateHash()).toBe(venue.books[0]!.stateHash())
    venue.restart(venue.epoch)
    harness.feed(venue.levels(0, [[ASK, 10_050, 2]]))
    harness.after(1.5e9)
    harness.feed(venue.levels(0, [[ASK, 10_051, 2]]))
    harness.snapshot(...venue.snapshots(0))
    expect(harness.board.liveCount, 'a venue that forgot its epoch').toBe(2)
    expect(harness.board.books[0]!.stateHash()).toBe(venue.books[0]!.stateHash())
  })

  it('is stale with a crossed book until a snapshot', () => {
    const { harness, venue } = joined()
    expect(harness.feed(venue.levels(0, [[ASK, 9_999, 1]]))).toEqual([
      'book 11 1 last',
      'status 11 STALE CROSSED 0',
      'bbo 11 10@9999 1@9999',
    ])
    expect(harness.feed(venue.levels(0, [[ASK, 9_999, 0]]))).toEqual([])
    expect(harness.snapshot(...venue.snapshots(0)).at(-1)).toBe('status 11 LIVE RECOVERED 0')
  })

  it('passes on what the venue says of trading', () => {
    const { harness, venue } = joined()
    expect(harness.feed(venue.status(0, venueFeed.TRADING_STATUS_HALTED))).toEqual(['status 11 HALTED VENUE 0'])
    expect(harness.feed(venue.status(0, venueFeed.TRADING_STATUS_TRADING))).toEqual(['status 11 LIVE VENUE 0'])
  })

  it('does not read what is not a packet', () => {
    const { harness, venue } = joined()
    const packet = venue.levels(0, [[BID, 9_998, 1]])
    expect(harness.feed(packet.subarray(0, packet.length - 1))).toEqual([])
    expect(harness.feed(new Uint8Array(3))).toEqual([])
    expect(harness.feed(packet)).toEqual(['book 11 1 last'])
    expect(harness.handler.garbled).toBe(2)
  })

  it('publishes whole books in turn, and after a recovery at once', () => {
    const { harness, venue } = joined()
    harness.reader.snapshots.length = 0
    harness.after(0)
    expect(harness.reader.snapshots).toEqual(['11 1/1 1+0 rptSeq 1 LIVE', '12 1/1 0+0 rptSeq 1 LIVE'])
    harness.reader.snapshots.length = 0
    harness.feed(venue.levels(0, [[ASK, 10_001, 2]]))
    harness.after(400e6)
    expect(harness.reader.snapshots).toEqual([])
    harness.after(100e6)
    expect(harness.reader.snapshots[0]).toBe('11 1/1 1+1 rptSeq 2 LIVE')
  })
})
