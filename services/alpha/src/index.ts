/** Strategies: fair value, quoting, quote management, and the interface to write one's own. */

export * from './config.ts'
export * from './core/strategy.ts'
export type { ParameterRow } from './report.ts'
export { createAlphaService } from './service.ts'
