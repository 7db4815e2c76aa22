import type { SessionTime } from '@reflex/base'
import { FixFrame, packMsgType } from '@reflex/fix'
import { FIELDS, PARTY_ACTION_TYPE, PartyActionRequestDecoder, STREAM } from '@reflex/schema'
import type { CounterTable, MessageFrame, Outbox, ServiceCore } from '@reflex/service-host'
import type { EngineCounter } from '../counters.ts'
import type { ActionDesk } from './action-desk.ts'
import { ControlSubject } from './action-scope.ts'
import type { AutoHedger } from './auto-hedger.ts'
import type { DayStatistics } from './day-statistics.ts'
import type { GreekSums } from './greek-sums.ts'
import type { InputWatch } from './input-watch.ts'
import { LEVEL, LEVEL_NAMES } from './levels.ts'
import type { LimitLadder } from './limit-ladder.ts'
import type { LimitsPublisher } from './limits-publisher.ts'
import type { MarketAdapter } from './market-adapter.ts'
import type { OptionModel } from './option-model.ts'
import type { PositionAdapter } from './position-adapter.ts'
import type { ReturnSampler } from './return-sampler.ts'
import type { Revaluation } from './revaluation.ts'
import type { RiskFigures } from './risk-figures.ts'
import type { UnderlyingPrices } from './underlying-prices.ts'
import type { VarModel } from './var-model.ts'

export interface EngineParts {
  readonly sessionTime: SessionTime
  readonly positions: PositionAdapter
  readonly market: MarketAdapter
  readonly watch: InputWatch
  readonly figures: RiskFigures
  readonly sampler: ReturnSampler
  readonly varModel: VarModel
  readonly prices: UnderlyingPrices
  readonly model: OptionModel
  readonly greeks: GreekSums
  readonly revaluation: Revaluation
  readonly day: DayStatistics
  /** Undefined when none is configured. */
  readonly hedger: AutoHedger | undefined
  readonly ladders: readonly LimitLadder[]
  readonly desk: ActionDesk
  readonly limits: LimitsPublisher
  readonly counters: CounterTable<EngineCounter>
  readonly evaluateNs: number
  /** Confidence of the value at risk. */
  readonly alpha: number
  readonly varNs: number
  readonly revalueNs: number
}

const POSITION = packMsgType('AP')
const HEARTBEAT = packMsgType('BY')
const PARTY_ACTION = packMsgType('DH')
const E8 = 1e8

/**
 * The loop of the engine: inputs change positions and marks; each evaluation recomputes the figures, lets every limit
 * climb or descend its ladder, and says per scope what is to be done. Acts at once when a position changes, else every
 * few milliseconds.
 */
export class EngineCore implements ServiceCore {
  readonly parts: EngineParts
  readonly #frame: FixFrame
  readonly #request = new PartyActionRequestDecoder()
  readonly #subject = new ControlSubject()
  #isChanged = false
  #evaluateDueNs = Number.NEGATIVE_INFINITY
  #varDueNs = Number.NEGATIVE_INFINITY
  #revalueDueNs = Number.NEGATIVE_INFINITY

  constructor(parts: EngineParts) {
    this.parts = parts
    this.#frame = new FixFrame(parts.sessionTime)
  }

  onMessage(nowNs: number, message: MessageFrame, out: Outbox): void {
    if (message.streamId === STREAM.MARKET_DATA) {
      this.parts.market.onMessage(nowNs, message)
      return
    }
    const frame = this.#frame
    if (frame.wrap(message.bytes, message.offset, message.length, message.view) < 0) {
      this.parts.counters.increment('malformed')
      return
    }
    switch (message.streamId) {
      case STREAM.POSITIONS:
        if (frame.msgType === POSITION) this.#onPosition(nowNs, frame)
        break
      case STREAM.OPERATOR_CONTROL:
        if (frame.msgType === PARTY_ACTION) this.#onOperator(nowNs, frame, out)
        break
      case STREAM.RISK_CONTROL:
        if (frame.msgType === PARTY_ACTION) this.#onOwnAction(frame)
        break
      case STREAM.HEALTH:
        if (frame.msgType === HEARTBEAT) this.parts.watch.onHeartbeat(nowNs, frame)
        break
    }
  }

  onTimer(nowNs: number, out: Outbox): number {
    const { watch, sampler, limits, evaluateNs } = this.parts
    let work = watch.onTimer(nowNs, out)
    if (sampler.onTimer(nowNs)) work++
    if (this.#isChanged || nowNs >= this.#evaluateDueNs) {
      this.#isChanged = false
      this.#evaluateDueNs = nowNs + evaluateNs
      work += this.#evaluate(nowNs, out)
    }
    if (this.#revalue(nowNs)) work++
    return work + limits.onTimer(nowNs, out)
  }

  isReady(): boolean {
    return this.parts.watch.isWell
  }

  statusText(): string {
    const { watch, desk } = this.parts
    if (!watch.isWell) return `waits for ${watch.missing}`
    return desk.level === LEVEL.NORMAL ? 'ready' : LEVEL_NAMES[desk.level]!
  }

  /** What must survive: halts, what operators accepted, and the high-water marks. */
  snapshot(): Uint8Array {
    const { desk, ladders, figures } = this.parts
    const data: SnapshotData = {
      version: 1,
      halts: desk.states
        .filter((state) => state.isLatched)
        .map(({ scope, reason, decidedNs }) => ({ label: scope.label, reason, decidedNs })),
      accepted: ladders
        .filter((ladder) => Number.isFinite(ladder.acceptedE8))
        .map((ladder) => ({ id: ladder.options.id, valueE8: ladder.acceptedE8 })),
      highWaters: figures.drawdowns.map((drawdown) => drawdown.highWater),
    }
    return Buffer.from(JSON.stringify(data))
  }

  restore(bytes: Uint8Array): void {
    const { desk, ladders, figures } = this.parts
    const data = JSON.parse(Buffer.from(bytes).toString()) as SnapshotData
    for (const { label, reason, decidedNs } of data.halts) {
      // A scope that is gone from the configuration falls to the firm, the safe side.
      const state = desk.states.find(({ scope }) => scope.label === label) ?? desk.states[0]!
      state.isLatched = true
      state.level = LEVEL.HALT
      state.reason = reason
      state.decidedNs = decidedNs
      state.renewDueNs = decidedNs
    }
    for (const { id, valueE8 } of data.accepted) {
      const ladder = ladders.find(({ options }) => options.id === id)
      if (ladder !== undefined) ladder.acceptedE8 = valueE8
    }
    data.highWaters.forEach((highWater, row) => {
      const drawdown = figures.drawdowns[row]
      if (drawdown !== undefined) drawdown.highWater = highWater
    })
  }

  #onPosition(nowNs: number, frame: FixFrame): void {
    const { positions, watch, counters, figures } = this.parts
    counters.increment('positionReports')
    // Records of an earlier day, replayed: their P&L is not today's.
    if (nowNs < 0) return
    if (positions.onReport(frame)) {
      this.#isChanged = true
      figures.recompute()
    }
    watch.onPositionReport(frame)
  }

  /** Releases what the operator names; halts of an operator are the gateway's to latch. */
  #onOperator(nowNs: number, frame: FixFrame, out: Outbox): void {
    const { desk, counters, ladders } = this.parts
    if (this.#request.wrap(frame).partyActionType() !== PARTY_ACTION_TYPE.REINSTATE) return
    const subject = this.#subject.read(frame)
    if (subject.person === '' || frame.text(FIELDS.Text.tag) === '') {
      counters.increment('releasesRefused')
      return
    }
    for (const index of desk.release(subject, nowNs)) {
      counters.increment('releases')
      for (const ladder of ladders) if (ladder.options.scope === index) ladder.accept()
      desk.alert(out, `halt of ${desk.states[index]!.scope.label} released by ${subject.person}`, true)
    }
    this.#isChanged = true
  }

  /**
   * Our own messages come back through the bus and are journaled: that is how a halt survives the death of the engine.
   */
  #onOwnAction(frame: FixFrame): void {
    const request = this.#request.wrap(frame)
    if (request.partyActionType() !== PARTY_ACTION_TYPE.HALT_TRADING) return
    this.parts.desk.restoreHalt(this.#subject.read(frame), request.transactTime(), frame.text(FIELDS.Text.tag))
    this.#isChanged = true
  }

  #evaluate(nowNs: number, out: Outbox): number {
    const { figures, varModel, ladders, desk, counters, varNs } = this.parts
    counters.increment('evaluations')
    this.#value(nowNs)
    if (nowNs >= this.#varDueNs) {
      this.#varDueNs = nowNs + varNs
      varModel.run(nowNs, figures.varE8)
      counters.increment('varRuns')
    }
    for (const ladder of ladders) ladder.update(nowNs)
    let work = 0
    for (let scope = 0; scope < desk.states.length; scope++) work += this.#act(scope, nowNs, out)
    work += this.#hedge(nowNs, out)
    this.#gauge()
    return work
  }

  /** Greeks and figures of the moment: after every fill, and as prices move. */
  #value(nowNs: number): void {
    const { prices, model, greeks, figures, watch, day } = this.parts
    prices.refresh(nowNs)
    model.refresh(nowNs)
    if (!watch.isSynced) return
    greeks.recompute()
    figures.recompute()
    day.onTimer(nowNs)
  }

  /** A slice of the full revaluation, or the begin of the next one. */
  #revalue(nowNs: number): boolean {
    const { revaluation, varModel, figures, watch, revalueNs } = this.parts
    if (!revaluation.isRunning) {
      if (nowNs < this.#revalueDueNs || !watch.isSynced) return false
      this.#revalueDueNs = nowNs + revalueNs
      revaluation.start()
    }
    const isDone = revaluation.step(nowNs, (row, loss) => varModel.onRevaluation(row, loss * E8))
    if (isDone) figures.stressLossE8 = Math.round((revaluation.stress?.worstLoss ?? 0) * E8)
    return true
  }

  #hedge(nowNs: number, out: Outbox): number {
    const { hedger, watch, desk, counters } = this.parts
    if (hedger === undefined || !watch.isWell || desk.states[0]!.level >= LEVEL.CANCEL_ALL) return 0
    const sent = hedger.onTimer(nowNs, (underlying) => this.#asksForHedge(underlying), out)
    for (let i = 0; i < sent; i++) counters.increment('hedges')
    return sent
  }

  /** Whether a limit of the firm, of the account or of the underlying itself is at its step `hedge`. */
  #asksForHedge(underlying: number): boolean {
    for (const { action, options } of this.parts.ladders) {
      if (action !== LEVEL.HEDGE) continue
      if (options.underlying < 0 || options.underlying === underlying) return true
    }
    return false
  }

  /** The strictest action of the limits of a scope. */
  #act(scope: number, nowNs: number, out: Outbox): number {
    let strictest: LimitLadder | undefined
    for (const ladder of this.parts.ladders) {
      if (ladder.options.scope !== scope) continue
      if (strictest === undefined || ladder.action > strictest.action) strictest = ladder
    }
    const { desk } = this.parts
    const action = strictest?.action ?? LEVEL.NORMAL
    return desk.apply(scope, action, () => reasonOf(strictest, action), nowNs, out)
  }

  #gauge(): void {
    const { counters, figures, desk, varModel } = this.parts
    counters.set('level', desk.level)
    counters.set('stalePrices', varModel.stalePositions)
    counters.set('gross', figures.grossE8[0]! / E8)
    counters.set('net', figures.netE8[0]! / E8)
    counters.set('pnl', figures.pnlE8[0]! / E8)
    counters.set('drawdown', figures.drawdownE8(0) / E8)
    counters.set('valueAtRisk', figures.varE8[0]! / E8)
  }
}

interface SnapshotData {
  readonly version: number
  readonly halts: readonly { label: string; reason: string; decidedNs: number }[]
  readonly accepted: readonly { id: string; valueE8: number }[]
  readonly highWaters: readonly number[]
}

/** 'DAY_LOSS at 102 % of its limit: 2550.00 of 2500.00 USD'. */
function reasonOf(ladder: LimitLadder | undefined, action: number): string {
  if (ladder === undefined || action === LEVEL.NORMAL) return 'all limits well below'
  const { limitE8, currency, id } = ladder.options
  const [value, limit] = [ladder.valueE8 / E8, limitE8 / E8].map((x) => x.toFixed(2))
  return `${id} at ${Math.round(ladder.percent)} % of its limit: ${value} of ${limit} ${currency}`.trimEnd()
}
