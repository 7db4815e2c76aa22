/**
 * The engine as it stood at a moment of a recorded run: its inputs, as the warehouse journalled them, go through a
 * fresh core up to that moment. What it says on the way is thrown away.
 */

import { SessionTime } from '@reflex/base'
import { type JournalHandler, JournalReader, NodeStorage } from '@reflex/journal'
import { buildEngine, ENGINE_COUNTERS, type EngineCore, engineReport, parseRiskEngineConfig } from '@reflex/risk-engine'
import { type DeskConfig, Instruments, STREAM } from '@reflex/schema'
import { CounterTable, MessageFrame, Outbox } from '@reflex/service-host'

const INPUTS = new Set<number>([
  STREAM.OPERATOR_CONTROL,
  STREAM.RISK_CONTROL,
  STREAM.POSITIONS,
  STREAM.HEALTH,
  STREAM.MARKET_DATA,
])
const TURN_NS = 10e6
const RECORDS_A_POLL = 4096

export interface ReplayOptions {
  readonly desk: DeskConfig
  /** Folder of the warehouse's journal. */
  readonly journal: string
  /** UTC milliseconds; Infinity: the end of the recording. */
  readonly asOfMs: number
}

export interface ReplayedReport {
  /** UTC milliseconds of the last record read. */
  readonly atMs: number
  readonly records: number
  readonly report: Record<string, unknown>
}

/** @returns undefined when the journal holds nothing up to that moment. */
export function replayReport(options: ReplayOptions): ReplayedReport | undefined {
  const reader = new JournalReader({ storage: new NodeStorage(), dir: options.journal, name: 'warehouse' })
  const replay = new Replay(options, () => reader.sessionEpochMs)
  while (!replay.isOver && reader.poll(replay, RECORDS_A_POLL) > 0) {
    // The handler does it all.
  }
  return replay.result()
}

class Replay implements JournalHandler {
  isOver = false
  readonly #options: ReplayOptions
  readonly #epochMs: () => number
  readonly #frame = new MessageFrame()
  #core: EngineCore | undefined
  #instruments: Instruments | undefined
  #out: Outbox | undefined
  #turnNs = Number.NEGATIVE_INFINITY
  #nowNs = 0
  #records = 0

  constructor(options: ReplayOptions, epochMs: () => number) {
    this.#options = options
    this.#epochMs = epochMs
  }

  onRecord(_index: number, nowNs: number, stream: number, bytes: Uint8Array, offset: number, length: number): void {
    if (this.isOver || this.#epochMs() + nowNs / 1e6 > this.#options.asOfMs) {
      this.isOver = true
      return
    }
    if (!INPUTS.has(stream)) return
    const core = this.#core ?? this.#build()
    const out = this.#out!
    this.#nowNs = nowNs
    this.#records++
    out.nowNs = nowNs
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    core.onMessage(nowNs, this.#frame.set(stream, 1, bytes, view, offset, length), out)
    if (nowNs - this.#turnNs >= TURN_NS) this.#turn()
  }

  result(): ReplayedReport | undefined {
    if (this.#core === undefined) return undefined
    // As many turns as a full revaluation takes in slices.
    for (let i = 0; i < 1000 && (i === 0 || this.#core.parts.revaluation.isRunning); i++) this.#turn()
    return {
      atMs: this.#epochMs() + this.#nowNs / 1e6,
      records: this.#records,
      report: engineReport(this.#core, this.#instruments!, this.#options.desk),
    }
  }

  #turn(): void {
    this.#turnNs = this.#nowNs
    this.#core!.onTimer(this.#nowNs, this.#out!)
    this.#out!.discard()
  }

  #build(): EngineCore {
    const { desk } = this.#options
    const sessionTime = new SessionTime(this.#epochMs())
    this.#instruments = new Instruments(desk)
    this.#out = new Outbox({ senderCompId: 'risk-engine', sessionTime })
    this.#core = buildEngine({
      ...{ desk, instruments: this.#instruments, sessionTime },
      config: parseRiskEngineConfig(desk.services['risk-engine']),
      counters: new CounterTable('risk-engine', ENGINE_COUNTERS),
    })
    this.#core.parts.watch.trustRecording()
    return this.#core
  }
}
