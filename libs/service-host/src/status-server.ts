import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { ReflexError } from '@reflex/base'
import type { Registry } from 'prom-client'
import type { Service } from './service.ts'

export interface StatusServerOptions {
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  readonly services: readonly Service[]
  readonly registry: Registry
  /** False when the last turn is too old: a process that hangs is not live. */
  readonly isLive: () => boolean
}

/**
 * GET /metrics (Prometheus), /health (200 when live and ready, else 503 with the reasons), /report (JSON of every
 * service's report).
 */
export class StatusServer {
  readonly #options: StatusServerOptions
  readonly #server: Server

  constructor(options: StatusServerOptions) {
    this.#options = options
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch((error: unknown) => {
        respond(response, 500, 'text/plain', String(error))
      })
    })
  }

  /** @throws ReflexError REFLEX_PORT_IN_USE. @returns the port. */
  async listen(): Promise<number> {
    const { host, port } = this.#options
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EADDRINUSE') reject(error)
        else reject(new ReflexError('REFLEX_PORT_IN_USE', `metrics port ${host}:${port} is in use`, { cause: error }))
      })
      this.#server.listen(port, host, resolve)
    })
    const address = this.#server.address()
    return typeof address === 'object' && address !== null ? address.port : port
  }

  close(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?')[0]
    if (request.method !== 'GET') return respond(response, 405, 'text/plain', 'GET only\n')
    if (path === '/metrics') {
      return respond(response, 200, this.#options.registry.contentType, await this.#options.registry.metrics())
    }
    if (path === '/health') return this.#health(response)
    if (path === '/report') {
      const reports = Object.fromEntries(this.#options.services.map((service) => [service.name, reportOf(service)]))
      return respond(response, 200, 'application/json', JSON.stringify(reports))
    }
    respond(response, 404, 'text/plain', 'try /metrics, /health, /report\n')
  }

  #health(response: ServerResponse): void {
    const live = this.#options.isLive()
    const services = this.#options.services.map((service) => ({
      name: service.name,
      ready: service.isReady(),
      status: service.statusText(),
    }))
    const ok = live && services.every((service) => service.ready)
    respond(response, ok ? 200 : 503, 'application/json', JSON.stringify({ live, ready: ok, services }))
  }
}

/** What one service tells: its own report plus latencies, counters and readiness. */
export function reportOf(service: Service): Record<string, unknown> {
  const counters = Object.fromEntries(service.counters.keys().map((key) => [key, service.counters.get(key)]))
  const latencies = Object.fromEntries(Object.entries(service.latencies).map(([name, h]) => [name, h.summary()]))
  return { ...service.report(), ready: service.isReady(), status: service.statusText(), counters, latencies }
}

function respond(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
  response.end(body)
}
