/**
 * Fires each control of the firm in the deterministic simulation and takes the times: every step of the graduated
 * response by a limit made to be passed, the operator's halt and release, silence of a part. New risk is an order that
 * the gateway approves (D on 1012) and that does not reduce; times are virtual, from the cause.
 */

import { SessionTime } from '@reflex/base'
import { FixFrame, packMsgType } from '@reflex/fix'
import { type DeskConfig, FIELDS, STREAM } from '@reflex/schema'
import { SILENT_LOGGER } from '@reflex/service-host'
import { SimulatedFirm } from './simulated-firm.ts'

const SESSION_EPOCH_MS = Date.UTC(2026, 0, 5)
const START_NS = 8 * 3_600e9
const WARM_UP_NS = 6e9
const TRIP_MAX_NS = 60e9
const HEDGER = 'HEDGER'
const OBSERVE_NS = 4e9
const SEND_ORDER = packMsgType('D')
const PARTY_ACTION = packMsgType('DH')

export interface DrillResult {
  readonly drill: string
  readonly passed: boolean
  /** What was seen, in words. */
  readonly seen: string
  /** Virtual ms from the cause to the control message, where there is one. */
  readonly controlMs: number | null
  /** Virtual ms from the cause to the last order approved; 0 when none was. */
  readonly lastApprovedMs: number | null
  /** Virtual ms from the cause until no order was open at any venue; null when some still were. */
  readonly flatMs: number | null
  readonly boundMs: number | null
}

export interface DrillOptions {
  readonly desk: DeskConfig
  readonly seed: number
  /** Only drills whose name contains this. */
  readonly only?: string
  readonly onResult?: (result: DrillResult) => void
}

type Outcome = Omit<DrillResult, 'drill'>
type Drill = (options: DrillOptions) => Outcome

/** Steps of a ladder by name, and the RiskAction that shows them on the wire. */
const STEPS = { warn: 1, widen: 2, 'reduce-only': 3, hedge: 3, 'cancel-all': 4, halt: 5 } as const

const DRILLS: readonly (readonly [name: string, drill: Drill])[] = [
  ...(Object.keys(STEPS) as (keyof typeof STEPS)[]).map((step) => [`limit: ${step}`, limitDrill(step)] as const),
  ['operator: halt and release', operatorDrill],
  ['silence: market-data', silenceDrill('market-data', 4000)],
  ['silence: oms', silenceDrill('oms', 2000)],
  ['silence: risk-engine', silenceDrill('risk-engine', 2000)],
  ['silence: risk-gateway', silenceDrill('risk-gateway', 2000)],
  ['silence: alpha', silenceDrill('alpha', 2000)],
]

export function runRiskDrills(options: DrillOptions): DrillResult[] {
  return DRILLS.filter(([name]) => name.includes(options.only ?? '')).map(([name, drill]) => {
    const result = { drill: name, ...drill(options) }
    options.onResult?.(result)
    return result
  })
}

interface Observation {
  readonly lastApprovedMs: number
  /** Until no order was open for the first time. */
  readonly flatMs: number | null
  /** Orders approved after the cause. */
  readonly approved: number
  /** Whether no order is open at the end. */
  readonly isFlat: boolean
}

/** A firm with the marks that drills look at. */
class Stage {
  readonly firm: SimulatedFirm
  approvedNs = Number.NaN
  approvedCount = 0
  hedges = 0
  refusedHedges = 0
  /** First DH with a RiskAction on 1040, by RiskAction. */
  readonly controlNs = new Map<number, number>()
  readonly #frame = new FixFrame(new SessionTime(SESSION_EPOCH_MS))

  constructor(desk: DeskConfig, seed: number) {
    this.firm = new SimulatedFirm({
      desk: { ...desk, sessionEpoch: new Date(SESSION_EPOCH_MS).toISOString().slice(0, 10) },
      ...{ sessionEpochMs: SESSION_EPOCH_MS, startNs: START_NS, seed, log: SILENT_LOGGER },
      without: new Set(['ops-console', 'warehouse']),
      onSent: (stream, bytes, offset, length) => this.#onSent(stream, bytes, offset, length),
    })
  }

  get nowNs(): number {
    return this.firm.clock.nowNs
  }

  get openOrders(): number {
    return Number(this.firm.service('ems')?.report()['openOrders'] ?? Number.NaN)
  }

  run(ns: number, isDone?: () => boolean): void {
    this.firm.runUntil(this.nowNs + ns, isDone)
  }

  /** Looks on from a cause, and says when the last order was approved and when none was open any more. */
  observe(causeNs: number): Observation {
    const before = this.approvedCount
    const end = causeNs + OBSERVE_NS
    let flatNs = Number.NaN
    while (this.nowNs < end) {
      this.run(1e6)
      if (Number.isNaN(flatNs) && this.openOrders === 0) flatNs = this.nowNs
    }
    const approved = this.approvedCount - before
    return {
      lastApprovedMs: this.approvedNs > causeNs ? (this.approvedNs - causeNs) / 1e6 : 0,
      flatMs: Number.isNaN(flatNs) ? null : (flatNs - causeNs) / 1e6,
      approved,
      isFlat: this.openOrders === 0,
    }
  }

  #onSent(stream: number, bytes: Uint8Array, offset: number, length: number): void {
    const isControl = stream === STREAM.RISK_CONTROL
    if (!isControl && stream !== STREAM.ORDERS_APPROVED && stream !== STREAM.ORDERS_REJECTED) return
    const frame = this.#frame
    if (frame.wrap(bytes, offset, length) < 0) return
    if (isControl) {
      if (frame.msgType !== PARTY_ACTION) return
      const action = Number(frame.text(FIELDS.RiskAction.tag))
      if (!this.controlNs.has(action)) this.controlNs.set(action, this.nowNs)
      return
    }
    const isHedge = frame.text(FIELDS.StrategyID.tag) === HEDGER
    if (stream === STREAM.ORDERS_REJECTED) this.refusedHedges += isHedge ? 1 : 0
    else if (frame.msgType !== SEND_ORDER) return
    else if (isHedge) this.hedges++
    else {
      this.approvedNs = this.nowNs
      this.approvedCount++
    }
  }
}

/** The desk with one limit, passed by the first fills, whose only step is the one to be fired. */
function limitDesk(desk: DeskConfig, step: keyof typeof STEPS): DeskConfig {
  const own = desk.services['risk-engine'] as object | undefined
  const none = { grossNotional: 'none', netNotional: 'none', valueAtRisk: 'none', dayLoss: 'none', drawdown: 'none' }
  const steps = [{ percent: 100, action: step }]
  if (step === 'hedge') return hedgeDesk(desk, { ...own, limits: none, ladders: { delta: steps } })
  const limits = { ...none, delta: {}, grossNotional: '1000' }
  const section = { ...own, limits, ladders: { grossNotional: steps } }
  return { ...desk, services: { ...desk.services, 'risk-engine': section } }
}

/** A limit of delta, and a hedger for it. */
function hedgeDesk(desk: DeskConfig, section: { readonly limits: object; readonly ladders: object }): DeskConfig {
  const choice = desk.instruments.find(({ kind }) => kind === 'spot' || kind === 'linear-perpetual')!
  const { underlying } = choice
  const rule = { instrument: `${choice.symbol}@${choice.venue}`, band: 0.02, clip: 0.02, urgencyBps: 50 }
  const hedger = { strategy: HEDGER, underlyings: { [underlying]: rule } }
  const strategy = { id: HEDGER, account: desk.accounts[0]!.id, instruments: [choice.id], description: '' }
  const limits = { ...section.limits, delta: { [underlying]: '0.15' } }
  return {
    ...desk,
    strategies: [...desk.strategies, { ...strategy, owner: 'risk-engine' }],
    services: { ...desk.services, 'risk-engine': { ...section, limits, hedger } },
  }
}

function limitDrill(step: keyof typeof STEPS): Drill {
  const action = STEPS[step]
  return ({ desk, seed }) => {
    const stage = new Stage(limitDesk(desk, step), seed)
    stage.run(TRIP_MAX_NS, () => stage.controlNs.has(action))
    const controlNs = stage.controlNs.get(action)
    if (controlNs === undefined) return failed('the limit was not passed within a minute')
    const { lastApprovedMs, flatMs, approved, isFlat } = stage.observe(controlNs)
    const { hedges, refusedHedges } = stage
    stage.firm.stop()
    const after = `${approved} orders approved after it`
    const seen: Record<keyof typeof STEPS, readonly [passed: boolean, text: string]> = {
      warn: [approved > 0, `${after}: a warning stops nothing`],
      widen: [approved > 0, `${after}, wider`],
      'reduce-only': [true, `${after}, which reduce`],
      hedge: [hedges > 0, `${hedges} hedges passed the gateway, ${refusedHedges} were refused`],
      'cancel-all': [flatMs !== null, `${after}, once what reduces is allowed again`],
      halt: [isFlat && approved === 0, `${after}; nothing open until an operator releases it`],
    }
    const stops = action >= STEPS['cancel-all']
    return {
      ...{ passed: seen[step][0], seen: seen[step][1], boundMs: null },
      ...{ controlMs: 0, lastApprovedMs: stops ? lastApprovedMs : null, flatMs: stops ? flatMs : null },
    }
  }
}

function operatorDrill({ desk, seed }: DrillOptions): Outcome {
  const boundMs = 500
  const stage = new Stage(desk, seed)
  stage.run(WARM_UP_NS)
  const causeNs = stage.nowNs
  stage.firm.command({ kind: 'halt', reason: 'drill', actor: 'reflex risk drill' })
  const { lastApprovedMs, flatMs } = stage.observe(causeNs)
  const before = stage.approvedCount
  stage.firm.command({ kind: 'release', reason: 'drill is over', actor: 'reflex risk drill' })
  const releasedNs = stage.nowNs
  stage.run(5e9, () => stage.approvedCount > before)
  const resumedMs = (stage.nowNs - releasedNs) / 1e6
  const isResumed = stage.approvedCount > before
  stage.firm.stop()
  const passed = isResumed && flatMs !== null && flatMs <= boundMs && lastApprovedMs <= boundMs
  const seen = isResumed ? `orders again ${resumedMs.toFixed(1)} ms after the release` : 'no order after the release'
  return { passed, seen, controlMs: 0, lastApprovedMs, flatMs, boundMs }
}

/** A part is killed as by kill -9; the others act alone. */
function silenceDrill(name: string, boundMs: number): Drill {
  return ({ desk, seed }) => {
    const stage = new Stage(desk, seed)
    stage.run(WARM_UP_NS)
    const causeNs = stage.nowNs
    stage.firm.kill(name)
    const { lastApprovedMs, flatMs, isFlat } = stage.observe(causeNs)
    const controlNs = stage.controlNs.get(3)
    stage.firm.stop()
    const passed = lastApprovedMs <= boundMs && isFlat && flatMs !== null && flatMs <= boundMs
    return {
      ...{ passed, lastApprovedMs, flatMs, boundMs },
      seen: isFlat ? 'everything cancelled' : 'orders are open',
      controlMs: controlNs !== undefined && controlNs > causeNs ? (controlNs - causeNs) / 1e6 : null,
    }
  }
}

function failed(seen: string): Outcome {
  return { passed: false, seen, controlMs: null, lastApprovedMs: null, flatMs: null, boundMs: null }
}
