import type { Agent, AgentErrorHandler } from './agent.ts'
import { AgentInvoker } from './agent-invoker.ts'
import { BACKOFF, type IdleStrategy } from './idle-strategy.ts'

/**
 * Runs an agent on the event loop of this thread. `wake()` is called by whoever knows that input arrived; it schedules
 * a turn and never runs one, or one agent's send would execute another's turn inside its own.
 */
export class AgentRunner {
  readonly #invoker: AgentInvoker
  readonly #idle: IdleStrategy
  #timer: NodeJS.Timeout | undefined = undefined
  #idleTurns = 0

  constructor(agent: Agent, onError: AgentErrorHandler, idle: IdleStrategy = BACKOFF) {
    this.#invoker = new AgentInvoker(agent, onError)
    this.#idle = idle
  }

  get isRunning(): boolean {
    return this.#invoker.isRunning
  }

  start(): void {
    this.#invoker.start()
    setImmediate(this.#turn)
  }

  wake(): void {
    if (this.#timer === undefined) return
    clearTimeout(this.#timer)
    this.#timer = undefined
    setImmediate(this.#turn)
  }

  close(): void {
    if (this.#timer !== undefined) clearTimeout(this.#timer)
    this.#timer = undefined
    this.#invoker.close()
  }

  readonly #turn = (): void => {
    this.#timer = undefined
    this.#idleTurns = this.#invoker.invoke() > 0 ? 0 : this.#idleTurns + 1
    if (!this.#invoker.isRunning) return
    if (this.#idleTurns < this.#idle.idleTurnsMax) setImmediate(this.#turn)
    else this.#timer = setTimeout(this.#turn, this.#idle.parkMs)
  }
}
