/**
 * A gate is one check that must hold before a change lands. It passes, or fails with a reason; a gate that cannot run
 * fails.
 */

import { join } from 'node:path'
import { CommandFailed, type RunOptions, type RunResult, run } from './shell.ts'

export interface Gate {
  readonly name: string
  /** One sentence for `--list`. */
  readonly about: string
  readonly timeoutMs: number
  /** @returns what was seen, in one line. Throws when the gate fails. */
  run(context: GateContext): Promise<string>
}

export interface GateResult {
  readonly gate: Gate
  readonly passed: boolean
  readonly detail: string
  readonly tail: string
  readonly durationMs: number
}

/** What a gate is given. */
export class GateContext {
  readonly gate: string
  /** The clone under test. */
  readonly root: string
  /** Scratch folder of this run, outside the clone. */
  readonly scratch: string
  readonly logFile: string
  readonly timeoutMs: number

  constructor(gate: Gate, root: string, scratch: string) {
    this.gate = gate.name
    this.root = root
    this.scratch = scratch
    this.logFile = join(scratch, 'logs', `${gate.name}.log`)
    this.timeoutMs = gate.timeoutMs
  }

  /** Runs a command in the clone, with the gate's log and time limit. */
  run(command: string, args: readonly string[], options: Partial<RunOptions> = {}): Promise<RunResult> {
    return run(command, args, { cwd: this.root, logFile: this.logFile, timeoutMs: this.timeoutMs, ...options })
  }

  /** A line of progress, shown while the gate runs. */
  progress(text: string): void {
    console.log(`    ${text}`)
  }
}

/** Runs one gate; never throws. */
export async function runGate(gate: Gate, root: string, scratch: string): Promise<GateResult> {
  const startMs = performance.now()
  const outcome = (passed: boolean, detail: string, tail: string): GateResult => {
    return { gate, passed, detail, tail, durationMs: performance.now() - startMs }
  }
  try {
    return outcome(true, await withLimit(gate, gate.run(new GateContext(gate, root, scratch))), '')
  } catch (error) {
    if (error instanceof CommandFailed) return outcome(false, error.message, error.tail)
    return outcome(false, error instanceof Error ? error.message : String(error), '')
  }
}

async function withLimit(gate: Gate, work: Promise<string>): Promise<string> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    const fail = () => reject(new Error(`no end within ${gate.timeoutMs / 1000} s`))
    timer = setTimeout(fail, gate.timeoutMs + 10_000)
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}

/** @throws with `message` when a required condition does not hold. */
export function require(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message)
}
