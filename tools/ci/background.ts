/** A program that runs beside a gate and ends with it. */

import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { endGroup, environment, signalGroup, sleep } from './shell.ts'

export interface BackgroundOptions {
  readonly cwd: string
  readonly logFile: string
  readonly env?: Readonly<Record<string, string>>
}

/** Those that run: whatever ends this process ends them too. */
const RUNNING = new Set<ChildProcess>()
process.on('exit', () => {
  for (const { pid } of RUNNING) if (pid !== undefined) signalGroup(pid, 'SIGKILL')
})

export class Background {
  readonly child: ChildProcess
  #stdout = ''
  #stderr = ''
  readonly #ended: Promise<number>
  #code: number | undefined

  constructor(command: string, args: readonly string[], options: BackgroundOptions) {
    mkdirSync(dirname(options.logFile), { recursive: true })
    const log = createWriteStream(options.logFile, { flags: 'a' })
    log.write(`\n$ ${command} ${args.join(' ')} &\n`)
    const env = environment(options.env)
    this.child = spawn(command, args, { cwd: options.cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    this.child.stdout!.on('data', (chunk: Buffer) => {
      this.#stdout += chunk.toString('utf8')
      log.write(chunk)
    })
    this.child.stderr!.on('data', (chunk: Buffer) => {
      this.#stderr += chunk.toString('utf8')
      log.write(chunk)
    })
    this.#ended = new Promise((resolve) => {
      this.child.on('error', () => resolve(-1))
      this.child.on('close', (code) => resolve(code ?? 128))
    })
    RUNNING.add(this.child)
    this.#ended.then((code) => {
      RUNNING.delete(this.child)
      this.#code = code
      log.end()
    })
  }

  get stdout(): string {
    return this.#stdout
  }

  get stderr(): string {
    return this.#stderr
  }

  /** The exit code, undefined while it runs. */
  get exitCode(): number | undefined {
    return this.#code
  }

  /** Waits for its own end. @throws when that takes longer. */
  async end(timeoutMs: number): Promise<number> {
    const late = sleep(timeoutMs).then(() => undefined)
    const code = await Promise.race([this.#ended, late])
    if (code === undefined) throw new Error(`${this.child.spawnfile} did not end within ${timeoutMs} ms`)
    return code
  }

  /** Ends its process group and waits. */
  async stop(): Promise<void> {
    endGroup(this.child)
    await this.#ended
  }
}

/** Polls until `check` is true. @throws with `what` after the limit. */
export async function until(what: string, timeoutMs: number, check: () => boolean | Promise<boolean>): Promise<void> {
  const deadlineMs = Date.now() + timeoutMs
  while (Date.now() < deadlineMs) {
    if (await check()) return
    await sleep(250)
  }
  throw new Error(`${what}: not within ${timeoutMs / 1000} s`)
}
