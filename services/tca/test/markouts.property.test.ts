import { Prng } from '@reflex/base'
import { describe, expect, it } from 'vitest'
import { type Said, TcaHarness } from './harness.ts'

const SEED = Number(process.env['REFLEX_TEST_SEED'] ?? 20_260_130)
const RUNS = 40
const HORIZONS_MS = [10, 100, 1000, 10_000]
const WAIT_NS = 2e9
const MS = 1e6

interface Quote {
  readonly at: number
  /** Ticks; NaN when not known. */
  readonly mid: number
}

interface Fill {
  readonly exec: string
  readonly at: number
  readonly side: 1 | -1
  readonly ticks: number
  /** Time of the last quote held when the fill was read. */
  heldNs: number
}

/**
 * Said plainly: the last quote before, the last at or before the horizon, missing when no quote at or after the
 * horizon is held within the wait.
 */
function expectedMarkouts(fill: Fill, quotes: readonly Quote[]): (number | undefined)[] {
  const mid = quotes.findLast((quote) => quote.at < fill.at)?.mid ?? Number.NaN
  return HORIZONS_MS.map((horizon) => {
    const due = fill.at + horizon * MS
    const isInTime = (quote: Quote): boolean => quote.at < due + WAIT_NS || quote.at <= fill.heldNs
    if (!quotes.some((quote) => quote.at >= due && isInTime(quote))) return undefined
    const later = quotes.findLast((quote) => quote.at <= due)?.mid ?? Number.NaN
    const bps = (1e4 * fill.side * (later - fill.ticks)) / mid
    return Number.isNaN(bps) ? undefined : bps
  })
}

/** A random market of one instrument with fills that are reported up to a second late. */
function play(prng: Prng, tca: TcaHarness): { quotes: Quote[]; fills: Fill[]; said: Said[] } {
  const quotes: Quote[] = []
  const fills: Fill[] = []
  const said: Said[] = []
  const waiting: { readonly fill: Fill; readonly readAt: number }[] = []
  let now = 1e9
  let mid = 5000
  let isLive = true
  const steps = 150
  const read = (fill: Fill, readNs: number): void => {
    fill.heldNs = quotes.at(-1)?.at ?? Number.NEGATIVE_INFINITY
    said.push(...report(tca, fill, readNs), ...tca.timer(readNs))
  }
  for (let step = 0; step < steps; step++) {
    now += prng.nextBoolean(0.2) ? 0 : Math.floor(prng.nextExponential(prng.nextBoolean(0.05) ? 3e9 : 40 * MS))
    said.push(...tca.timer(now))
    for (const late of waiting.filter((one) => one.readAt <= now)) read(late.fill, now)
    waiting.splice(0, waiting.length, ...waiting.filter((one) => one.readAt > now))
    const kind = prng.nextInt(20)
    mid += prng.nextInt(3) - 1
    if (kind === 0) {
      isLive = !isLive
      said.push(...tca.status(1, now, isLive ? 1 : 0))
      if (!isLive) quotes.push({ at: now, mid: Number.NaN })
    } else if (kind < 14) {
      const isOneSided = prng.nextBoolean(0.03)
      said.push(...tca.quote(1, now, isOneSided ? 9000 : mid - 1, mid + 1 + prng.nextInt(2) * 2))
      const spread = tca.lastAskTicks - (mid - 1)
      quotes.push({ at: now, mid: isOneSided || !isLive ? Number.NaN : mid - 1 + spread / 2 })
    } else {
      const fill: Fill = {
        exec: `E${step}`,
        at: now,
        side: prng.nextBoolean(0.5) ? 1 : -1,
        ticks: mid + prng.nextInt(5) - 2,
        heldNs: 0,
      }
      fills.push(fill)
      const delay = prng.nextBoolean(0.3) ? prng.nextInt(1000) * MS : 0
      if (delay === 0) read(fill, now)
      else waiting.push({ fill, readAt: now + delay })
    }
  }
  for (const late of waiting) read(late.fill, Math.max(now, late.readAt))
  said.push(...tca.timer(now + 60e9))
  return { quotes, fills, said }
}

function report(tca: TcaHarness, fill: Fill, readNs: number): Said[] {
  const side = fill.side > 0 ? 'buy' : 'sell'
  return tca.report({ exec: fill.exec, side, qty: '1', px: (fill.ticks / 100).toFixed(2), atNs: fill.at, readNs })
}

describe('markouts equal the plain rule', () => {
  it('for fills in any order of arrival, quotes at the same time, silence and stale books', () => {
    let known = 0
    for (let run = 0; run < RUNS; run++) {
      const tca = new TcaHarness({ fillsMax: 512, waitNs: WAIT_NS, historyNs: 600e9 })
      const { quotes, fills, said } = play(new Prng(SEED, run), tca)
      const told = said.filter((one) => one.type === 'UT' && one.text(10309) === '2')
      for (const fill of fills) {
        expectedMarkouts(fill, quotes).forEach((expected, i) => {
          const hint = `REFLEX_TEST_SEED=${SEED} run ${run} ${fill.exec} at ${HORIZONS_MS[i]} ms`
          const ut = told.filter((one) => one.text(17) === fill.exec && one.number(10306) === HORIZONS_MS[i])
          expect(ut.length, hint).toBe(expected === undefined ? 0 : 1)
          if (expected === undefined) return
          known++
          expect(Math.abs(ut[0]!.number(10307) - expected), hint).toBeLessThan(1e-8)
        })
      }
      expect(tca.summary().markouts + tca.summary().markoutsMissing).toBe(fills.length * HORIZONS_MS.length)
      tca.timer(tca.nowNs)
      expect(tca.counters.get('waiting')).toBe(0)
    }
    expect(known).toBeGreaterThan(RUNS * 25)
  })
})
