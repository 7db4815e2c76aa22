import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Logger } from '@reflex/service-host'

export interface ChildSpec {
  readonly name: string
  /** Arguments of the reflex command. */
  readonly args: readonly string[]
  /** Children that are not restarted when they exit (the loader at the end). */
  readonly restart: boolean
}

/** Set for children of a supervisor. */
export const SUPERVISED = 'REFLEX_SUPERVISED'
const RESTART_DELAY_MS = 200
const RESTART_DELAY_MS_MAX = 5_000
const RESTART_TIMEOUT_MS = 90_000
const STABLE_MS = 10_000
const KILL_AFTER_MS = 8_000

interface Child {
  readonly spec: ChildSpec
  process: ChildProcess
  startedMs: number
  failures: number
  restarts: number
  stopping: boolean
  /** Port of its status server, from its ready line. */
  port: number | undefined
}

/**
 * Keeps child processes of the reflex command running: a child that exits is started again after a delay that doubles
 * while it keeps failing. A child says `ready` (one line of JSON on its standard output) when its sockets are bound.
 */
export class Supervisor {
  readonly #children = new Map<string, Child>()
  readonly #log: Logger
  readonly #onRestart: (name: string) => void

  constructor(log: Logger, onRestart: (name: string) => void = () => {}) {
    this.#log = log
    this.#onRestart = onRestart
  }

  get names(): string[] {
    return [...this.#children.keys()]
  }

  restartsOf(name: string): number {
    return this.#children.get(name)?.restarts ?? 0
  }

  /** Port of the child's status server, once it said so. */
  portOf(name: string): number | undefined {
    return this.#children.get(name)?.port
  }

  /** Starts a child and waits for its `ready` line. @throws Error with the child's own words when it exits before. */
  async start(spec: ChildSpec, timeoutMs: number): Promise<void> {
    const child: Child = {
      spec,
      process: undefined as never,
      startedMs: 0,
      failures: 0,
      restarts: 0,
      stopping: false,
      port: undefined,
    }
    this.#children.set(spec.name, child)
    await this.#spawn(child, timeoutMs)
  }

  /** Sends kill -9: what a chaos test does. The supervisor starts it again. */
  kill(name: string): void {
    this.#children.get(name)?.process.kill('SIGKILL')
  }

  isRunning(name: string): boolean {
    const child = this.#children.get(name)
    return child !== undefined && child.process.exitCode === null && child.process.signalCode === null
  }

  /** Asks children to end, last started first, and kills what does not. */
  async stopAll(): Promise<void> {
    for (const child of [...this.#children.values()].reverse()) await this.stop(child.spec.name)
  }

  async stop(name: string): Promise<void> {
    const child = this.#children.get(name)
    if (child === undefined) return
    child.stopping = true
    this.#children.delete(name)
    const running = child.process
    if (running.exitCode !== null || running.signalCode !== null) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => running.kill('SIGKILL'), KILL_AFTER_MS)
      running.once('exit', () => {
        clearTimeout(timer)
        resolve()
      })
      running.kill('SIGTERM')
    })
  }

  #spawn(child: Child, timeoutMs: number): Promise<void> {
    const bin = fileURLToPath(new URL('../main.ts', import.meta.url))
    const isSource = import.meta.url.endsWith('.ts')
    const entry = isSource ? [...process.execArgv, bin] : [...process.execArgv, bin.replace(/\.ts$/, '.js')]
    const spawned = spawn(process.execPath, [...entry, ...child.spec.args], {
      // A group of its own: Ctrl-C in the terminal is for the supervisor, which ends its children in order. Its end of
      // the pipe to their standard input closes when it dies, however it dies: then they end themselves.
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, [SUPERVISED]: '1' },
    })
    child.process = spawned
    child.startedMs = Date.now()
    let errors = ''
    spawned.stderr.on('data', (chunk: Buffer) => {
      errors = (errors + chunk.toString()).slice(-4000)
      process.stderr.write(chunk)
    })
    return new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${child.spec.name} was not ready after ${timeoutMs} ms`)),
        timeoutMs,
      )
      createInterface({ input: spawned.stdout }).on('line', (line) => {
        const ready = parseReady(line)
        if (ready === undefined) return
        child.port = ready.metricsPort
        clearTimeout(timer)
        resolve()
      })
      spawned.once('exit', (code, signal) => {
        clearTimeout(timer)
        reject(new Error(`${child.spec.name} ended (${signal ?? `exit code ${code}`}): ${errors.trim()}`))
        this.#onExit(child, code, signal)
      })
    })
  }

  #onExit(child: Child, code: number | null, signal: NodeJS.Signals | null): void {
    if (child.stopping || !child.spec.restart || this.#children.get(child.spec.name) !== child) return
    if (Date.now() - child.startedMs > STABLE_MS) child.failures = 0
    const delayMs = Math.min(RESTART_DELAY_MS * 2 ** child.failures, RESTART_DELAY_MS_MAX)
    child.failures++
    child.restarts++
    this.#log.warn({ child: child.spec.name, code, signal, delayMs }, 'child ended, restarting')
    setTimeout(() => {
      if (child.stopping) return
      this.#spawn(child, RESTART_TIMEOUT_MS).catch((error: unknown) =>
        this.#log.error({ err: error }, 'restart failed'),
      )
      this.#onRestart(child.spec.name)
    }, delayMs)
  }
}

function parseReady(line: string): { metricsPort?: number } | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    const value = JSON.parse(line) as { ready?: boolean; metricsPort?: number }
    return value.ready === true ? value : undefined
  } catch {
    return undefined
  }
}
