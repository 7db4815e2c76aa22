import type { Histogram } from '@reflex/base'
import { STREAM } from '@reflex/schema'
import { CounterTable } from './counter-table.ts'
import { HeartbeatPublisher } from './heartbeat.ts'
import { InputJournal } from './input-journal.ts'
import { Outbox, OutputTable } from './outbox.ts'
import type { InputSource, OutputSink } from './ports.ts'
import type { LatencyTable, Service, ServiceContext } from './service.ts'
import { type HostPublisher, ServiceAgent } from './service-agent.ts'
import type { ServiceCore } from './service-core.ts'
import { HOST_COUNTERS, TurnCounters } from './turn-counters.ts'

/** What a service's author states; the host makes the rest of it. */
export interface ServiceDefinition {
  readonly core: ServiceCore
  /** In order of priority. `stream`: a bus stream; `source`: the outside world. `limit`: messages per turn. */
  readonly inputs: readonly (
    | { readonly stream: number; readonly limit: number }
    | { readonly source: InputSource; readonly limit: number }
  )[]
  /** Bus streams the core writes to (health is added). */
  readonly outputs: readonly number[]
  /** Sinks to the outside. */
  readonly externalOutputs?: readonly OutputSink[]
  readonly counters?: CounterTable
  readonly latencies?: LatencyTable
  /**
   * Streams whose messages make the durable state: journaled before the core acts, replayed at start (unless `replay`
   * is false: a recorder).
   */
  readonly journal?: { readonly streams: readonly number[]; readonly snapshotEvery?: number; readonly replay?: boolean }
  readonly outbox?: { readonly capacityBytes?: number; readonly messagesMax?: number }
  /** See Service.nextDeadlineNs. */
  readonly nextDeadlineNs?: () => number
  /** Plain data for summaries. */
  readonly report?: () => Record<string, unknown>
  /** After recovery and before the first turn: bind sockets, connect. */
  readonly onStart?: (nowNs: number) => void
  readonly onClose?: () => void
}

/** Puts a core behind the duty cycle: bus inputs and outputs, heartbeat, counters, journal and recovery. */
export function buildService(context: ServiceContext, definition: ServiceDefinition): Service {
  const { core } = definition
  const host = new CounterTable(context.name, HOST_COUNTERS)
  const turns = new TurnCounters(host)
  const outbox = new Outbox({ senderCompId: context.name, sessionTime: context.sessionTime, ...definition.outbox })
  const busOutputs = [...new Set([...definition.outputs, STREAM.HEALTH])]
  const outputs = new OutputTable([
    ...busOutputs.map((streamId) => context.bus.publish(streamId, host)),
    ...(definition.externalOutputs ?? []),
  ])
  const inputs = definition.inputs.map((input) => ({
    source: 'stream' in input ? context.bus.subscribe(input.stream, host) : input.source,
    limit: input.limit,
  }))
  const journal = definition.journal === undefined ? undefined : openJournal(context, definition.journal)
  const publishers: HostPublisher[] = [new HeartbeatPublisher(context.desk.liveness.heartbeatIntervalMs * 1e6)]
  const agent = new ServiceAgent({
    name: context.name,
    core,
    clock: context.clock,
    outbox,
    inputs,
    outputs,
    turns,
    journal,
    publishers,
    recover: (nowNs) => {
      if (definition.journal?.replay !== false) journal?.recover(core, outbox, nowNs)
      definition.onStart?.(nowNs)
    },
    ...(definition.onClose === undefined ? {} : { onClose: definition.onClose }),
  })
  return {
    name: context.name,
    agent,
    counters: definition.counters === undefined ? host : merged(definition.counters, host),
    latencies: definition.latencies ?? NO_LATENCIES,
    isReady: () => core.isReady(),
    statusText: () => core.statusText(),
    ...(definition.nextDeadlineNs === undefined ? {} : { nextDeadlineNs: definition.nextDeadlineNs }),
    report: definition.report ?? (() => ({})),
  }
}

const NO_LATENCIES: Readonly<Record<string, Histogram>> = {}

function openJournal(context: ServiceContext, options: NonNullable<ServiceDefinition['journal']>): InputJournal {
  return new InputJournal({
    storage: context.storage,
    dir: `${context.dataDir}/journal`,
    name: context.name,
    sessionEpochMs: context.sessionTime.sessionEpochMs,
    log: context.log,
    ...options,
  })
}

/** One read-only view over the service's own table and the host's. */
function merged(own: CounterTable, host: CounterTable): CounterTable {
  return new CombinedCounters(own, host)
}

class CombinedCounters extends CounterTable {
  readonly #tables: readonly CounterTable[]

  constructor(...tables: CounterTable[]) {
    super(tables[0]!.service, Object.assign({}, ...tables.map((table) => table.definitions)))
    this.#tables = tables
  }

  override get(key: string): number {
    return this.#tables.find((table) => key in table.definitions)?.get(key) ?? 0
  }
}
