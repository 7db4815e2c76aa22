/** Options of `reflex up` as the command line gives them; durations in ms. */
export interface UpOptions {
  readonly config?: string
  readonly duration?: number
  readonly json: boolean
  readonly processes: boolean
  readonly chaos: boolean
  readonly busChannel?: string
  readonly busDriver?: 'own' | 'embedded' | 'external'
  readonly input?: string
  /** Factor of recorded time; Infinity for as fast as it goes. */
  readonly speed: number
  readonly seed: number
  readonly dataDir?: string
  readonly aeronDir?: string
  readonly consolePort: number
  readonly metricsPort: number
  readonly console: boolean
  readonly warehouse: boolean
  readonly drill?: string
  readonly logLevel: string
  readonly logFile?: string
}
