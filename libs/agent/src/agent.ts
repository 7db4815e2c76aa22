/**
 * One unit of scheduled work. Agents do not know who runs them: a thread of their own, a composite, a test, or the
 * simulator.
 */
export interface Agent {
  readonly roleName: string
  onStart(): void
  /** A bounded amount of work. Reads the clock once. @returns how much was done; 0 lets the runner idle. */
  doWork(): number
  onClose(): void
}

/** Told once when an agent throws; the agent is closed by then. */
export type AgentErrorHandler = (error: unknown, roleName: string) => void
