import { BroadcastTransmitter, CountersManager, DistinctErrorLog, ManyToOneRingBuffer } from '@aeron/client/internal'
import { type Agent, AgentRunner } from '@reflex/agent'
import { ClientProxy } from './client-proxy.ts'
import { DriverConductor } from './driver-conductor.ts'
import { createDriverFiles, type DriverFiles, recreateDirectory } from './driver-directory.ts'
import { ErrorLog } from './error-log.ts'
import { LossReport } from './loss-report-writer.ts'
import {
  type ConcludedMediaDriverContext,
  concludeMediaDriverContext,
  type MediaDriverContext,
  printContext,
} from './media-driver-context.ts'
import { SYSTEM_COUNTER, SystemCounters } from './system-counters.ts'

/**
 * A media driver: owns a directory, answers clients, moves streams. With threadingMode SHARED it runs on the event loop
 * of this thread; with INVOKER the application runs `agent()`, or `invoke()`, as often as it can.
 */
export class MediaDriver {
  readonly context: ConcludedMediaDriverContext
  readonly #files: DriverFiles
  readonly #conductor: DriverConductor
  readonly #errorLog: ErrorLog
  readonly #runner: AgentRunner | undefined
  #isClosed = false

  private constructor(context: ConcludedMediaDriverContext, files: DriverFiles) {
    this.context = context
    this.#files = files
    const { cnc, lossReport } = files
    const ring = new ManyToOneRingBuffer(cnc.toDriver)
    const freeToReuseTimeoutMs = context.countersFreeToReuseTimeoutNs / 1e6
    const counters = new CountersManager(
      cnc.countersMetadata,
      cnc.countersValues,
      context.epochClock,
      freeToReuseTimeoutMs,
    )
    const systemCounters = new SystemCounters(counters, context.threadingMode)
    systemCounters.set(SYSTEM_COUNTER.BYTES_CURRENTLY_MAPPED, cnc.file.length + lossReport.length)
    this.#errorLog = new ErrorLog(
      new DistinctErrorLog(cnc.errorLog, context.epochClock),
      systemCounters,
      context.errorHandler,
    )
    const clientProxy = new ClientProxy(new BroadcastTransmitter(cnc.toClients))
    this.#conductor = new DriverConductor(context, {
      ring,
      clientProxy,
      counters,
      systemCounters,
      errorLog: this.#errorLog,
      lossReport: new LossReport(lossReport, context.epochClock),
    })
    ring.nextCorrelationId()
    ring.consumerHeartbeatTime = context.epochClock.time()
    cnc.publishVersion()
    if (context.threadingMode === 'INVOKER') return
    this.#runner = new AgentRunner(this.#conductor, this.#onFatal)
    this.#runner.start()
  }

  /**
   * Starts a driver. @throws ReflexError REFLEX_DRIVER_ACTIVE when another one lives in the directory,
   * REFLEX_STORAGE_SPACE when there is no room, REFLEX_CONFIG_INVALID.
   */
  static launch(context: MediaDriverContext = {}): MediaDriver {
    const concluded = concludeMediaDriverContext(context)
    if (concluded.printConfiguration) console.log(printContext(concluded))
    recreateDirectory(concluded)
    try {
      return new MediaDriver(concluded, createDriverFiles(concluded))
    } catch (error) {
      concluded.mapper.delete(concluded.aeronDir)
      throw error
    }
  }

  get aeronDir(): string {
    return this.context.aeronDir
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  /** The duty cycle, for INVOKER mode. */
  agent(): Agent {
    return this.#conductor
  }

  /** One turn of the duty cycle; so a driver can be a client's `driverAgentInvoker`. @returns how much was done. */
  invoke(): number {
    return this.#isClosed ? 0 : this.#conductor.doWork()
  }

  /** Tells the clients, lets go of all files, and deletes the directory if configured. */
  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    if (this.#runner === undefined) this.#conductor.onClose()
    else this.#runner.close()
    this.context.udpTransport.close()
    this.context.mapper.unmap(this.#files.cnc.file)
    this.context.mapper.unmap(this.#files.lossReport)
    if (this.context.dirDeleteOnShutdown) this.context.mapper.delete(this.context.aeronDir)
  }

  readonly #onFatal = (error: unknown): void => {
    this.#errorLog.record(error instanceof Error ? error : new Error(String(error)))
  }
}
