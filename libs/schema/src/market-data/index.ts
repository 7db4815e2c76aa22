/**
 * Market data: the firm's normalised stream (flat), and the simulated exchanges' public feed (namespace `venueFeed`).
 */

export * from './feed-packet.ts'
export * from './generated/market-data/index.ts'
export * as venueFeed from './generated/venue-feed/index.ts'
