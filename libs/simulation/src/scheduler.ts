import { type Agent, type AgentErrorHandler, AgentInvoker } from '@reflex/agent'
import { type ManualClock, Prng } from '@reflex/base'
import { EventQueue } from './event-queue.ts'

export interface SchedulerOptions {
  readonly clock: ManualClock
  readonly seed: number
  /** Agents look at their deadlines at least this often, ns of virtual time. */
  readonly quantumNs: number
  /** Virtual time a turn that did work takes, ns: 0 makes hops free. */
  readonly turnCostNs: number
  readonly onError: AgentErrorHandler
}

const PRNG_STREAM_SCHEDULER = 1
/**
 * Passes over all agents at one instant before time moves on all the same: a loop that never goes idle is a bug that
 * time must show.
 */
const PASSES_MAX = 64

/**
 * Virtual time for a whole firm in one thread. At each instant, events that are due run (network deliveries, faults),
 * then every agent takes turns in an order drawn from the seed until none has work; then the clock jumps to the next
 * event or quantum. The same seed gives the same order, the same times, the same bytes.
 */
export class SimulationScheduler {
  readonly clock: ManualClock
  readonly #events = new EventQueue()
  readonly #invokers: AgentInvoker[] = []
  readonly #prng: Prng
  readonly #options: SchedulerOptions
  #turns = 0

  constructor(options: SchedulerOptions) {
    this.#options = options
    this.clock = options.clock
    this.#prng = new Prng(options.seed, PRNG_STREAM_SCHEDULER)
  }

  /** Agent turns taken so far. */
  get turns(): number {
    return this.#turns
  }

  /** Runs an action at a time, ns since the session epoch (not before now). */
  at(atNs: number, action: () => void): void {
    this.#events.push(Math.max(atNs, this.clock.nowNs), action)
  }

  after(delayNs: number, action: () => void): void {
    this.#events.push(this.clock.nowNs + delayNs, action)
  }

  /**
   * Starts an agent now. @returns a handle to kill it: a killed agent takes no further turn and gets no onClose, like
   * kill -9.
   */
  add(agent: Agent): SimulatedProcess {
    const invoker = new AgentInvoker(agent, this.#options.onError)
    invoker.start()
    this.#invokers.push(invoker)
    return {
      kill: () => {
        const index = this.#invokers.indexOf(invoker)
        if (index >= 0) this.#invokers.splice(index, 1)
      },
      close: () => {
        const index = this.#invokers.indexOf(invoker)
        if (index >= 0) this.#invokers.splice(index, 1)
        invoker.close()
      },
      get isRunning(): boolean {
        return invoker.isRunning
      },
    }
  }

  /** Runs until the clock is at `endNs`, or `isDone` says so. */
  runUntil(endNs: number, isDone: () => boolean = () => false): void {
    while (this.clock.nowNs < endNs && !isDone()) this.step(endNs)
  }

  /** One instant: due events, all agents until idle, then on to the next instant (at most `limitNs`). */
  step(limitNs = Number.POSITIVE_INFINITY): void {
    while (this.#events.nextNs <= this.clock.nowNs) this.#events.pop()()
    for (let pass = 0; pass < PASSES_MAX; pass++) if (this.#pass() === 0) break
    const next = Math.min(this.#events.nextNs, this.clock.nowNs + this.#options.quantumNs, limitNs)
    if (next > this.clock.nowNs) this.clock.nowNs = next
  }

  #pass(): number {
    const invokers = this.#invokers
    const cost = this.#options.turnCostNs
    let workCount = 0
    const start = invokers.length > 1 ? this.#prng.nextInt(invokers.length) : 0
    const backwards = this.#prng.nextBoolean(0.5)
    for (let i = 0; i < invokers.length; i++) {
      const k = backwards ? start + invokers.length - i : start + i
      const done = invokers[k % invokers.length]!.invoke()
      this.#turns++
      if (done > 0) this.clock.nowNs += cost
      workCount += done
    }
    return workCount
  }
}

/** A simulated process: one agent that can be killed and started again by adding a new one. */
export interface SimulatedProcess {
  kill(): void
  close(): void
  readonly isRunning: boolean
}
