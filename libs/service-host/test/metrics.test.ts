import type { Agent } from '@reflex/agent'
import { Histogram } from '@reflex/base'
import { expect, test } from 'vitest'
import { CounterTable, createMetrics, type Service } from '../src/index.ts'

const COUNTERS = { fills: { name: 'fills_total', help: 'Fills', kind: 'counter' } } as const

function service(name: string, fills: number): Service {
  const counters = new CounterTable(name, COUNTERS)
  counters.set('fills', fills)
  const histogram = new Histogram()
  histogram.record(1_000)
  const agent: Agent = { roleName: name, onStart: () => {}, doWork: () => 0, onClose: () => {} }
  const rest = { isReady: () => fills > 0, statusText: () => '', report: () => ({}) }
  return { name, agent, counters, latencies: { 'tick-to-trade': histogram }, ...rest }
}

test('one page has the counters, readiness and quantiles of every service, labelled', async () => {
  const page = await createMetrics([service('ems', 3), service('oms', 0)]).metrics()
  expect(page).toContain('reflex_fills_total{service="ems"} 3')
  expect(page).toContain('reflex_fills_total{service="oms"} 0')
  expect(page).toContain('reflex_ready{service="ems"} 1')
  expect(page).toContain('reflex_ready{service="oms"} 0')
  const quantiles = [...page.matchAll(/reflex_latency_ns\{service="ems",name="tick-to-trade",quantile="([^"]+)"\}/g)]
  expect(quantiles.map((match) => match[1])).toEqual(['0.5', '0.99', '0.999'])
  expect(page).toContain('reflex_latency_ns_count{service="ems",name="tick-to-trade"} 1')
})
