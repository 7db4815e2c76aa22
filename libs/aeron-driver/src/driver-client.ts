import type { Position } from '@aeron/client/internal'

/** One client, known since its first request by the counter into which it writes the time of its last sign of life. */
export class DriverClient {
  readonly clientId: number
  readonly heartbeat: Position
  readonly #livenessTimeoutMs: number
  #isClosedByItself = false

  constructor(clientId: number, heartbeat: Position, livenessTimeoutMs: number) {
    this.clientId = clientId
    this.heartbeat = heartbeat
    this.#livenessTimeoutMs = livenessTimeoutMs
  }

  get isClosedByItself(): boolean {
    return this.#isClosedByItself
  }

  keepAlive(nowMs: number): void {
    this.heartbeat.setOrdered(nowMs)
  }

  /** It goes at the next tick, without being told of a timeout. */
  close(): void {
    this.#isClosedByItself = true
    this.heartbeat.setOrdered(0)
  }

  isTimedOut(nowMs: number): boolean {
    return nowMs > this.heartbeat.getVolatile() + this.#livenessTimeoutMs
  }
}
