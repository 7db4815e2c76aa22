import type { ServerResponse } from 'node:http'
import type { CounterTable } from '@reflex/service-host'
import type { ConsoleCounter } from '../counters.ts'
import type { PageState } from '../view/page-state.ts'

export interface EventStreamOptions {
  readonly state: PageState
  readonly counters: CounterTable<ConsoleCounter>
  readonly intervalMs: number
  readonly clientsMax: number
  readonly clientBufferBytesMax: number
}

/**
 * Pages that listen (server-sent events): each is sent, at a fixed pace, the sections that changed. Nobody listens,
 * nothing is encoded.
 */
export class EventStream {
  readonly #options: EventStreamOptions
  /** With the refresh each page has. */
  readonly #clients = new Map<ServerResponse, number>()
  #timer: NodeJS.Timeout | undefined = undefined

  constructor(options: EventStreamOptions) {
    this.#options = options
  }

  get size(): number {
    return this.#clients.size
  }

  /** @returns false when there are too many. */
  add(response: ServerResponse): boolean {
    const { clientsMax, counters, intervalMs } = this.#options
    if (this.#clients.size >= clientsMax) {
      counters.increment('clientsRefused')
      return false
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.write('retry: 1000\n\n')
    this.#clients.set(response, 0)
    response.on('close', () => this.#remove(response))
    this.#timer ??= setInterval(() => this.#send(), intervalMs)
    counters.set('clients', this.#clients.size)
    this.#send()
    return true
  }

  close(): void {
    for (const response of this.#clients.keys()) response.destroy()
  }

  #send(): void {
    const { state, counters, clientBufferBytesMax } = this.#options
    const refresh = state.refresh()
    for (const [response, since] of this.#clients) {
      if (response.writableLength > clientBufferBytesMax) {
        counters.increment('clientsSlow')
        response.destroy()
        continue
      }
      response.write(`data: ${state.json(since)}\n\n`)
      this.#clients.set(response, refresh)
    }
  }

  #remove(response: ServerResponse): void {
    this.#clients.delete(response)
    this.#options.counters.set('clients', this.#clients.size)
    if (this.#clients.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}
