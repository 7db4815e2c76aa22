import type { Agent } from '@reflex/agent'
import type { NanoClock } from '@reflex/base'
import type { MessageFrame } from './message-frame.ts'
import type { Outbox, OutputTable } from './outbox.ts'
import type { FrameHandler, InputSource } from './ports.ts'
import type { ServiceCore } from './service-core.ts'
import type { TurnCounters } from './turn-counters.ts'

/** One input of a service; the order of inputs is policy (control first, executions next, market data last). */
export interface AgentInput {
  readonly source: InputSource
  /** Messages taken per turn at most. */
  readonly limit: number
}

/** Writes inputs before the core acts on them; see input-journal.ts. */
export interface InputRecorder {
  record(nowNs: number, frame: MessageFrame): void
  /** Makes everything recorded this turn survive a kill -9. Called before outputs are drained. */
  flush(): void
  close(): void
}

/** Periodic messages the host adds to what the core says: heartbeats. */
export interface HostPublisher {
  onTimer(nowNs: number, core: ServiceCore, out: Outbox): void
}

export interface ServiceAgentOptions {
  readonly name: string
  readonly core: ServiceCore
  readonly clock: NanoClock
  readonly outbox: Outbox
  readonly inputs: readonly AgentInput[]
  readonly outputs: OutputTable
  readonly turns: TurnCounters
  readonly journal?: InputRecorder | undefined
  readonly publishers?: readonly HostPublisher[]
  /** Runs before the first turn, with the time of the start: recovery. */
  readonly recover?: (nowNs: number) => void
  readonly onClose?: () => void
}

/** The duty cycle of every service: drain, timer, poll, journal, drain. */
export class ServiceAgent implements Agent, FrameHandler {
  readonly roleName: string
  readonly #core: ServiceCore
  readonly #clock: NanoClock
  readonly #outbox: Outbox
  readonly #inputs: readonly AgentInput[]
  readonly #outputs: OutputTable
  readonly #turns: TurnCounters
  readonly #journal: InputRecorder | undefined
  readonly #publishers: readonly HostPublisher[]
  readonly #recover: ((nowNs: number) => void) | undefined
  readonly #onClose: (() => void) | undefined
  /**
   * Time of this turn. An array with a text in it holds its numbers in boxes: the box is made once a turn and passed on
   * with every message, where a number field would be boxed anew for each.
   */
  readonly #now = [0, 'boxed'] as [number, string]

  constructor(options: ServiceAgentOptions) {
    this.roleName = options.name
    this.#core = options.core
    this.#clock = options.clock
    this.#outbox = options.outbox
    this.#inputs = options.inputs
    this.#outputs = options.outputs
    this.#turns = options.turns
    this.#journal = options.journal
    this.#publishers = options.publishers ?? []
    this.#recover = options.recover
    this.#onClose = options.onClose
  }

  onStart(): void {
    const nowNs = this.#clock.nanoTime()
    this.#now[0] = nowNs
    this.#outbox.nowNs = nowNs
    this.#recover?.(nowNs)
  }

  doWork(): number {
    let workCount = this.#outbox.drainTo(this.#outputs)
    if (!this.#outbox.isEmpty) {
      this.#turns.backPressured()
      return workCount // Read nothing more until it clears.
    }
    this.#now[0] = this.#clock.nanoTime()
    const nowNs = this.#now[0]
    this.#outbox.nowNs = nowNs
    this.#outbox.ingestNs = Number.NaN
    workCount += this.#core.onTimer(nowNs, this.#outbox)
    for (let i = 0; i < this.#publishers.length; i++) this.#publishers[i]!.onTimer(nowNs, this.#core, this.#outbox)
    for (let i = 0; i < this.#inputs.length && !this.#outbox.isCrowded; i++) {
      const input = this.#inputs[i]!
      workCount += input.source.poll(nowNs, this, input.limit)
    }
    if (this.#journal !== undefined) this.#journal.flush()
    workCount += this.#outbox.drainTo(this.#outputs)
    this.#turns.turn(nowNs, workCount)
    return workCount
  }

  onFrame(frame: MessageFrame): void {
    this.#outbox.ingestNs = frame.arrivalNs
    const nowNs = this.#now[0]
    if (this.#journal !== undefined) this.#journal.record(nowNs, frame)
    this.#turns.message()
    this.#core.onMessage(nowNs, frame, this.#outbox)
  }

  onClose(): void {
    this.#outbox.drainTo(this.#outputs)
    this.#journal?.flush()
    this.#journal?.close()
    for (const input of this.#inputs) input.source.close()
    for (const output of this.#outputs.all) output.close()
    this.#onClose?.()
  }
}
