/**
 * Dashboards and alert rules use only metrics that exist, and a dashboard is laid out without a Grafana having looked
 * at it.
 */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { countersOf } from '../src/generate/counters-page.ts'
import { loadServiceModules } from '../src/generate/service-modules.ts'
import { dashboardFiles } from '../src/grafana/dashboards.ts'
import { knownMetrics } from '../src/grafana/known-metrics.ts'
import { metricNames, substituteVariables } from '../src/grafana/metric-names.ts'
import { type DashboardJson, panelQueries, verifyLayout } from '../src/grafana/verify-dashboard.ts'
import { ROOT } from '../src/repository.ts'

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const dashboards = [...dashboardFiles()].map(([path, text]) => ({ path, json: JSON.parse(text) as DashboardJson }))
let known: ReadonlySet<string>

beforeAll(async () => {
  known = await knownMetrics()
})

function unknownIn(expr: string): string[] {
  return metricNames(substituteVariables(expr)).filter((name) => !known.has(name))
}

test('a dashboard covers no panel with another and every query has its data source and legend', () => {
  const uid = /^\s*uid: (\S+)/m.exec(read('infra/grafana/provisioning/datasources/prometheus.yml'))![1]!
  for (const { json } of dashboards) expect(verifyLayout(json, uid)).toEqual([])
  expect(new Set(dashboards.map(({ json }) => json.uid)).size).toBe(dashboards.length)
})

test('every metric of every panel exists', () => {
  const queries = dashboards.flatMap(({ json }) => panelQueries(json))
  expect(queries.length).toBeGreaterThan(8)
  expect(queries.flatMap(({ panel, expr }) => unknownIn(expr).map((name) => `${panel}: ${name}`))).toEqual([])
})

test('every metric of every alert exists and every alert has its runbook', () => {
  const rules = read('infra/prometheus/alerts.yml')
  const expressions = [...rules.matchAll(/^\s+expr: (.+)$/gm)].map((match) => match[1]!)
  const runbooks = [...rules.matchAll(/^\s+runbook: (.+)$/gm)].map((match) => match[1]!)
  expect(expressions.length).toBe(rules.match(/- alert:/g)!.length)
  expect(expressions.flatMap(unknownIn)).toEqual([])
  expect(runbooks.length).toBe(expressions.length)
  for (const path of new Set(runbooks)) expect(read(path)).toMatch(/^# /)
})

test('every alert has a test and stands in the list of runbooks', () => {
  const names = [...read('infra/prometheus/alerts.yml').matchAll(/- alert: (\w+)/g)].map((match) => match[1]!)
  const tested = read('infra/prometheus/alerts.test.yml')
  const runbooks = read('docs/runbooks/README.md')
  expect(names.length).toBeGreaterThan(5)
  expect(names.filter((name) => !tested.includes(`alertname: ${name}\n`))).toEqual([])
  expect(names.filter((name) => !runbooks.includes(name))).toEqual([])
})

test('a counter of several services is of one kind', async () => {
  const services = await loadServiceModules('counters.ts')
  const kinds = new Map<string, Set<string>>()
  for (const counter of services.flatMap(countersOf)) {
    kinds.set(counter.name, (kinds.get(counter.name) ?? new Set()).add(counter.kind))
  }
  expect([...kinds].filter(([, set]) => set.size > 1).map(([name]) => name)).toEqual([])
})

test('a name ends in _total exactly when the metric only grows', async () => {
  const counters = (await loadServiceModules('counters.ts')).flatMap(countersOf)
  expect(counters.filter(({ name, kind }) => name.endsWith('_total') !== (kind === 'counter'))).toEqual([])
})

test('the names of an expression are found in every branch, and a typing error is no PromQL', () => {
  expect(metricNames('a / on (b) rate(c{d="e"}[1m]) or typo')).toEqual(['a', 'c', 'typo'])
  expect(() => metricNames('sum by (service (a)')).toThrow('no PromQL')
})

test('the layout check finds panels that cover each other', () => {
  const panel = { id: 1, title: 'a', type: 'stat', gridPos: { x: 0, y: 0, w: 4, h: 4 } }
  const problems = verifyLayout({ uid: 'x', panels: [panel, { ...panel, title: 'b' }] }, 'uid')
  expect(problems).toContain('panel ids repeat')
  expect(problems).toContain("'a' covers 'b'")
  expect(problems).toContain("'a' has another data source")
})
