import type { FixFrame } from '@reflex/fix'
import { type Instruments, MarketDataStatisticsReportDecoder, NO_VENUE, VENUE_METRIC } from '@reflex/schema'
import type { Router } from './router.ts'

/** TCA must not turn the router upside down: a venue's measured cost counts at most this, bps. */
export const PENALTY_BPS_MAX = 5
/** Fills at which a measured cost counts by half: few fills say little. */
export const SAMPLES_HALF = 30

/**
 * Takes the venue scores of the TCA feed (35=DP): the score of a venue is the mean markout of our fills there, bps,
 * positive when the market went our way. What it costs moves the router's choice within bounds. Only the score over all
 * sizes counts, and the more the more fills it rests on.
 */
export class VenueQuality {
  readonly #router: Router
  readonly #instruments: Instruments
  readonly #report = new MarketDataStatisticsReportDecoder()

  constructor(router: Router, instruments: Instruments) {
    this.#router = router
    this.#instruments = instruments
  }

  onStatistics(frame: FixFrame): void {
    const report = this.#report.wrap(frame)
    const { bytes, marketIdOffset, marketIdLength } = report
    const venueId = this.#instruments.findVenue(bytes, marketIdOffset, marketIdLength)
    if (venueId === NO_VENUE) return
    const statistics = report.noMdStatistics()
    while (statistics.next()) {
      if (statistics.venueMetric() !== VENUE_METRIC.SCORE || !Number.isNaN(statistics.sizeBucket())) continue
      const samples = statistics.sampleCount()
      const scoreBps = statistics.mdStatisticValueE8() / 1e8
      if (!Number.isFinite(scoreBps) || !(samples > 0)) continue
      const costBps = (-scoreBps * samples) / (samples + SAMPLES_HALF)
      this.#router.setPenalty(venueId, Math.min(PENALTY_BPS_MAX, Math.max(-PENALTY_BPS_MAX, costBps)))
    }
  }
}
