import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const NODE_ARGS = ['--conditions=source', '--import', 'tsx']

/** Short enough for a test, long enough for a busy machine. */
export const FAST_TIMEOUTS = {
  AERON_TIMER_INTERVAL: '100ms',
  AERON_CLIENT_LIVENESS_TIMEOUT: '2s',
  AERON_PUBLICATION_UNBLOCK_TIMEOUT: '3s',
  AERON_DRIVER_TIMEOUT: '2000',
  AERON_IPC_TERM_BUFFER_LENGTH: '64k',
}

/** Real processes around one driver directory; all are gone after `close`. */
export class Processes {
  readonly aeronDir: string
  readonly #children: ChildProcess[] = []

  constructor(name: string) {
    this.aeronDir = `/dev/shm/reflex-test-${name}-${process.pid}`
  }

  /** Starts a driver and waits until it runs. */
  async driver(env: NodeJS.ProcessEnv = FAST_TIMEOUTS): Promise<Child> {
    const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
    const driver = this.start(process.execPath, [...NODE_ARGS, main], env)
    await driver.line('is running')
    return driver
  }

  /** Starts one of the roles of child.ts. */
  role(...args: string[]): Child {
    const script = fileURLToPath(new URL('./child.ts', import.meta.url))
    return this.start(process.execPath, [...NODE_ARGS, script, ...args], {})
  }

  start(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Child {
    const child = spawn(command, args, { env: { ...process.env, AERON_DIR: this.aeronDir, ...env } })
    this.#children.push(child)
    return new Child(child)
  }

  close(): void {
    for (const child of this.#children) child.kill('SIGKILL')
    rmSync(this.aeronDir, { recursive: true, force: true })
  }
}

/** A process and what it has printed. */
export class Child {
  readonly process: ChildProcess
  output = ''

  constructor(child: ChildProcess) {
    this.process = child
    child.stdout?.on('data', (data) => {
      this.output += data
    })
    child.stderr?.on('data', (data) => {
      this.output += data
    })
  }

  /** Waits until it has printed a text. @throws Error when it ends without. */
  async line(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      if (this.process.exitCode !== null) throw new Error(`no "${text}" in: ${this.output}`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.process.kill(signal)
  }

  /** @returns the exit code, or the signal that ended it. */
  async exit(): Promise<number | string> {
    const { exitCode, signalCode } = this.process
    if (exitCode !== null || signalCode !== null) return exitCode ?? signalCode ?? ''
    const [code, signal] = await once(this.process, 'exit')
    return code ?? signal
  }
}
