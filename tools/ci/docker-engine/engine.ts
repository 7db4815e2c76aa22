/**
 * A private Docker engine for machines that have none: its own network namespace (slirp4netns to the outside), its own
 * socket, data and pid file under one folder. Nothing on the host changes; `stop` ends only what `start` began. Needs
 * root and Debian's packages.
 *
 *   <folder>/docker.sock  data/  exec/  docker.pid  slirp.pid  config/cli-plugins/{docker-compose,docker-buildx}
 */

import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { installDebian } from '../apt.ts'
import type { GateContext } from '../gate.ts'
import { sleep } from '../shell.ts'
import { installCliPlugins } from './cli-plugins.ts'

const READY_LIMIT_MS = 30_000
/** The name server slirp4netns gives to the namespace. */
const SLIRP_DNS = '10.0.2.3'

export interface Engine {
  readonly folder: string
  readonly namespace: string
  /** Environment of docker and docker compose commands for this engine. */
  readonly env: Readonly<Record<string, string>>
}

export function engineAt(folder: string): Engine {
  const env = {
    DOCKER_HOST: `unix://${folder}/docker.sock`,
    DOCKER_CONFIG: join(folder, 'config'),
    DOCKER_BUILDKIT: '1',
  }
  return { folder, namespace: `reflex-${basename(folder)}`, env }
}

/** Starts the engine under `folder` and waits until it answers. */
export async function startEngine(context: GateContext, folder: string): Promise<Engine> {
  await installDebian(context, {
    '/usr/sbin/dockerd': 'docker.io',
    '/usr/sbin/iptables': 'iptables',
    '/usr/bin/slirp4netns': 'slirp4netns',
    '/usr/sbin/debootstrap': 'debootstrap',
    '/usr/sbin/ip': 'iproute2',
  })
  mkdirSync(folder, { recursive: true })
  const engine = engineAt(folder)
  await installCliPlugins(context, join(folder, 'config/cli-plugins'))
  await startNetwork(context, engine)
  startDaemon(engine)
  await untilReady(context, engine)
  return engine
}

async function startNetwork(context: GateContext, engine: Engine): Promise<void> {
  await context.run('ip', ['netns', 'add', engine.namespace])
  await context.run('ip', ['-n', engine.namespace, 'link', 'set', 'lo', 'up'])
  const args = ['--configure', '--mtu=1400', '--disable-host-loopback', '--netns-type=path']
  startDetached(engine, 'slirp', 'slirp4netns', [...args, `/run/netns/${engine.namespace}`, 'tap0'])
  await sleep(500)
}

function startDaemon(engine: Engine): void {
  const { folder } = engine
  // nsenter, not `ip netns exec`: that one remounts /sys, and the engine would miss its cgroups.
  startDetached(engine, 'dockerd', 'nsenter', [
    `--net=/run/netns/${engine.namespace}`,
    'dockerd',
    ...['-H', `unix://${folder}/docker.sock`],
    ...['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec')],
    ...['--pidfile', join(folder, 'docker.pid'), '--dns', SLIRP_DNS],
  ])
}

/** Starts a program that outlives this call; its process id goes to `<name>.pid` and its output to `<name>.log`. */
function startDetached(engine: Engine, name: string, command: string, args: readonly string[]): void {
  const log = openSync(join(engine.folder, `${name}.log`), 'a')
  const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log] })
  child.unref()
  writeFileSync(join(engine.folder, `${name}.pid`), String(child.pid))
}

async function untilReady(context: GateContext, engine: Engine): Promise<void> {
  const deadlineMs = Date.now() + READY_LIMIT_MS
  while (Date.now() < deadlineMs) {
    if (existsSync(join(engine.folder, 'docker.sock'))) {
      const info = await context.run('docker', ['info'], { env: engine.env, okCodes: [0, 1] })
      if (info.code === 0) return
    }
    await sleep(250)
  }
  throw new Error(`the engine did not start within ${READY_LIMIT_MS} ms; see ${engine.folder}/dockerd.log`)
}

/** Ends the engine and its network by their own process ids, and removes the namespace. Data stays in the folder. */
export async function stopEngine(context: GateContext, engine: Engine): Promise<void> {
  await endByPidFile(join(engine.folder, 'docker.pid'))
  await endByPidFile(join(engine.folder, 'slirp.pid'))
  const anyCode = { okCodes: [0, 1, 2, 32] }
  await context.run('umount', [join(engine.folder, 'exec/netns/default')], anyCode)
  await context.run('ip', ['netns', 'del', engine.namespace], anyCode)
}

async function endByPidFile(path: string): Promise<void> {
  if (!existsSync(path)) return
  const pid = Number(readFileSync(path, 'utf8').trim())
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      break
    }
    for (let waits = 0; waits < 60 && isAlive(pid); waits++) await sleep(250)
    if (!isAlive(pid)) break
  }
  rmSync(path, { force: true })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
