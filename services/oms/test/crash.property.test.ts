import { Prng } from '@reflex/base'
import { MemoryStorage } from '@reflex/journal'
import { STREAM } from '@reflex/schema'
import { InputJournal } from '@reflex/service-host'
import { describe, expect, it } from 'vitest'
import { EPOCH_MS, OmsHarness, type Report } from './harness.ts'
import { type NaiveReport, naivePositions } from './naive-book.ts'

const SEED = Number(process.env['REFLEX_TEST_SEED'] ?? 20_260_130)
const RUNS = 15
const REPORTS = 120

interface Sent {
  readonly naive: NaiveReport
  readonly report: Report
}

/** Trades, corrections and busts of three positions, numbered as the ems numbers them. */
function history(prng: Prng): Sent[] {
  const sent: Sent[] = []
  for (let seq = 1; seq <= REPORTS; seq++) {
    const trades = sent.filter((one) => one.naive.type === 'F')
    const kind = trades.length > 3 ? prng.nextInt(12) : 0
    const type = kind >= 10 ? 'H' : kind >= 7 ? 'G' : 'F'
    // Often one of the last few, so that amendments of one trade meet.
    const reach = prng.nextBoolean(0.7) ? 4 : trades.length
    const target = trades[Math.max(0, trades.length - 1 - prng.nextInt(Math.max(1, reach)))]?.naive
    const isUnknown = type !== 'F' && prng.nextBoolean(0.1)
    const lots = 1 + prng.nextInt(40_000)
    const ticks = 5_990_000 + prng.nextInt(20_000)
    const isBuy = prng.nextBoolean(0.5)
    const fee = prng.nextInt(2_000_000) - 1_000_000
    const venue = type === 'F' ? (prng.nextBoolean(0.5) ? 'XALP' : 'XBET') : (target?.key ?? 'XALP')
    const ref = type === 'F' ? '' : isUnknown ? 'NEVER' : (target?.exec ?? '')
    const exec = `E${seq}`
    const naive: NaiveReport = {
      ...{ exec, seq, type, ref, key: venue, feeE8: BigInt(fee) },
      lots: BigInt(type === 'F' && !isBuy ? -lots : lots),
      ticks: BigInt(ticks),
    }
    const report: Report = {
      ...{ exec, seq, type, ref, venue, order: `O${seq}`, side: isBuy ? 'buy' : 'sell', orderQty: '4' },
      qty: (lots / 1e4).toFixed(4),
      px: (ticks / 100).toFixed(2),
      ...(type === 'F' ? { fee: (fee / 1e8).toFixed(8) } : {}),
    }
    sent.push({ naive, report })
  }
  return sent
}

/** One life of the service over a disk that survives it. */
class Life {
  readonly oms = new OmsHarness()
  readonly journal: InputJournal

  constructor(storage: MemoryStorage) {
    this.journal = new InputJournal({
      ...{ storage, dir: 'oms/journal', name: 'oms', sessionEpochMs: EPOCH_MS, snapshotEvery: 37 },
      log: { info: () => {} } as never,
      streams: [STREAM.EXECUTIONS, STREAM.ORDERS_REJECTED],
    })
    this.journal.recover(this.oms.core, this.oms.out, this.oms.nowNs)
    this.oms.said()
  }

  /** As the agent does: journaled, then booked; written before anything is said. */
  take(report: Report): void {
    const bytes = this.oms.ems.execution(report)
    this.oms.frame.set(STREAM.EXECUTIONS, 1, bytes, new DataView(bytes.buffer), 0, bytes.length)
    this.journal.record(this.oms.nowNs, this.oms.frame)
    this.oms.execution(report)
    this.journal.flush()
  }
}

function expectEqual(oms: OmsHarness, sent: readonly Sent[], hint: string): void {
  oms.core.book.settle()
  const expected = naivePositions(sent.map((one) => one.naive))
  const positions = oms.report()['positions'] as { venue: string; qty: number; realised: number; fees: number }[]
  for (const position of positions) {
    const naive = expected.get(position.venue)!
    const [numerator, denominator] = naive.realised
    const realisedE8 = Number((numerator * 100n * 1_000_000n) / denominator) / 1e6 // One tick of one lot is 100 E8.
    expect(position.qty, hint).toBe(Number(naive.lots) / 1e4)
    expect(position.fees, hint).toBe(Number(naive.feesE8) / 1e8)
    expect(Math.abs(position.realised * 1e8 - realisedE8), hint).toBeLessThanOrEqual(0.501)
    expected.delete(position.venue)
  }
  expect([...expected.keys()], hint).toEqual([])
}

describe('the book equals a replay of the surviving trades', () => {
  it('under duplicates, reordering, loss with resend, and kill -9 at any moment', () => {
    for (let run = 0; run < RUNS; run++) {
      const prng = new Prng(SEED, run)
      const hint = `REFLEX_TEST_SEED=${SEED} run ${run}`
      const storage = new MemoryStorage()
      const sent = history(prng)
      const waiting: Sent[] = []
      let life = new Life(storage)
      for (const one of sent) {
        if (prng.nextBoolean(0.15)) waiting.push(one)
        else life.take(one.report)
        if (prng.nextBoolean(0.2)) life.take({ ...sent[prng.nextInt(sent.indexOf(one) + 1)]!.report, resend: true })
        if (prng.nextBoolean(0.1)) for (const late of waiting.splice(0)) life.take(late.report)
        if (prng.nextBoolean(0.05)) {
          const hash = life.oms.core.stateHash()
          storage.crash('oms')
          life = new Life(storage)
          expect(life.oms.core.stateHash(), hint).toBe(hash)
        }
      }
      // What the ems answers to the last request: everything behind the last contiguous number.
      for (const one of sent.slice(life.oms.core.book.sequence.contiguous)) life.take({ ...one.report, resend: true })
      expect(life.oms.core.book.sequence.hasHole, hint).toBe(false)
      expect(life.oms.core.book.pending.size, hint).toBe(0)
      expectEqual(life.oms, sent, hint)
    }
  })
})
