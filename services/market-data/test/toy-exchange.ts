/**
 * A local exchange that speaks Binance's USD-M protocol: diffs over WebSocket, snapshots over HTTP, faults on demand.
 */

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Prng } from '@reflex/base'
import { type WebSocket, WebSocketServer } from 'ws'

const MID = 60_000
const WIDTH = 40

export class ToyExchange {
  connects = 0
  snapshots = 0
  /** Sequence numbers of diffs that go into the book and not out on the line. */
  dropNext = 0
  isMute = false
  readonly symbol = 'BTCUSDT'
  readonly bids = new Map<number, number>()
  readonly asks = new Map<number, number>()
  readonly #random = new Prng(5)
  readonly #server: Server
  readonly #sockets = new Set<WebSocket>()
  #updateId = 100

  constructor() {
    for (let i = 1; i <= WIDTH; i++) {
      this.bids.set(MID - i, i)
      this.asks.set(MID + i, i)
    }
    this.#server = createServer((_request, response) => {
      this.snapshots++
      const side = (levels: Map<number, number>): string[][] => [...levels].map(([p, q]) => [p.toFixed(1), String(q)])
      // Line breaks, as some venues send them.
      response.end(
        JSON.stringify(
          { lastUpdateId: this.#updateId, T: Date.now(), bids: side(this.bids), asks: side(this.asks) },
          null,
          1,
        ),
      )
    })
    const sockets = new WebSocketServer({ server: this.#server, autoPong: true })
    sockets.on('connection', (socket) => {
      this.connects++
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
    })
  }

  async listen(): Promise<{ ws: string; rest: string }> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const { port } = this.#server.address() as AddressInfo
    return { ws: `ws://127.0.0.1:${port}`, rest: `http://127.0.0.1:${port}` }
  }

  /** One change of the book, on the line or not. */
  move(): void {
    const isBid = this.#random.nextBoolean(0.5)
    const price = MID + (isBid ? -1 : 1) * (1 + this.#random.nextInt(WIDTH))
    const qty = this.#random.nextInt(9)
    const levels = isBid ? this.bids : this.asks
    if (qty === 0) levels.delete(price)
    else levels.set(price, qty)
    const previous = this.#updateId
    this.#updateId += 3
    const level = [[price.toFixed(1), String(qty)]]
    const data = {
      ...{ e: 'depthUpdate', E: Date.now(), T: Date.now(), s: this.symbol, U: previous + 1, u: this.#updateId },
      ...{ pu: previous, b: isBid ? level : [], a: isBid ? [] : level },
    }
    if (this.dropNext > 0) {
      this.dropNext--
      return
    }
    if (!this.isMute)
      for (const socket of this.#sockets) socket.send(JSON.stringify({ stream: 'btcusdt@depth@0ms', data }))
  }

  /** Frames that are no frames of the venue. */
  babble(text: string): void {
    for (const socket of this.#sockets) socket.send(text)
  }

  cut(): void {
    for (const socket of this.#sockets) socket.terminate()
  }

  /** Best prices and their quantities. */
  top(): readonly number[] {
    const bid = Math.max(...this.bids.keys())
    const ask = Math.min(...this.asks.keys())
    return [bid, this.bids.get(bid)!, ask, this.asks.get(ask)!]
  }

  async close(): Promise<void> {
    this.cut()
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
