import type { Agent } from './agent.ts'

/**
 * Several agents in one duty cycle, in the order given. The loop index is a field, so that an agent that throws does
 * not starve those behind it.
 */
export class CompositeAgent implements Agent {
  readonly roleName: string
  readonly #agents: readonly Agent[]
  #index = 0

  constructor(agents: readonly Agent[]) {
    this.#agents = agents
    this.roleName = `[${agents.map((agent) => agent.roleName).join(',')}]`
  }

  onStart(): void {
    for (const agent of this.#agents) agent.onStart()
  }

  doWork(): number {
    let workCount = 0
    const agents = this.#agents
    while (this.#index < agents.length) {
      const agent = agents[this.#index++]!
      workCount += agent.doWork()
    }
    this.#index = 0
    return workCount
  }

  onClose(): void {
    const errors: unknown[] = []
    for (const agent of [...this.#agents].reverse()) {
      try {
        agent.onClose()
      } catch (error) {
        errors.push(error)
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, `closing ${this.roleName}`)
  }
}
