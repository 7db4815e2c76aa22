import type { SessionTime } from '@reflex/base'
import type { DeskConfig, Instruments } from '@reflex/schema'
import { type CounterTable, PeerLiveness } from '@reflex/service-host'
import { type AlphaConfig, strategiesOf } from './config.ts'
import { AlphaCore, PEERS } from './core/alpha-core.ts'
import { ControlAdapter } from './core/control-adapter.ts'
import { ControlState } from './core/control-state.ts'
import { ExecutionAdapter } from './core/execution-adapter.ts'
import { FairValue } from './core/fair-value.ts'
import { Inventory } from './core/inventory.ts'
import { MarketAdapter } from './core/market-adapter.ts'
import { MarketState } from './core/market-state.ts'
import { OrderIds } from './core/order-ids.ts'
import { OrderPublisher } from './core/order-publisher.ts'
import { OrderSlots } from './core/order-slots.ts'
import { OrderSync } from './core/order-sync.ts'
import { ParameterKeeper } from './core/parameter-keeper.ts'
import { ParameterTable } from './core/parameter-table.ts'
import { PositionSync } from './core/position-sync.ts'
import { QuoteBoard } from './core/quote-board.ts'
import { QuoteGate } from './core/quote-gate.ts'
import { QuoteManager } from './core/quote-manager.ts'
import { RateBudget } from './core/rate-budget.ts'
import { RejectBackoff } from './core/reject-backoff.ts'
import { ScopeReader } from './core/scope-reader.ts'
import type { StrategyContext } from './core/strategy.ts'
import { allParameterDefinitions, createStrategy } from './core/strategy-registry.ts'
import { StrategyTable } from './core/strategy-table.ts'
import { TcaAdapter } from './core/tca-adapter.ts'
import { TcaFeedback } from './core/tca-feedback.ts'
import { VenueLinks } from './core/venue-links.ts'
import type { AlphaCounter } from './counters.ts'

const NS_PER_MS = 1e6

export interface AlphaInputs {
  readonly desk: DeskConfig
  readonly instruments: Instruments
  readonly sessionTime: SessionTime
  readonly config: AlphaConfig
  readonly counters: CounterTable<AlphaCounter>
}

/** What the report looks at, beside the core. */
export interface Alpha {
  readonly core: AlphaCore
  readonly strategies: StrategyTable
  readonly instruments: Instruments
  readonly parameters: ParameterTable
  readonly fairValue: FairValue
  readonly inventory: Inventory
  readonly control: ControlState
  readonly board: QuoteBoard
  readonly gate: QuoteGate
}

/** The one place where the parts of the core are put together. */
export function buildAlpha(inputs: AlphaInputs): Alpha {
  const { desk, instruments, sessionTime, config, counters } = inputs
  const choices = strategiesOf(config, desk)
  const strategies = new StrategyTable(choices, instruments)
  const market = new MarketState(instruments.count)
  const marketAdapter = new MarketAdapter(instruments, market, sessionTime)
  const fairValue = new FairValue(instruments, fairValueOptions(config))
  const inventory = new Inventory(strategies.accounts.size, instruments)
  const control = new ControlState(strategies.lineCount)
  const board = new QuoteBoard(strategies.lineCount)
  const links = new VenueLinks(instruments)
  const gate = new QuoteGate({ board, strategies, market, control, inventory, links })
  const ids = new OrderIds(choices.map((choice) => choice.id))
  const slots = new OrderSlots(board.slotCount)
  const publisher = new OrderPublisher(ids, slots, strategies, instruments, market, marketAdapter)
  const { orders } = config
  const budget = new RateBudget(strategies.count, orders.messageBurst, orders.messagesPerSecond)
  const backoff = new RejectBackoff(
    strategies.lineCount,
    orders.rejectBackoffMs * NS_PER_MS,
    orders.rejectBackoffMaxMs * NS_PER_MS,
  )
  const manager = new QuoteManager(
    { board, slots, gate, ids, publisher, strategies, market, budget, backoff, counters },
    { pendingTimeoutNs: orders.pendingTimeoutMs * NS_PER_MS, useReplace: orders.useReplace },
  )
  const parameters = new ParameterTable(allParameterDefinitions(), strategies.lineCount)
  const scope = new ScopeReader(strategies, instruments)
  const keeper = new ParameterKeeper(parameters, strategies, instruments, ids, scope, counters)
  const shared = { instruments, market, fairValue, inventory, control, parameters, board }
  const running = choices.map((choice, s) => createStrategy(choice.choice, contextOf(s, strategies, manager, shared)))
  const feedback = new TcaFeedback(tcaOptions(config), strategies, instruments, parameters, keeper)
  const retryNs = orders.syncRetryMs * NS_PER_MS
  const businessDate = businessDateOf(sessionTime.sessionEpochMs)
  const core = new AlphaCore({
    sessionTime,
    strategies,
    running,
    market,
    marketAdapter,
    fairValue,
    ids,
    slots,
    gate,
    manager,
    executions: new ExecutionAdapter({ slots, ids, manager, backoff, inventory, strategies, instruments, counters }),
    orderSync: new OrderSync(ids, slots, publisher, strategies, instruments, retryNs),
    positionSync: new PositionSync(ids, inventory, strategies, instruments, businessDate, retryNs),
    control: new ControlAdapter(control, scope, orders.cancelPauseMs * NS_PER_MS, orders.widenBps),
    links,
    peers: new PeerLiveness(PEERS, desk.liveness.timeoutMs * NS_PER_MS),
    keeper,
    tca: new TcaAdapter(feedback, strategies, instruments, config.tca.horizonMs),
    feedback,
    counters,
    timerIntervalNs: config.timerIntervalMs * NS_PER_MS,
  })
  return { core, strategies, instruments, parameters, fairValue, inventory, control, board, gate }
}

function contextOf(
  strategy: number,
  strategies: StrategyTable,
  manager: QuoteManager,
  shared: Pick<
    StrategyContext,
    'instruments' | 'market' | 'fairValue' | 'inventory' | 'control' | 'parameters' | 'board'
  >,
): StrategyContext {
  const first = strategies.firstLine[strategy]!
  const count = strategies.firstLine[strategy + 1]! - first
  return {
    ...shared,
    strategy,
    account: strategies.accountOf[strategy]!,
    lines: Array.from({ length: count }, (_, i) => first + i),
    lineOf: (instrument) => strategies.lineOf(strategy, instrument),
    instrumentOf: (line) => strategies.instrumentOfLine[line]!,
    setPatience: (line, ticks, lifeNs) => manager.setPatience(line, ticks, lifeNs),
  }
}

function fairValueOptions(config: AlphaConfig): ConstructorParameters<typeof FairValue>[1] {
  const { fairValue, volatility } = config
  return {
    consensus: {
      staleAfterNs: fairValue.staleAfterMs * NS_PER_MS,
      basisTauNs: fairValue.basisTauMs * NS_PER_MS,
      noiseTauNs: fairValue.noiseTauMs * NS_PER_MS,
      basisSamplesMin: fairValue.basisSamplesMin,
      noiseFloor: fairValue.noiseFloorBps,
      noiseSpreadShare: fairValue.noiseSpreadShare,
      crossTolerance: fairValue.crossToleranceBps,
    },
    volatility: {
      clockNs: volatility.clockMs * NS_PER_MS,
      tauNs: volatility.tauMs * NS_PER_MS,
      samplesMin: volatility.samplesMin,
    },
    sigmaInitialBps: volatility.initialBps,
    sigmaMinBps: volatility.minBps,
  }
}

function tcaOptions({ tca }: AlphaConfig): ConstructorParameters<typeof TcaFeedback>[0] {
  return {
    intervalNs: tca.intervalMs * NS_PER_MS,
    samplesMin: tca.samplesMin,
    targetEdgeBps: tca.targetEdgeBps,
    gainPerBps: tca.gainPerBps,
    stepMax: tca.stepMax,
    stepMin: tca.stepMin,
    confidence: tca.confidence,
    fillRatioMin: tca.fillRatioMin,
  }
}

function businessDateOf(sessionEpochMs: number): number {
  return Number(new Date(sessionEpochMs).toISOString().slice(0, 10).replaceAll('-', ''))
}
