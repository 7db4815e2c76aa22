/** docs/reference/counters.md from the counter tables of the services and of the host. */

import { type CounterDefinition, HOST_COUNTERS } from '@reflex/service-host'
import { generatedNote, table } from './markdown.ts'
import { loadServiceModules, type ServiceModule } from './service-modules.ts'

const INTRODUCTION = `Prometheus reads them from \`/metrics\` as \`reflex_<name>{service="..."}\`. A counter only grows
within the life of a process; a gauge goes up and down. Beside them every service has
\`reflex_ready\` (1 when it may do its work) and its latencies,
\`reflex_latency_ns{service,name,quantile}\` with \`reflex_latency_ns_count\` and
\`reflex_latency_ns_max\`.`

export type CounterDefinitions = Readonly<Record<string, CounterDefinition>>

export function isCounterTable(value: unknown): value is CounterDefinitions {
  if (typeof value !== 'object' || value === null) return false
  const entries = Object.values(value as Record<string, Partial<CounterDefinition> | null>)
  return entries.length > 0 && entries.every((entry) => entry?.kind === 'counter' || entry?.kind === 'gauge')
}

/** Every counter of a service, whatever its tables are called. */
export function countersOf(module: ServiceModule): CounterDefinition[] {
  const tables = Object.values(module.exports).filter(isCounterTable)
  const byName = new Map(tables.flatMap((entry) => Object.values(entry)).map((counter) => [counter.name, counter]))
  return [...byName.values()]
}

function section(title: string, counters: readonly CounterDefinition[]): string {
  const rows = counters.map(({ name, kind, help }) => [`\`reflex_${name}\``, kind, help])
  return `## ${title}\n\n${table(['name', 'kind', 'meaning'], rows)}\n`
}

export async function countersPage(): Promise<string> {
  const services = await loadServiceModules('counters.ts')
  const sections = [
    section('Every service', Object.values(HOST_COUNTERS)),
    ...services.filter((module) => countersOf(module).length > 0).map((m) => section(m.service, countersOf(m))),
  ]
  const note = generatedNote('src/counters.ts of each service')
  return `${note}\n# Counters\n\n${INTRODUCTION}\n\n${sections.join('\n')}`
}
