import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ReflexError } from '@reflex/base'
import type { StorageLock } from './storage.ts'

const LOCK_NAME = 'reflex.lock'
const ATTEMPTS_MAX = 10
let serial = 0

/**
 * A pid file, made complete under another name and then linked, so that it is never seen half written. It names its
 * owner by boot, pid and the process's start time: a pid that was given to another program later does not pass for the
 * owner. Only processes that see each other's pids are told apart; two containers that share a data folder need one pid
 * namespace.
 */
export class NodeStorageLock implements StorageLock {
  readonly #path: string
  readonly #mark: string

  /** @throws ReflexError REFLEX_DATA_DIR_IN_USE when a live process holds the folder. */
  constructor(dir: string) {
    this.#path = join(dir, LOCK_NAME)
    this.#mark = `${process.pid} ${startTimeOf(process.pid)} ${bootId()} ${++serial}\n`
    const own = join(dir, `${LOCK_NAME}.${process.pid}.${serial}`)
    writeFileSync(own, this.#mark)
    try {
      this.#acquire(own, dir)
    } finally {
      rmSync(own, { force: true })
    }
  }

  release(): void {
    if (textOf(this.#path) === this.#mark) rmSync(this.#path, { force: true })
  }

  #acquire(own: string, dir: string): void {
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      if (link(own, this.#path)) return
      const holder = textOf(this.#path)
      if (isAlive(holder)) throw inUse(dir, holder)
      // Moved aside rather than removed: of two processes that see the dead owner's lock, one must not remove the
      // other's new one.
      const aside = `${own}.stale`
      if (!rename(this.#path, aside)) continue
      if (textOf(aside) !== holder) link(aside, this.#path)
      rmSync(aside, { force: true })
    }
    throw inUse(dir, textOf(this.#path))
  }
}

function inUse(dir: string, holder: string): ReflexError {
  const pid = holder.split(' ')[0] ?? ''
  return new ReflexError('REFLEX_DATA_DIR_IN_USE', `the data directory ${dir} is in use by process ${pid}`)
}

function isAlive(mark: string): boolean {
  const [pid = '', startTime, boot] = mark.trim().split(' ')
  return pid !== '' && boot === bootId() && startTime === startTimeOf(Number(pid))
}

/** Start time of a process in clock ticks since boot, or '' when there is no such process. */
function startTimeOf(pid: number): string {
  const stat = textOf(`/proc/${pid}/stat`)
  return stat === '' ? '' : (stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '')
}

function bootId(): string {
  return textOf('/proc/sys/kernel/random/boot_id').trim()
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}

function link(from: string, to: string): boolean {
  return done(() => linkSync(from, to), 'EEXIST')
}

function rename(from: string, to: string): boolean {
  return done(() => renameSync(from, to), 'ENOENT')
}

/** Runs a step. @returns false when it failed with the code that another process's haste explains. */
function done(step: () => void, expected: string): boolean {
  try {
    step()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === expected) return false
    throw error
  }
}
