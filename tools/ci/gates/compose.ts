/**
 * `docker compose up` for real: every container healthy, the firm trades, a killed service comes back, `down` leaves
 * nothing.
 */

import { join } from 'node:path'
import { until } from '../background.ts'
import { SERVICES } from '../chaos.ts'
import { makeBaseImages } from '../docker-engine/base-images.ts'
import { type Engine, engineAt, startEngine, stopEngine } from '../docker-engine/engine.ts'
import { type Gate, type GateContext, require } from '../gate.ts'
import { sleep } from '../shell.ts'

const MINUTE_MS = 60_000
const MONITORING = ['prometheus', 'alertmanager', 'grafana']
const COMPOSITION = 'docker-compose.yml'
const CONTAINERS = ['driver', ...SERVICES, 'warehouse-loader', ...MONITORING]

interface ContainerState {
  readonly Service: string
  readonly State: string
  readonly Health: string
}

class Compose {
  readonly #context: GateContext
  readonly #engine: Engine
  readonly #files: readonly string[]

  /** @param files composition files, the later over the earlier. */
  constructor(context: GateContext, engine: Engine, files: readonly string[]) {
    this.#context = context
    this.#engine = engine
    this.#files = files.flatMap((file) => ['--file', file])
  }

  run(...args: string[]) {
    return this.#context.run('docker', ['compose', ...this.#files, '--ansi', 'never', '--progress', 'plain', ...args], {
      env: this.#engine.env,
    })
  }

  async states(): Promise<ContainerState[]> {
    const { stdout } = await this.run('ps', '--all', '--format', 'json')
    return stdout
      .trim()
      .split('\n')
      .filter((line) => line.length > 0)
      .map((line) => JSON.parse(line) as ContainerState)
  }

  /** The report of a service, fetched from its neighbour: metrics ports are not published. */
  async report(service: string): Promise<Record<string, unknown>> {
    const url = `http://${service}:9464/report`
    const { stdout } = await this.run('exec', '-T', 'prometheus', 'wget', '-q', '-O', '-', url)
    return (JSON.parse(stdout) as Record<string, Record<string, unknown>>)[service] ?? {}
  }

  /** Sum of a metric over all services, as the Prometheus inside the composition sees it. */
  async metric(expr: string): Promise<number> {
    const url = `http://127.0.0.1:9090/api/v1/query?query=${encodeURIComponent(expr)}`
    const { stdout } = await this.run('exec', '-T', 'prometheus', 'wget', '-q', '-O', '-', url)
    const answer = JSON.parse(stdout) as { data: { result: { value: [number, string] }[] } }
    return Number(answer.data.result[0]?.value[1] ?? Number.NaN)
  }
}

async function checkHealthy(compose: Compose, containers: readonly string[]): Promise<void> {
  const states = await compose.states()
  for (const name of containers) {
    const state = states.find((entry) => entry.Service === name)
    require(state !== undefined, `no container for ${name}`)
    require(state.Health === 'healthy', `${name} is ${state.State}, ${state.Health || 'without a health check'}`)
  }
}

/** Ports are published on the loopback interface of the engine's host only. */
async function checkPublishedPorts(context: GateContext, engine: Engine): Promise<void> {
  const { stdout } = await context.run('docker', ['ps', '--format', '{{.Names}} {{.Ports}}'], { env: engine.env })
  const open = stdout.split('\n').filter((line) => /(?:0\.0\.0\.0|\[?::\]?):\d+->/.test(line))
  require(open.length === 0, `ports open to the network: ${open.join('; ')}`)
}

/** The console as a browser on the engine's host reaches it: inside the engine's network namespace. */
async function checkConsole(context: GateContext, engine: Engine): Promise<void> {
  const namespace = `--net=/run/netns/${engine.namespace}`
  const script = "fetch('http://127.0.0.1:8080/').then(async r => { console.log(r.status, (await r.text()).length) })"
  const { stdout } = await context.run('nsenter', [namespace, 'node', '-e', script])
  require(stdout.startsWith('200 '), `the console answered ${stdout.trim()}`)
}

async function untilHealthy(compose: Compose, services: readonly string[]): Promise<void> {
  await until(`${services.join(', ')} healthy again`, 2 * MINUTE_MS, async () => {
    const states = await compose.states()
    return services.every((service) => states.find((entry) => entry.Service === service)?.Health === 'healthy')
  })
}

/**
 * Kills every process of the container from inside: what the restart policy sees is a crash, not an operator's stop.
 */
async function killAndRecover(context: GateContext, compose: Compose, service: string, after: string[]): Promise<void> {
  await compose.run('exec', '-T', service, 'sh', '-c', 'kill -9 -1').catch(() => undefined)
  // Others notice a dead driver after its timeout of ten seconds.
  await sleep(service === 'driver' ? 15_000 : 3_000)
  await untilHealthy(compose, [service, ...after])
  context.progress(`${service} killed, all healthy again`)
}

/** A service that is gone wakes somebody up: metrics, rule, Prometheus, Alertmanager. */
async function checkAlertPath(context: GateContext, compose: Compose, service: string): Promise<void> {
  await compose.run('stop', service)
  const url = 'http://127.0.0.1:9093/api/v2/alerts'
  await until(`Alertmanager has ServiceDown of ${service}`, MINUTE_MS, async () => {
    const { stdout } = await compose.run('exec', '-T', 'alertmanager', 'wget', '-q', '-O', '-', url)
    const alerts = JSON.parse(stdout) as { labels: Record<string, string> }[]
    return alerts.some(({ labels }) => labels['alertname'] === 'ServiceDown' && labels['service'] === service)
  })
  await compose.run('start', service)
  await untilHealthy(compose, [service])
  context.progress(`${service} stopped: the alert reached Alertmanager; started again`)
}

interface PositionRow {
  readonly venue: string
  readonly symbol: string
  readonly lots: number
}

/** Stops the strategies, so that nothing moves any more, and compares our book of record with the venues'. */
async function checkPositions(compose: Compose): Promise<string> {
  await compose.run('stop', 'alpha')
  const read = async (service: string) => {
    const rows = ((await compose.report(service))['positions'] ?? []) as PositionRow[]
    return new Map(rows.map(({ venue, symbol, lots }) => [`${venue} ${symbol}`, lots]))
  }
  let difference = 'no position'
  await until('our positions equal the venues’', 20_000, async () => {
    const [ours, theirs] = [await read('oms'), await read('venue-simulator')]
    const keys = [...new Set([...ours.keys(), ...theirs.keys()])]
    const wrong = keys.filter((key) => (ours.get(key) ?? 0) !== (theirs.get(key) ?? 0))
    difference = wrong.map((key) => `${key}: ${ours.get(key) ?? 0} and ${theirs.get(key) ?? 0}`).join('; ')
    return keys.length > 0 && wrong.length === 0
  }).catch((error: Error) => {
    throw new Error(`${error.message}: ${difference}`)
  })
  await compose.run('start', 'alpha')
  return 'positions equal the venues’'
}

async function exercise(context: GateContext, engine: Engine): Promise<string> {
  const compose = new Compose(context, engine, [COMPOSITION])
  const startMs = Date.now()
  try {
    await compose.run('up', '--build', '--wait', '--wait-timeout', '180', '--quiet-pull')
    const upSeconds = ((Date.now() - startMs) / 1000).toFixed(0)
    context.progress(`compose up --build --wait: ${upSeconds} s`)
    await checkHealthy(compose, CONTAINERS)
    await checkPublishedPorts(context, engine)
    await checkConsole(context, engine)
    await until('Prometheus sees every service ready', MINUTE_MS, async () => {
      return (await compose.metric('sum(reflex_ready)')) >= SERVICES.length
    })
    await until('messages flow', MINUTE_MS, async () => (await compose.metric('sum(reflex_messages_total)')) > 1000)
    require((await compose.metric('sum(reflex_bus_gaps_total)')) === 0, 'messages were lost on the bus')
    await checkPositions(compose)
    for (const service of ['oms', 'ems']) await killAndRecover(context, compose, service, [])
    await checkPositions(compose)
    await killAndRecover(context, compose, 'driver', [...SERVICES])
    await checkPositions(compose)
    await checkAlertPath(context, compose, 'tca')
    const healthy = `${CONTAINERS.length} containers healthy after ${upSeconds} s`
    return `${healthy}; oms, ems and driver killed, positions match; alerts arrive`
  } finally {
    await compose.run('logs', '--no-color', '--tail', '40').catch(() => undefined)
    await compose.run('down', '--volumes', '--timeout', '15').catch(() => undefined)
  }
}

/** The same containers, each with a media driver of its own: the bus is UDP multicast on the compose network. */
async function exerciseMulticast(context: GateContext, engine: Engine): Promise<string> {
  const compose = new Compose(context, engine, [COMPOSITION, 'docker-compose.udp.yml'])
  try {
    await compose.run('up', '--wait', '--wait-timeout', '180')
    await checkHealthy(compose, [...SERVICES, 'warehouse-loader'])
    await until('every service ready on multicast', MINUTE_MS, async () => {
      return (await compose.metric('sum(reflex_ready)')) >= SERVICES.length
    })
    await until('messages flow', MINUTE_MS, async () => (await compose.metric('sum(reflex_messages_total)')) > 1000)
    await checkPositions(compose)
    require((await compose.metric('sum(reflex_bus_gaps_total)')) === 0, 'messages were lost on the multicast bus')
    await killAndRecover(context, compose, 'ems', [])
    await checkPositions(compose)
    return 'on multicast with a driver each: ready, ems killed, positions match'
  } finally {
    await compose.run('logs', '--no-color', '--tail', '40').catch(() => undefined)
    await compose.run('down', '--volumes', '--timeout', '15').catch(() => undefined)
  }
}

async function exerciseBoth(context: GateContext, engine: Engine): Promise<string> {
  return `${await exercise(context, engine)}; ${await exerciseMulticast(context, engine)}`
}

export const COMPOSE_GATE: Gate = {
  name: 'compose',
  about: 'docker compose up on a private engine: every container healthy, the firm trades, recovers, goes down',
  timeoutMs: 16 * MINUTE_MS,
  async run(context) {
    const kept = process.env['REFLEX_CI_ENGINE']
    if (kept !== undefined) return exerciseBoth(context, engineAt(kept))
    const folder = join(context.scratch, 'engine')
    const engine = await startEngine(context, folder)
    try {
      await makeBaseImages(context, engine)
      return await exerciseBoth(context, engine)
    } finally {
      await stopEngine(context, engine)
      await context.run('rm', ['-rf', folder], { okCodes: [0, 1] })
    }
  },
}
