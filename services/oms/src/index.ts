/** The book of record: orders, executions, positions, P&L. */

export * from './config.ts'
export type { PositionRow, TotalRow } from './oms-report.ts'
export { createOmsService } from './service.ts'
