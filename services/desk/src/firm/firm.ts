import type { OperatorCommand } from './operator-core.ts'

/** Service name -> what it reports (see reportOf in @reflex/service-host). */
export type Reports = Readonly<Record<string, Record<string, unknown>>>

/** A running firm, whatever it runs as. */
export interface Firm {
  start(): Promise<void>
  reports(): Promise<Reports>
  command(command: OperatorCommand): void
  /** Console address, when there is one. */
  consoleUrl(): string | undefined
  /** Where counters are scraped. */
  metricsUrl(): string | undefined
  stop(): Promise<void>
}

/** The sections of the reports that the desk reads; services report more. */
export interface LatencySummary {
  readonly count: number
  readonly p50: number
  readonly p99: number
  readonly p999: number
  readonly max: number
}
