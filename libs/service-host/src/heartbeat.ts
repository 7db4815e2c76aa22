import { applicationMessageReportEncoder, STREAM } from '@reflex/schema'
import type { Outbox } from './outbox.ts'
import type { HostPublisher } from './service-agent.ts'
import type { ServiceCore } from './service-core.ts'

const REPORT_TYPE_ALIVE = 2
const HEALTH_RECOVERING = 1
const HEALTH_READY = 2

/**
 * Tells the others every interval that this service lives, and whether it is ready (35=BY on the health stream). At
 * once when readiness changes.
 */
export class HeartbeatPublisher implements HostPublisher {
  readonly #intervalNs: number
  #dueNs = Number.NEGATIVE_INFINITY
  #wasReady = false
  #lifeNs = Number.NaN

  constructor(intervalNs: number) {
    this.#intervalNs = intervalNs
  }

  onTimer(nowNs: number, core: ServiceCore, out: Outbox): void {
    const ready = core.isReady()
    if (nowNs < this.#dueNs && ready === this.#wasReady) return
    if (Number.isNaN(this.#lifeNs)) this.#lifeNs = nowNs
    this.#dueNs = nowNs + this.#intervalNs
    this.#wasReady = ready
    applicationMessageReportEncoder
      .begin(out, STREAM.HEALTH)
      .applReportIdText('HB')
      .applReportType(REPORT_TYPE_ALIVE)
      .ready(ready)
      .healthState(ready ? HEALTH_READY : HEALTH_RECOVERING)
      .serviceLife(this.#lifeNs)
      .textText(core.statusText())
      .end()
  }
}
