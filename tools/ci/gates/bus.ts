/** The firm over other buses than its own driver's shared memory, by configuration only. */

import { join } from 'node:path'
import { Background } from '../background.ts'
import type { Gate, GateContext } from '../gate.ts'
import { require } from '../gate.ts'
import { sleep } from '../shell.ts'
import { checkLoopReport, isolated, reflex } from './firm.ts'
import { fetchAeronJar } from './java.ts'

const IPC = 'aeron:ipc?term-length=8m|mtu=8192'
const MULTICAST = 'aeron:udp?endpoint=239.255.77.1:20770|interface=127.0.0.1|term-length=8m|mtu=8192|fc=min'
const JAVA_START_MS = 3_000
const CLIENT_LIVENESS_TIMEOUT_NS = 5e9

async function runFirm(context: GateContext, name: string, args: readonly string[]): Promise<string> {
  const options = [...isolated(context, name), '--metrics-port', '0', ...args]
  const { stdout } = await reflex(context, ['up', '--processes', '--duration', '20s', '--json', ...options])
  const line = checkLoopReport(stdout, 'smoke')
  context.progress(`${name}: ${line}`)
  return line
}

async function overJavaDriver(context: GateContext, name: string, channel: string): Promise<string> {
  const jar = await fetchAeronJar(context)
  const aeronDir = isolated(context, name)[1]!
  const properties = {
    'aeron.dir': aeronDir,
    'aeron.threading.mode': 'SHARED',
    'aeron.shared.idle.strategy': 'backoff',
    'aeron.client.liveness.timeout': String(CLIENT_LIVENESS_TIMEOUT_NS),
    'aeron.dir.delete.on.start': 'true',
    'aeron.dir.delete.on.shutdown': 'true',
  }
  const settings = Object.entries(properties).map(([key, value]) => `-D${key}=${value}`)
  const opens = ['--add-opens', 'java.base/jdk.internal.misc=ALL-UNNAMED']
  const driver = new Background('java', [...opens, ...settings, '-cp', jar, 'io.aeron.driver.MediaDriver'], {
    cwd: context.root,
    logFile: join(context.scratch, 'logs', `${context.gate}-java.log`),
  })
  try {
    await sleep(JAVA_START_MS)
    require(driver.exitCode === undefined, `the Java driver ended with ${driver.exitCode}: ${driver.stderr}`)
    return await runFirm(context, name, ['--bus-driver', 'external', '--bus-channel', channel])
  } finally {
    await driver.stop()
  }
}

export const JAVA_BUS_GATE: Gate = {
  name: 'firm-on-java-bus',
  about: 'the firm as processes over the official Java driver, by shared memory and by UDP multicast',
  timeoutMs: 5 * 60_000,
  async run(context) {
    const ipc = await overJavaDriver(context, 'ipc', IPC)
    const multicast = await overJavaDriver(context, 'multicast', MULTICAST)
    return `IPC: ${ipc}; multicast: ${multicast}`
  },
}

export const MULTICAST_BUS_GATE: Gate = {
  name: 'firm-on-multicast',
  about: 'the firm as processes, each with a driver of its own, over UDP multicast',
  timeoutMs: 3 * 60_000,
  run: (context) => runFirm(context, 'embedded', ['--bus-driver', 'embedded', '--bus-channel', MULTICAST]),
}
