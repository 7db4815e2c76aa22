import type { InputSource, ServiceContext } from '@reflex/service-host'
import { AuditLog } from './audit-log.ts'
import type { ConsoleConfig } from './config.ts'
import type { ConsoleCore } from './core/console-core.ts'
import type { createConsoleCounters } from './counters.ts'
import { ActionHandler } from './http/action-handler.ts'
import { ConsoleServer } from './http/console-server.ts'
import { EventStream } from './http/event-stream.ts'
import { TokenGuard } from './http/token-guard.ts'
import { PageState } from './view/page-state.ts'

export interface ConsolePageOptions {
  readonly context: ServiceContext
  readonly config: ConsoleConfig
  readonly core: ConsoleCore
  readonly counters: ReturnType<typeof createConsoleCounters>
}

/**
 * The page of a running console: server, token, audit file. An input source too, though a silent one: a port that
 * cannot be had is known only after the start, and the next turn is where the service may fail.
 */
export class ConsolePage implements InputSource {
  readonly name = 'page'
  readonly #options: ConsolePageOptions
  readonly #guard: TokenGuard
  readonly #audit: AuditLog
  readonly #events: EventStream
  readonly #server: ConsoleServer
  #failure: Error | undefined = undefined

  constructor(options: ConsolePageOptions) {
    const { context, config, core, counters } = options
    this.#options = options
    this.#guard = new TokenGuard(config.token)
    this.#audit = new AuditLog(context, config.auditShown)
    const { desk, instruments, sessionTime, onError } = context
    const { sessionEpochMs } = sessionTime
    const audit = this.#audit
    const state = new PageState({
      core,
      desk,
      instruments,
      sessionEpochMs,
      audit: { version: () => audit.version, recent: () => audit.recent() },
    })
    const { clientsMax, clientBufferBytesMax, refreshIntervalMs: intervalMs } = config
    this.#events = new EventStream({ state, counters, intervalMs, clientsMax, clientBufferBytesMax })
    const actions = new ActionHandler({
      guard: this.#guard,
      audit,
      counters,
      actionsPerMinuteMax: config.actionsPerMinuteMax,
      wrongTokensPerMinuteMax: config.wrongTokensPerMinuteMax,
      nowMs: () => context.epochClock.time(),
      submit: (request) => {
        core.desk.submit(request)
        context.wake()
      },
      onError,
    })
    const { host, port } = config
    this.#server = new ConsoleServer({ host, port, state, events: this.#events, actions, counters, onError })
  }

  /** Where the page is, with the token; undefined until it listens. */
  get url(): string | undefined {
    const { port } = this.#server
    if (port === undefined) return undefined
    const { host } = this.#options.config
    const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
    return `http://${name.includes(':') ? `[${name}]` : name}:${port}/?token=${this.#guard.token}`
  }

  get clients(): number {
    return this.#events.size
  }

  listen(): void {
    this.#server.listen(
      () => this.#options.context.log.info({ url: this.url }, 'console'),
      (error) => {
        this.#failure = error
        this.#options.context.wake()
      },
    )
  }

  /** @throws what kept the server from listening. */
  poll(): number {
    if (this.#failure !== undefined) throw this.#failure
    return 0
  }

  close(): void {
    this.#server.close()
    this.#audit.close()
  }
}
