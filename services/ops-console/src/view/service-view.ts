import type { Histogram } from '@reflex/base'
import { type Instruments, PARAMETER_ACTION, STATUS_VALUE, VENUE_METRIC } from '@reflex/schema'
import type { ConsoleCore } from '../core/console-core.ts'
import { NO_HORIZON } from '../core/quality-board.ts'
import { epochMs, fixed, newestFirst, plain, UNKNOWN } from './number-text.ts'
import { nameIn } from './risk-view.ts'

const NS_PER_MS = 1e6
const SHOWN = 50

/** The machine: latency, services, links, quality of venues, parameters, alerts. */
export class ServiceView {
  readonly #core: ConsoleCore
  readonly #instruments: Instruments
  readonly #sessionEpochMs: number
  readonly #timeoutNs: number

  constructor(core: ConsoleCore, instruments: Instruments, sessionEpochMs: number, timeoutNs: number) {
    this.#core = core
    this.#instruments = instruments
    this.#sessionEpochMs = sessionEpochMs
    this.#timeoutNs = timeoutNs
  }

  latency(): unknown {
    const { hops } = this.#core
    const rows = Array.from({ length: hops.count }, (_, hop) => summary(hops.label(hop), hops.hops[hop]!))
    return { tickToTrade: summary('tick to trade', hops.tickToTrade), hops: rows }
  }

  services(): unknown {
    const { health, nowNs } = this.#core
    const services = Array.from({ length: health.names.size }, (_, id) => ({
      name: health.names.text(id),
      alive: health.ageNs(id, nowNs) <= this.#timeoutNs,
      ready: health.isReady[id] === 1,
      status: health.statusTexts.text(id),
      ageMs: plain(Math.round(health.ageNs(id, nowNs) / NS_PER_MS)),
      gapMaxMs: Math.round(health.gapMaxNs[id]! / NS_PER_MS),
      restarts: health.restarts[id],
    }))
    services.sort((a, b) => a.name.localeCompare(b.name))
    const links = Array.from({ length: health.linkNames.size }, (_, id) => ({
      name: health.linkNames.text(id),
      state: LINK_NAMES[health.linkStates[id]!] ?? 'unknown',
      up: health.linkStates[id] === STATUS_VALUE.CONNECTED,
      since: epochMs(this.#sessionEpochMs, health.linkChangedNs[id]!),
      losses: health.linkLosses[id],
    }))
    return { services, links }
  }

  /** One row a venue; markouts at each horizon that tca measures, with the ends of their 95 % intervals. */
  quality(): unknown {
    const { quality } = this.#core
    const horizons = new Set<number>()
    for (let row = 0; row < quality.count; row++) {
      if (isMarkout(quality.metrics[row]!)) horizons.add(quality.horizonsMs[row]!)
    }
    const horizonsMs = [...horizons].sort((a, b) => a - b)
    const venues = this.#instruments.venues.map((venue) => ({
      venue: venue.name,
      effective: this.#metric(venue.id, VENUE_METRIC.EFFECTIVE_SPREAD_BPS),
      slippage: this.#metric(venue.id, VENUE_METRIC.SLIPPAGE_BPS),
      fees: this.#metric(venue.id, VENUE_METRIC.FEES_BPS),
      score: this.#metric(venue.id, VENUE_METRIC.SCORE),
      fillRatio: this.#metric(venue.id, VENUE_METRIC.FILL_RATIO, 4),
      rejectRatio: this.#metric(venue.id, VENUE_METRIC.REJECT_RATIO, 4),
      ackMs: this.#metric(venue.id, VENUE_METRIC.ACK_LATENCY_MS, 3),
      markouts: horizonsMs.map(
        (ms) =>
          this.#metric(venue.id, VENUE_METRIC.MARKOUT_SHORT_BPS, 2, ms) ??
          this.#metric(venue.id, VENUE_METRIC.MARKOUT_LONG_BPS, 2, ms),
      ),
    }))
    return { measurements: quality.measurements, horizonsMs, venues }
  }

  parameters(): unknown {
    const { parameters } = this.#core
    const { texts } = parameters
    const table = Array.from({ length: parameters.count }, (_, row) => ({
      strategy: nameIn(texts, parameters.strategies[row]!),
      symbol: nameIn(texts, parameters.symbols[row]!),
      market: nameIn(texts, parameters.markets[row]!),
      name: nameIn(texts, parameters.names[row]!),
      value: trimmed(parameters.valueE8s[row]!),
      min: trimmed(parameters.minE8s[row]!),
      max: trimmed(parameters.maxE8s[row]!),
    }))
    const log = newestFirst(parameters.logCount, parameters.logRows, SHOWN, (row) => ({
      time: epochMs(this.#sessionEpochMs, parameters.logTimesNs[row]!),
      strategy: nameIn(texts, parameters.logStrategies[row]!),
      symbol: nameIn(texts, parameters.logSymbols[row]!),
      market: nameIn(texts, parameters.logMarkets[row]!),
      name: nameIn(texts, parameters.logNames[row]!),
      refused: parameters.logActions[row] === PARAMETER_ACTION.REFUSED,
      from: trimmed(parameters.logOldE8s[row]!),
      to: trimmed(parameters.logNewE8s[row]!),
      actor: parameters.logActors.text(row),
      text: parameters.logTexts.text(row),
    }))
    return { changes: parameters.changes, retunes: parameters.retunes, refusals: parameters.refusals, table, log }
  }

  alerts(): unknown {
    const { alerts } = this.#core
    return newestFirst(alerts.count, alerts.rows, SHOWN, (row) => ({
      time: epochMs(this.#sessionEpochMs, alerts.timesNs[row]!),
      sender: alerts.senders.text(row),
      flash: alerts.isFlash[row] === 1,
      text: alerts.headlines.text(row),
      repeats: alerts.repeats[row],
    }))
  }

  #metric(venueId: number, metric: number, decimals = 2, horizonMs = NO_HORIZON): unknown {
    const { quality } = this.#core
    const row = quality.find(venueId, metric, horizonMs)
    if (row < 0) return UNKNOWN
    return {
      value: fixed(quality.valueE8s[row]!, decimals),
      low: fixed(quality.lowE8s[row]!, decimals),
      high: fixed(quality.highE8s[row]!, decimals),
      n: quality.samples[row],
    }
  }
}

function isMarkout(metric: number): boolean {
  return metric === VENUE_METRIC.MARKOUT_SHORT_BPS || metric === VENUE_METRIC.MARKOUT_LONG_BPS
}

function summary(name: string, histogram: Histogram): unknown {
  const { count, p50, p99, p999, max } = histogram.summary()
  return { name, count, p50, p99, p999, max }
}

/** A parameter: up to six digits behind the point, without the zeros at the end. */
function trimmed(e8: number): string | typeof UNKNOWN {
  const text = fixed(e8, 6)
  return text === UNKNOWN || !text.includes('.') ? text : text.replace(/\.?0+$/, '')
}

const LINK_NAMES: Readonly<Record<number, string>> = {
  [STATUS_VALUE.CONNECTED]: 'up',
  [STATUS_VALUE.NOT_CONNECTED_UNEXPECTED]: 'down',
  [STATUS_VALUE.NOT_CONNECTED_EXPECTED]: 'closed',
  [STATUS_VALUE.IN_PROCESS]: 'connecting',
}
