/** The names of all metrics the firm exports, from the counter tables. */

import { HOST_COUNTERS } from '@reflex/service-host'
import { countersOf } from '../generate/counters-page.ts'
import { loadServiceModules } from '../generate/service-modules.ts'

/** Made by the metrics endpoint itself, not by a counter table. */
const ENDPOINT_METRICS = ['reflex_ready', 'reflex_latency_ns', 'reflex_latency_ns_count', 'reflex_latency_ns_max']
/** Made by Prometheus. */
const SCRAPE_METRICS = ['up']

export async function knownMetrics(): Promise<ReadonlySet<string>> {
  const services = await loadServiceModules('counters.ts')
  const counters = [...Object.values(HOST_COUNTERS), ...services.flatMap(countersOf)]
  return new Set([...counters.map((counter) => `reflex_${counter.name}`), ...ENDPOINT_METRICS, ...SCRAPE_METRICS])
}
