import { decimalE8 } from '@reflex/base'
import { ASK, BID } from '@reflex/book'
import { describe, expect, it } from 'vitest'
import { dataFolder, expectedOf, RecordedRun } from './recorded-run.ts'

const VENUE_OF: Readonly<Record<string, string>> = { spot: 'BINANCE-SPOT', usdm: 'BINANCE-USDM', cm: 'BINANCE-COINM' }

describe.each(['binance-3venue-btc-20240808', 'binance-usdm-btc-20230404-05'])('%s', (name) => {
  const dir = dataFolder(name)
  it.skipIf(dir === undefined)('gives every number that EXPECTED.json says', { timeout: 120_000 }, () => {
    const run = new RecordedRun(dir!).run()
    for (const [key, expected] of Object.entries(expectedOf(dir!))) {
      const venue = run.info.venues.find((one) => one.name === VENUE_OF[key])!
      const { symbol } = venue.instruments[0]!
      const i = run.indexOf(symbol, venue.name)
      const id = run.instruments.ids[i]!
      const handler = run.handlers.find(({ venueId }) => venueId === run.instruments.venueIds[i])!
      const book = run.board.books[i]!
      const tape = run.tapes.get(id)!
      const { tickE8s, lotE8s } = run.instruments
      const lots = (text: string): number => decimalE8(text) / lotE8s[i]!
      const top10 = (side: 0 | 1): number =>
        Array.from({ length: 10 }, (_, level) => book.qtyAt(side, level)).reduce((a, b) => a + b)
      expect({
        lines: handler.events,
        applied: handler.diffsApplied[i],
        gaps: handler.gaps,
        garbled: handler.garbled,
        crossed: run.board.crossedCount,
        checks: handler.checks[i]!.checked,
        matches: handler.checks[i]!.equal,
        updateId: handler.lastUpdateIds[i],
        levels: [book.count(BID), book.count(ASK)],
        bid: [book.bidPrice * tickE8s[i]!, book.bidQty * lotE8s[i]!],
        ask: [book.askPrice * tickE8s[i]!, book.askQty * lotE8s[i]!],
        top10: [top10(BID), top10(ASK)],
        trades: [tape.count, tape.idJumps, tape.lots, tape.buyLots],
        vwap: vwapText(tape.ticksTimesLots, tape.lots, tickE8s[i]!),
        state: run.reader.states.get(id),
      }).toEqual({
        lines: expected.lines,
        applied: expected.depth_applied,
        gaps: expected.sequence_gaps,
        garbled: 0,
        crossed: expected.crossed_after_apply,
        checks: expected.bbo_checks,
        matches: expected.bbo_matches,
        updateId: expected.final_update_id,
        levels: [expected.final_bid_levels, expected.final_ask_levels],
        bid: expected.final_best_bid.map(decimalE8),
        ask: expected.final_best_ask.map(decimalE8),
        top10: [lots(expected.final_bid_top10_qty), lots(expected.final_ask_top10_qty)],
        trades: [expected.trades, expected.trade_id_jumps, lots(expected.trade_qty), lots(expected.taker_buy_qty)],
        vwap: expected.trade_vwap,
        state: 'LIVE',
      })
      expect(run.reader.book(id).stateHash(), 'a consumer of the stream').toBe(book.stateHash())
    }
  })
})

/** Six decimals, rounded to nearest, exactly. */
function vwapText(ticksTimesLots: bigint, lots: number, tickE8: number): string {
  const scaled = (ticksTimesLots * BigInt(tickE8) * 2n) / (BigInt(lots) * 100n)
  const micro = (scaled + 1n) / 2n
  return `${micro / 1_000_000n}.${String(micro % 1_000_000n).padStart(6, '0')}`
}
