/**
 * Transaction cost analysis: slippage, spreads, markouts, fees and latency of every fill, and the quality of venues.
 */

export * from './config.ts'
export { createTcaService } from './service.ts'
export type { MeanRow, VenueRow } from './tca-report.ts'
