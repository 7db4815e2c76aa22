import { Counter, Gauge, Registry } from 'prom-client'
import type { CounterTable } from './counter-table.ts'
import type { Service } from './service.ts'

const PREFIX = 'reflex_'
/** Percentile and label; dividing by 100 would label the last one 0.9990000000000001. */
const QUANTILES = [
  [50, '0.5'],
  [99, '0.99'],
  [99.9, '0.999'],
] as const

/**
 * Prometheus view of the slots of all services in this process: nothing is touched per message, values are read when
 * scraped. `reflex_<counter>{service}`, `reflex_ready{service}`, and `reflex_latency_ns{service,name,quantile}` with
 * `_count` and `_max`.
 */
export function createMetrics(services: readonly Service[], extra: readonly CounterTable[] = []): Registry {
  const registry = new Registry()
  const tables = [...services.map((service) => service.counters), ...extra]
  for (const name of new Set(tables.flatMap((table) => Object.values(table.definitions).map((d) => d.name)))) {
    registerCounter(registry, name, tables)
  }
  registerReady(registry, services)
  registerLatencies(registry, services)
  return registry
}

function registerCounter(registry: Registry, name: string, tables: readonly CounterTable[]): void {
  const holders = tables.filter((table) => Object.values(table.definitions).some((d) => d.name === name))
  const definition = Object.values(holders[0]!.definitions).find((d) => d.name === name)!
  const options = { name: PREFIX + name, help: definition.help, labelNames: ['service'], registers: [registry] }
  const read = (set: (service: string, value: number) => void): void => {
    for (const table of holders) {
      for (const key of table.keys()) if (table.definitions[key]!.name === name) set(table.service, table.get(key))
    }
  }
  if (definition.kind === 'gauge') {
    new Gauge({
      ...options,
      collect(): void {
        read((service, value) => this.set({ service }, value))
      },
    })
    return
  }
  new Counter({
    ...options,
    collect(): void {
      this.reset()
      read((service, value) => this.inc({ service }, value))
    },
  })
}

function registerReady(registry: Registry, services: readonly Service[]): void {
  new Gauge({
    name: `${PREFIX}ready`,
    help: '1 when the service may do its work',
    labelNames: ['service'],
    registers: [registry],
    collect(): void {
      for (const service of services) this.set({ service: service.name }, service.isReady() ? 1 : 0)
    },
  })
}

function registerLatencies(registry: Registry, services: readonly Service[]): void {
  const labelled = (suffix: string, help: string, labelNames: string[], collect: (gauge: Gauge) => void): void => {
    new Gauge({
      name: `${PREFIX}latency_ns${suffix}`,
      help,
      labelNames,
      registers: [registry],
      collect(): void {
        collect(this)
      },
    })
  }
  const each = (visit: (service: string, name: string, histogram: Service['latencies'][string]) => void): void => {
    for (const service of services) {
      for (const [name, histogram] of Object.entries(service.latencies)) visit(service.name, name, histogram)
    }
  }
  labelled('', 'Latency quantiles since start, ns', ['service', 'name', 'quantile'], (gauge) => {
    each((service, name, histogram) => {
      for (const [p, quantile] of QUANTILES) gauge.set({ service, name, quantile }, histogram.percentile(p))
    })
  })
  labelled('_count', 'Latencies recorded since start', ['service', 'name'], (gauge) => {
    each((service, name, histogram) => gauge.set({ service, name }, histogram.count))
  })
  labelled('_max', 'Largest latency since start, ns', ['service', 'name'], (gauge) => {
    each((service, name, histogram) => gauge.set({ service, name }, histogram.max))
  })
}
