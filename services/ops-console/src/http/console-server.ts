import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { ReflexError } from '@reflex/base'
import type { CounterTable } from '@reflex/service-host'
import type { ConsoleCounter } from '../counters.ts'
import type { PageState } from '../view/page-state.ts'
import type { ActionHandler } from './action-handler.ts'
import { ACTION_PATHS } from './action-request.ts'
import { loadAssets } from './assets.ts'
import type { EventStream } from './event-stream.ts'

export interface ConsoleServerOptions {
  readonly host: string
  readonly port: number
  readonly state: PageState
  readonly events: EventStream
  readonly actions: ActionHandler
  readonly counters: CounterTable<ConsoleCounter>
  readonly onError: (error: unknown) => void
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])
const REQUEST_TIMEOUT_MS = 10_000

/** The page may load nothing from elsewhere, run nothing inline and be framed by nobody. */
const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

/** The page, its state and its actions over HTTP. */
export class ConsoleServer {
  /** Once it listens. */
  port: number | undefined = undefined
  readonly #options: ConsoleServerOptions
  readonly #assets = loadAssets()
  readonly #server: Server

  constructor(options: ConsoleServerOptions) {
    this.#options = options
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch((error: unknown) => {
        options.onError(error)
        if (!response.headersSent) respond(response, 500, { error: 'internal error' })
      })
    })
    this.#server.requestTimeout = REQUEST_TIMEOUT_MS
  }

  /** @param onFailure told when the port cannot be had: REFLEX_PORT_IN_USE. */
  listen(onListening: (port: number) => void, onFailure: (error: Error) => void): void {
    const { host, port } = this.#options
    this.#server.on('error', (error: NodeJS.ErrnoException) => {
      if (this.port !== undefined) return this.#options.onError(error)
      if (error.code !== 'EADDRINUSE') return onFailure(error)
      const problem = `port ${host}:${port} of the console is in use; see services.ops-console.port`
      onFailure(new ReflexError('REFLEX_PORT_IN_USE', problem, { cause: error }))
    })
    this.#server.listen(port, host, () => {
      const address = this.#server.address()
      this.port = typeof address === 'object' && address !== null ? address.port : port
      onListening(this.port)
    })
  }

  close(): void {
    this.#options.events.close()
    this.#server.close()
    this.#server.closeAllConnections()
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#options.counters.increment('requests')
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
    if (!this.#isForUs(request)) return respond(response, 421, { error: 'wrong host' })
    const url = new URL(request.url ?? '/', 'http://console')
    const action = ACTION_PATHS[url.pathname]
    if (action !== undefined) {
      if (request.method !== 'POST') return respond(response, 405, { error: 'POST only' })
      const answer = await this.#options.actions.handle(action, request)
      return respond(response, answer.status, answer.body)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return respond(response, 405, { error: 'GET only' })
    this.#get(url, response)
  }

  #get(url: URL, response: ServerResponse): void {
    const { state, events } = this.#options
    switch (url.pathname) {
      case '/api/state':
        state.refresh()
        return respondText(response, state.json(0))
      case '/api/events':
        if (!events.add(response)) respond(response, 503, { error: 'too many pages are connected' })
        return
      case '/api/history': {
        const index = Number(url.searchParams.get('index') ?? 0)
        const quotes = state.market.history(index)
        if (quotes === undefined) return respond(response, 404, { error: 'no such instrument' })
        return respond(response, 200, { quotes, pnl: state.market.pnlHistory() })
      }
    }
    const asset = this.#assets.get(url.pathname)
    if (asset === undefined) return respond(response, 404, { error: 'not found' })
    response.writeHead(200, { 'content-type': asset.type, 'content-length': asset.body.length })
    response.end(asset.body)
  }

  /** A name that leads to loopback may be anybody's (DNS rebinding): on loopback only its own names are answered. */
  #isForUs(request: IncomingMessage): boolean {
    if (!LOOPBACK.has(this.#options.host)) return true
    return LOOPBACK.has((request.headers.host ?? '').replace(/:\d+$/, ''))
  }
}

function respond(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

function respondText(response: ServerResponse, json: string): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(json)
}
