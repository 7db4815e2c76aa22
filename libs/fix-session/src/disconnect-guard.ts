import type { FixFrame } from '@reflex/fix'
import { type FixSessionConfig, ns } from './session-config.ts'

/** Values of CancelOnDisconnectType (35002 where venues took it from B3; FIX has no field for it). */
const ON_LOSS = 1
const ON_LOGOUT = 2
const MODES = { never: 0, loss: ON_LOSS, logout: ON_LOGOUT, both: ON_LOSS | ON_LOGOUT } as const
const NS_PER_MS = 1e6

/** Says when the orders of a counterparty that went away are to be cancelled: after a grace, unless he came back. */
export class DisconnectGuard {
  readonly #config: FixSessionConfig
  #mode: number
  #graceNs: number
  #dueNs = Number.POSITIVE_INFINITY

  constructor(config: FixSessionConfig) {
    this.#config = config
    this.#mode = MODES[config.cancelOnDisconnect]
    this.#graceNs = ns(config.cancelOnDisconnectGraceSeconds)
  }

  /** He is here. @param logon his Logon, which may say what he wants done when he goes. */
  onLogon(logon: FixFrame): void {
    this.#dueNs = Number.POSITIVE_INFINITY
    const { cancelOnDisconnectTypeTag: typeTag, cancelOnDisconnectTimeoutTag: timeoutTag } = this.#config
    const type = typeTag > 0 ? logon.int(typeTag) : Number.NaN
    if (type >= 0 && type <= (ON_LOSS | ON_LOGOUT)) this.#mode = type
    const timeoutMs = timeoutTag > 0 ? logon.int(timeoutTag) : Number.NaN
    if (timeoutMs >= 0) this.#graceNs = timeoutMs * NS_PER_MS
  }

  /** He is gone; a start of our own counts as a loss. */
  onDown(nowNs: number, isLogout: boolean): void {
    if ((this.#mode & (isLogout ? ON_LOGOUT : ON_LOSS)) !== 0) this.#dueNs = nowNs + this.#graceNs
  }

  /** @returns true once when the time has come. */
  isDue(nowNs: number): boolean {
    if (nowNs < this.#dueNs) return false
    this.#dueNs = Number.POSITIVE_INFINITY
    return true
  }
}
