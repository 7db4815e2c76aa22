import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export type Implementation = 'reflex' | 'java'

/** Figures of one message length, as the clients print them. */
export interface Figures {
  readonly length: number
  /** Round trip, ns. */
  readonly p50: number
  readonly p99: number
  readonly p999: number
  readonly max: number
  /** Messages a second. */
  readonly rate: number
  readonly hash: number
  /** Messages out of order; must be 0. */
  readonly bad: number
  readonly senderHeapBytes?: number
  readonly receiverHeapBytes?: number
}

export interface Series {
  readonly outbound: string
  readonly inbound: string
  readonly idle: 'spin' | 'yield' | 'park'
  readonly roundTrips: number
  readonly messages: number
  readonly lengths: readonly number[]
}

const NODE_ARGS = ['--conditions=source', '--import', 'tsx']
const OPENS = ['java.base/jdk.internal.misc=ALL-UNNAMED', 'java.base/sun.nio.ch=ALL-UNNAMED']
const JAVA_ARGS = [
  ...OPENS.flatMap((open) => ['--add-opens', open]),
  ...['-XX:+UseParallelGC', '-Dagrona.disable.bounds.checks=true', '-Daeron.threading.mode=SHARED'],
]
const DRIVER_START_MS = 1500
const SERIES_TIMEOUT_MS = 120_000

const pathOf = (file: string): string => fileURLToPath(new URL(file, import.meta.url))

/** A driver and two clients of one implementation at a time, in a directory of their own; all gone after `close`. */
export class BusProcesses {
  readonly #scratch = mkdtempSync(join(tmpdir(), 'bus-bench-'))
  readonly #children = new Set<ChildProcess>()
  readonly #jar: string | undefined
  #runs = 0

  constructor() {
    this.#jar = aeronJar()
  }

  /** Compiles the Java client. @returns why there is none, or undefined when there is. */
  async prepareJava(): Promise<string | undefined> {
    if (this.#jar === undefined) {
      return 'not installed: mvn dependency:get -Dartifact=io.aeron:aeron-all:1.51.0 -Dtransitive=false'
    }
    try {
      const javac = this.#spawn('javac', ['-cp', this.#jar, '-d', this.#scratch, pathOf('./BusBench.java')], {})
      return (await exitOf(javac)) === 0 ? undefined : 'the Java client does not compile'
    } catch {
      return 'not installed: a JDK (javac)'
    }
  }

  /** @returns figures for each length. @throws Error when a process fails. */
  async run(whose: Implementation, series: Series): Promise<Figures[]> {
    const dir = `/dev/shm/bus-bench-${process.pid}-${this.#runs++}`
    const env = { AERON_DIR: dir, AERON_PRINT_CONFIGURATION: 'false' }
    const driver = this.#driver(whose, env)
    await new Promise((resolve) => setTimeout(resolve, DRIVER_START_MS))
    const { outbound, inbound, idle, roundTrips, messages, lengths } = series
    const args = [outbound, inbound, idle, String(roundTrips), String(messages), lengths.join(',')]
    const peer = this.#client(whose, ['peer', inbound, outbound, ...args.slice(2)], env)
    const timer = setTimeout(() => this.#killAll(), SERIES_TIMEOUT_MS)
    try {
      const main = this.#client(whose, ['main', ...args], env)
      const figures: Figures[] = []
      for await (const line of createInterface({ input: main.stdout! })) {
        if (line.startsWith('{')) figures.push(JSON.parse(line))
        if (line === 'done') break
      }
      main.kill('SIGKILL')
      if (figures.length !== lengths.length) throw new Error(`${whose}: ${figures.length} of ${lengths.length} lengths`)
      return figures
    } finally {
      clearTimeout(timer)
      peer.kill('SIGKILL')
      driver.kill('SIGKILL')
      await exitOf(driver)
      rmSync(dir, { recursive: true, force: true })
    }
  }

  close(): void {
    this.#killAll()
    rmSync(this.#scratch, { recursive: true, force: true })
  }

  #driver(whose: Implementation, env: NodeJS.ProcessEnv): ChildProcess {
    if (whose === 'reflex') return this.#spawn(process.execPath, [...NODE_ARGS, pathOf('../../src/main.ts')], env)
    return this.#java(['io.aeron.driver.MediaDriver'], env)
  }

  #client(whose: Implementation, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
    if (whose === 'java') return this.#java(['BusBench', ...args], env)
    return this.#spawn(process.execPath, [...NODE_ARGS, pathOf('./bus-client.ts'), ...args], env)
  }

  #java(args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
    const classPath = `${this.#jar}:${this.#scratch}`
    return this.#spawn('java', [...JAVA_ARGS, `-Daeron.dir=${env['AERON_DIR']}`, '-cp', classPath, ...args], env)
  }

  #spawn(command: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
    const isQuiet = command === 'java' && args.includes('io.aeron.driver.MediaDriver')
    const stderr = isQuiet ? 'ignore' : 'inherit'
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', stderr] })
    child.stdout?.resume()
    this.#children.add(child)
    child.once('exit', () => this.#children.delete(child))
    return child
  }

  #killAll(): void {
    for (const child of this.#children) child.kill('SIGKILL')
  }
}

/** @returns the jar that REFLEX_AERON_JAR names, or the newest one of the local Maven repository. */
function aeronJar(): string | undefined {
  const named = process.env['REFLEX_AERON_JAR']
  if (named !== undefined) return existsSync(named) ? named : undefined
  const folder = join(homedir(), '.m2/repository/io/aeron/aeron-all')
  if (!existsSync(folder)) return undefined
  const versions = readdirSync(folder).filter((name) => /^\d/.test(name))
  versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  const jars = versions.map((version) => join(folder, version, `aeron-all-${version}.jar`)).filter(existsSync)
  return jars.at(-1)
}

function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code))
  })
}
