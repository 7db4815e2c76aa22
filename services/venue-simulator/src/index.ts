/** The simulated exchanges. */

export * from './config.ts'
export { createVenueSimulatorService } from './service.ts'
export type { VenuePositionRow, VenueRow } from './venue-report.ts'
