/**
 * Running other programs from the gates: output goes to a log file, failures carry the tail of it, and nothing outlives
 * its time limit.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'

const TAIL_LINES = 60
const KILL_GRACE_MS = 5_000

export interface RunOptions {
  readonly cwd?: string
  /** Added to the environment of this process; a value of undefined removes the variable. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Appended to; made when missing. */
  readonly logFile: string
  readonly timeoutMs?: number
  /** Exit codes that are not failures; default only 0. */
  readonly okCodes?: readonly number[]
  readonly input?: string
}

export interface RunResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  readonly durationMs: number
}

/** What a failing command says: the command, how it ended, and the end of its output. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed'
  readonly tail: string

  constructor(message: string, tail: string) {
    super(message)
    this.tail = tail
  }
}

export function tailOf(text: string, lines = TAIL_LINES): string {
  return text.trimEnd().split('\n').slice(-lines).join('\n')
}

export function environment(extra: RunOptions['env'] = {}): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, ...extra }
  for (const [key, value] of Object.entries(extra)) if (value === undefined) delete env[key]
  return env
}

/**
 * Runs a command in its own process group to its end. @throws CommandFailed when it exits with a code that is not in
 * `okCodes`.
 */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  const startMs = performance.now()
  mkdirSync(dirname(options.logFile), { recursive: true })
  appendFileSync(options.logFile, `\n$ ${command} ${args.join(' ')}\n`)
  const child = spawn(command, args, {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: environment(options.env),
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.on('error', () => {})
  child.stdin.end(options.input ?? '')
  const out = collect(child, options.logFile)
  const end = await ended(child, options.timeoutMs)
  const durationMs = performance.now() - startMs
  const name = `${command} ${args.join(' ')}`.slice(0, 160)
  if (end.timedOut) throw new CommandFailed(`${name}: no end within ${options.timeoutMs} ms`, tailOf(out.all()))
  const okCodes = options.okCodes ?? [0]
  if (!okCodes.includes(end.code)) throw new CommandFailed(`${name}: exit code ${end.code}`, tailOf(out.all()))
  return { code: end.code, stdout: out.stdout(), stderr: out.stderr(), durationMs }
}

function collect(child: ChildProcess, logFile: string): { stdout(): string; stderr(): string; all(): string } {
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  const all: Buffer[] = []
  const keep = (list: Buffer[]) => (chunk: Buffer) => {
    list.push(chunk)
    all.push(chunk)
    appendFileSync(logFile, chunk)
  }
  child.stdout?.on('data', keep(stdout))
  child.stderr?.on('data', keep(stderr))
  const text = (list: Buffer[]) => () => Buffer.concat(list).toString('utf8')
  return { stdout: text(stdout), stderr: text(stderr), all: text(all) }
}

function ended(child: ChildProcess, timeoutMs: number | undefined): Promise<{ code: number; timedOut: boolean }> {
  return new Promise((resolve, reject) => {
    let timedOut = false
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true
            endGroup(child)
          }, timeoutMs)
    child.on('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      resolve({ code: code ?? (signal === null ? -1 : 128), timedOut })
    })
  })
}

/** Asks the process group of a child that this process started to end, and ends it after a grace period. */
export function endGroup(child: ChildProcess): void {
  const pid = child.pid
  if (pid === undefined || child.exitCode !== null) return
  signalGroup(pid, 'SIGTERM')
  setTimeout(() => signalGroup(pid, 'SIGKILL'), KILL_GRACE_MS).unref()
}

export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // The group ended by itself in the meantime.
  }
}

/** The end of a log file, for a report. */
export function tailOfFile(path: string, lines = TAIL_LINES): string {
  try {
    return tailOf(readFileSync(path, 'utf8'), lines)
  } catch {
    return ''
  }
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
