import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { ReflexError, SystemNanoClock, sessionEpochMsOf } from '@reflex/base'
import { FixFrame } from '@reflex/fix'
import { SessionStore } from '@reflex/fix-session'
import { type JournalHandler, JournalReader, NodeStorage, type StorageLock } from '@reflex/journal'
import { journalNames } from './message-source.ts'

export interface SessionReport extends Readonly<Record<string, unknown>> {
  /** BeginString-sender-target, as the session's journal is called. */
  readonly session: string
  readonly dir: string
  /** `up` and `down`: a live process has the folder, logged on or not by its journal; `stored`: nobody has it. */
  readonly state: 'up' | 'down' | 'stored'
  /** Expected next from the counterparty, and sent next. */
  readonly nextIn: number
  readonly nextOut: number
  /** How often the numbers began at 1 again. */
  readonly resets: number
  readonly received: number
  readonly sent: number
  /** ISO times; '' for never. */
  readonly lastIn: string
  readonly lastOut: string
  readonly lastLogon: string
}

/** Stream ids and layout of SessionStore. */
const STREAM = { RECEIVED: 1, SENT: 2, NUMBERS: 3, RESET: 4, REFUSED: 5 } as const
const SESSION_NAME = /^FIXT?\.\d\.\d-.+-.+$/
const TAG = { MSG_TYPE: 35, SEQ: 34 } as const
const DEPTH_MAX = 6

/**
 * All sessions with a journal in a folder or below it. @throws ReflexError REFLEX_USAGE when the folder is not there.
 */
export function sessionsIn(root: string): SessionReport[] {
  if (!existsSync(root)) throw new ReflexError('REFLEX_USAGE', `there is no folder ${root}`)
  return foldersIn(root, DEPTH_MAX).flatMap((dir) =>
    journalNames(dir)
      .filter((name) => SESSION_NAME.test(name))
      .map((name) => reportOf(dir, name)),
  )
}

function foldersIn(dir: string, depth: number): string[] {
  if (!statSync(dir).isDirectory()) return []
  const below = depth === 0 ? [] : readdirSync(dir).map((name) => join(dir, name))
  return [dir, ...below.flatMap((path) => (statSync(path).isDirectory() ? foldersIn(path, depth - 1) : []))]
}

/** Reads a journal without changing anything: also while a live session writes it. */
function reportOf(dir: string, session: string): SessionReport {
  const reader = new JournalReader({ storage: new NodeStorage(), dir, name: session })
  const frame = new FixFrame(undefined, 2048)
  const state = { nextIn: 1, nextOut: 1, resets: 0, received: 0, sent: 0 }
  const last = { in: '', out: '', logon: '', isLoggedOn: false }
  const onRecord: JournalHandler['onRecord'] = (_index, nowNs, streamId, bytes, offset, length) => {
    if (streamId === STREAM.RESET) {
      Object.assign(state, { nextIn: 1, nextOut: 1, resets: state.resets + 1 })
    } else if (streamId === STREAM.NUMBERS) {
      const [nextIn, nextOut, resets] = new Float64Array(bytes.slice(offset, offset + 24).buffer)
      Object.assign(state, { nextIn, nextOut, resets })
    } else if ([STREAM.RECEIVED, STREAM.REFUSED, STREAM.SENT].some((id) => id === streamId)) {
      frame.wrap(bytes, offset, length)
      const at = new Date(reader.sessionEpochMs + nowNs / 1e6).toISOString()
      const type = frame.text(TAG.MSG_TYPE)
      if (type === 'A') last.logon = at
      if (type === 'A' || type === '5') last.isLoggedOn = type === 'A'
      if (streamId !== STREAM.SENT) {
        Object.assign(state, { nextIn: frame.int(TAG.SEQ) + 1, received: state.received + 1 })
        last.in = at
      } else {
        Object.assign(state, { nextOut: frame.int(TAG.SEQ) + 1, sent: state.sent + 1 })
        last.out = at
      }
    }
  }
  try {
    reader.readAll({ onRecord })
  } finally {
    reader.close()
  }
  const isHeld = tryLock(dir) === undefined
  return {
    ...{ session, dir, state: isHeld ? (last.isLoggedOn ? 'up' : 'down') : 'stored' },
    ...state,
    ...{ lastIn: last.in, lastOut: last.out, lastLogon: last.logon },
  }
}

/** Whether nobody else has the folder, or the data folder it lies in, is found by taking and giving it back. */
function tryLock(dir: string): true | undefined {
  try {
    for (const lock of lockFolders(dir)) lock.release()
    return true
  } catch (error) {
    if (error instanceof ReflexError) return undefined
    throw error
  }
}

/**
 * A service locks its data folder, of which the FIX journals are a part. @throws ReflexError REFLEX_DATA_DIR_IN_USE.
 */
function lockFolders(dir: string): StorageLock[] {
  const storage = new NodeStorage()
  const locks: StorageLock[] = []
  try {
    for (const folder of [dir, dirname(dir)]) locks.push(storage.lock(folder))
  } catch (error) {
    for (const lock of locks) lock.release()
    throw error
  }
  return locks
}

export interface NumberChange {
  readonly root: string
  readonly session: string
  readonly nextIn?: number
  readonly nextOut?: number
  readonly reset: boolean
  /** Without asking. */
  readonly yes: boolean
}

/**
 * Sets the numbers of a session nobody runs, after a confirmation. Numbers below the present ones need a reset, which
 * begins a new epoch: nothing from before is ever sent again.
 * @returns the session afterwards, or undefined when the answer was no. @throws ReflexError REFLEX_USAGE,
 * REFLEX_DATA_DIR_IN_USE.
 */
export async function changeNumbers(change: NumberChange): Promise<SessionReport | undefined> {
  const found = sessionsIn(change.root).filter(({ session }) => session === change.session)
  if (found.length !== 1) {
    const problem = found.length === 0 ? 'there is no session' : 'there are several sessions'
    throw new ReflexError('REFLEX_USAGE', `${problem} ${change.session} in ${change.root}`)
  }
  const [{ dir, nextIn, nextOut }] = found as [SessionReport]
  const wanted = {
    in: change.nextIn ?? (change.reset ? 1 : nextIn),
    out: change.nextOut ?? (change.reset ? 1 : nextOut),
  }
  const goesBack = wanted.in < nextIn || wanted.out < nextOut
  const text = `${change.session}: next in ${nextIn} -> ${wanted.in}, next out ${nextOut} -> ${wanted.out}`
  const warning = goesBack ? '\nMessages of before will never be sent again.' : ''
  const locks = lockFolders(dir)
  try {
    if (!change.yes && !(await confirmed(`${text}${warning}\nChange it? [y/N] `))) return undefined
    const epochMs = sessionEpochMsOf(Date.now())
    const nowNs = new SystemNanoClock(epochMs).nanoTime()
    const store = new SessionStore({ storage: new NodeStorage(), dir, name: change.session, sessionEpochMs: epochMs })
    if (change.reset || goesBack) store.reset(nowNs)
    store.setNumbers(nowNs, wanted.in, wanted.out)
    store.flush()
    store.close()
  } finally {
    for (const lock of locks) lock.release()
  }
  return reportOf(dir, change.session)
}

async function confirmed(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(es)?$/i.test((await terminal.question(question)).trim())
  } catch {
    return false
  } finally {
    terminal.close()
  }
}
