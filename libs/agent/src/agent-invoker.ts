import type { Agent, AgentErrorHandler } from './agent.ts'

/** Steps one agent by hand: tests, simulation, and AgentRunner. The one place with a catch. */
export class AgentInvoker {
  readonly agent: Agent
  readonly #onError: AgentErrorHandler
  #state: 'new' | 'running' | 'closed' = 'new'

  constructor(agent: Agent, onError: AgentErrorHandler) {
    this.agent = agent
    this.#onError = onError
  }

  get isRunning(): boolean {
    return this.#state === 'running'
  }

  start(): void {
    if (this.#state !== 'new') return
    this.#state = 'running'
    try {
      this.agent.onStart()
    } catch (error) {
      this.#fail(error)
    }
  }

  invoke(): number {
    if (this.#state !== 'running') return 0
    try {
      return this.agent.doWork()
    } catch (error) {
      this.#fail(error)
      return 0
    }
  }

  close(): void {
    if (this.#state !== 'running') {
      this.#state = 'closed'
      return
    }
    this.#state = 'closed'
    try {
      this.agent.onClose()
    } catch (error) {
      this.#onError(error, this.agent.roleName)
    }
  }

  #fail(error: unknown): void {
    this.close()
    this.#onError(error, this.agent.roleName)
  }
}
