/**
 * Every query of every dashboard against a Prometheus that scrapes the running firm: no error, and at least one series.
 */

import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { metricNames, substituteVariables } from '../../src/grafana/metric-names.ts'
import { type DashboardJson, panelQueries } from '../../src/grafana/verify-dashboard.ts'
import { installDebian } from '../apt.ts'
import { Background, until } from '../background.ts'
import { type Gate, type GateContext, require } from '../gate.ts'
import { sleep } from '../shell.ts'
import { isolated } from './firm.ts'

const METRICS_PORT = 19464
const PROMETHEUS_PORT = 19090
const URL = `http://127.0.0.1:${PROMETHEUS_PORT}`
/** The rate window of the dashboards and some more. */
const OBSERVE_MS = 35_000

interface QueryAnswer {
  readonly status: string
  readonly error?: string
  readonly data?: { readonly result: readonly unknown[] }
}

async function query(expr: string): Promise<QueryAnswer> {
  const response = await fetch(`${URL}/api/v1/query?query=${encodeURIComponent(expr)}`)
  return (await response.json()) as QueryAnswer
}

function readDashboards(root: string): DashboardJson[] {
  const folder = join(root, 'infra/grafana/dashboards')
  return readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as DashboardJson)
}

function startPrometheus(context: GateContext): Background {
  const folder = join(context.scratch, 'prometheus')
  mkdirSync(folder, { recursive: true })
  for (const name of ['prometheus.yml', 'alerts.yml']) {
    copyFileSync(join(context.root, 'infra/prometheus', name), join(folder, name))
  }
  writeFileSync(join(folder, 'targets.yml'), `- targets: [127.0.0.1:${METRICS_PORT}]\n  labels: { service: desk }\n`)
  writeFileSync(join(folder, 'alertmanagers.yml'), '[]\n')
  const args = [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${PROMETHEUS_PORT}`,
  ]
  return new Background('prometheus', args, { cwd: folder, logFile: join(context.scratch, 'logs/prometheus.log') })
}

async function checkQueries(root: string): Promise<{ queries: number; problems: string[] }> {
  const problems: string[] = []
  const queries = readDashboards(root).flatMap(panelQueries)
  for (const { panel, expr } of queries) {
    const plain = substituteVariables(expr)
    const answer = await query(plain)
    if (answer.status !== 'success') problems.push(`${panel}: ${answer.error}`)
    else if (answer.data?.result.length === 0) problems.push(`${panel}: no series for ${plain}`)
    for (const name of metricNames(plain)) {
      const exists = (await query(`count(${name})`)).data?.result.length
      if (exists !== 1) problems.push(`${panel}: there is no metric ${name}`)
    }
  }
  return { queries: queries.length, problems: [...new Set(problems)] }
}

async function checkMetricsPage(context: GateContext): Promise<void> {
  const page = await (await fetch(`http://127.0.0.1:${METRICS_PORT}/metrics`)).text()
  writeFileSync(join(context.scratch, 'metrics.txt'), page)
  // Exit code 3 is advice on naming only.
  await context.run('promtool', ['check', 'metrics'], { input: page, okCodes: [0, 3] })
}

export const DASHBOARDS_GATE: Gate = {
  name: 'dashboards',
  about: 'every dashboard query against a Prometheus that scrapes the running firm',
  timeoutMs: 4 * 60_000,
  async run(context) {
    await installDebian(context, { '/usr/bin/prometheus': 'prometheus', '/usr/bin/promtool': 'prometheus' })
    const bin = join(context.root, 'services/desk/bin/reflex.mjs')
    const ports = ['--metrics-port', String(METRICS_PORT)]
    const args = [bin, 'up', '--duration', '75s', '--json', ...ports, ...isolated(context, 'up')]
    const up = new Background('node', args, { cwd: context.root, logFile: context.logFile })
    const prometheus = startPrometheus(context)
    try {
      await until('the firm is scraped', 30_000, async () => {
        require(up.exitCode === undefined, `reflex up ended with ${up.exitCode}`)
        require(prometheus.exitCode === undefined, `prometheus ended with ${prometheus.exitCode}`)
        const answer = await query('up{job="reflex"} == 1').catch(() => undefined)
        return (answer?.data?.result.length ?? 0) > 0
      })
      await sleep(OBSERVE_MS)
      await checkMetricsPage(context)
      const { queries, problems } = await checkQueries(context.root)
      require(problems.length === 0, problems.join('; '))
      return `${queries} queries answered with series`
    } finally {
      await up.stop()
      await prometheus.stop()
    }
  },
}
