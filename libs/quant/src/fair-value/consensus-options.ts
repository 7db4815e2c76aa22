/** What a desk decides about `ConsensusFairValue`. */

export interface ConsensusOptions {
  /** Number of venues, 1..30; venues are numbered from 0. */
  readonly venueCount: number
  /** Quotes older than this are left out, ns. */
  readonly staleAfterNs: number
  /** Time constant of the basis, ns: minutes. */
  readonly basisTauNs: number
  /** Time constant of the measured noise, ns. */
  readonly noiseTauNs: number
  /** Quotes of a venue needed before its basis is trusted and the venue used (unless no venue has them). */
  readonly basisSamplesMin: number
  /** Smallest standard deviation of a venue's price, price units, > 0. */
  readonly noiseFloor: number
  /** Standard deviation of a venue's price as a share of its half-spread, >= 0. */
  readonly noiseSpreadShare: number
  /** How far two venues may cross, after basis, before one is left out, price units. */
  readonly crossTolerance: number
  /** Venue whose basis is zero by definition; -1 for none. */
  readonly anchorVenue: number
}
