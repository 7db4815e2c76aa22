import type { ConcludedAeronContext } from './aeron-context.ts'
import { ClientTimeoutException, ConductorServiceTimeoutException, DriverTimeoutException } from './aeron-errors.ts'
import type { DriverProxy } from './driver-proxy.ts'
import { COUNTER_LENGTH, COUNTER_TYPE, NULL_COUNTER_ID, RECORD_ALLOCATED } from './status/counter-descriptor.ts'
import { appendToLabel } from './status/counters-manager.ts'
import type { CountersReader } from './status/counters-reader.ts'

/** Signs of life in both directions. Each check returns the reason why the client must close, or undefined. */
export class ClientLiveness {
  readonly #context: ConcludedAeronContext
  readonly #driverProxy: DriverProxy
  readonly #counters: CountersReader
  readonly #interServiceTimeoutNs: number
  #heartbeatCounterId = NULL_COUNTER_ID
  #timeOfLastServiceNs: number
  #timeOfLastKeepAliveNs: number

  constructor(
    context: ConcludedAeronContext,
    driverProxy: DriverProxy,
    counters: CountersReader,
    interServiceTimeoutNs: number,
  ) {
    this.#context = context
    this.#driverProxy = driverProxy
    this.#counters = counters
    this.#interServiceTimeoutNs = interServiceTimeoutNs
    this.#timeOfLastServiceNs = context.nanoClock.nanoTime()
    this.#timeOfLastKeepAliveNs = this.#timeOfLastServiceNs
  }

  /** Between two runs of the duty cycle the driver must not have had reason to give this client up. */
  checkService(nowNs: number): Error | undefined {
    const elapsedNs = nowNs - this.#timeOfLastServiceNs
    this.#timeOfLastServiceNs = nowNs
    if (elapsedNs <= this.#interServiceTimeoutNs) return undefined
    return new ConductorServiceTimeoutException(
      `duty cycle not run for ${elapsedNs} ns, limit is ${this.#interServiceTimeoutNs} ns`,
    )
  }

  isKeepAliveDue(nowNs: number): boolean {
    return nowNs - this.#timeOfLastKeepAliveNs >= this.#context.keepAliveIntervalNs
  }

  keepAlive(nowNs: number): Error | undefined {
    this.#timeOfLastKeepAliveNs = nowNs
    const nowMs = this.#context.epochClock.time()
    return this.#checkDriver(nowMs) ?? this.#heartbeat(nowMs)
  }

  #checkDriver(nowMs: number): Error | undefined {
    const lastMs = this.#driverProxy.timeOfLastDriverKeepaliveMs()
    if (lastMs === -1) return new DriverTimeoutException('the media driver has been shut down')
    if (nowMs <= lastMs + this.#context.driverTimeoutMs) return undefined
    return new DriverTimeoutException(`no sign of life from the media driver for ${nowMs - lastMs} ms`)
  }

  #heartbeat(nowMs: number): Error | undefined {
    const counters = this.#counters
    const clientId = this.#driverProxy.clientId
    if (this.#heartbeatCounterId === NULL_COUNTER_ID) {
      const counterId = counters.findByTypeIdAndRegistrationId(COUNTER_TYPE.CLIENT_HEARTBEAT, clientId)
      if (counterId === NULL_COUNTER_ID) return undefined
      this.#heartbeatCounterId = counterId
      appendToLabel(counters.metadata, counterId, ` name=${this.#context.clientName} version=0.1.0 commit=reflex`)
    } else if (!this.#isMine(this.#heartbeatCounterId, clientId)) {
      return new ClientTimeoutException('the media driver has given this client up')
    }
    counters.values.putLongOrdered(this.#heartbeatCounterId * COUNTER_LENGTH, nowMs)
    return undefined
  }

  #isMine(counterId: number, clientId: number): boolean {
    const counters = this.#counters
    return (
      counters.getCounterState(counterId) === RECORD_ALLOCATED &&
      counters.getCounterTypeId(counterId) === COUNTER_TYPE.CLIENT_HEARTBEAT &&
      counters.getCounterRegistrationId(counterId) === clientId
    )
  }
}
