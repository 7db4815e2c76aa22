/** Venue feeds to exact books and one normalised stream. */

export * from './config.ts'
export { createMarketDataService } from './service.ts'
