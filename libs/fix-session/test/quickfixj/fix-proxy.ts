import { createServer, type Server, type Socket, connect as tcpConnect } from 'node:net'
import { FIX_OK, FIX_PARTIAL, FixFramer } from '@reflex/fix'

/** What becomes of a message: `cut` passes half of it and breaks the connection. */
export type Verdict = 'pass' | 'drop' | 'cut'

/** @param fromClient whether the side that connected sent it. @param text with | for SOH. */
export type Judge = (text: string, fromClient: boolean) => Verdict

/** Stands between the two ends of FIX sessions and loses what it is told to. */
export class FixProxy {
  judge: Judge = () => 'pass'
  port = 0
  readonly #server: Server
  readonly #targetPort: () => number
  readonly #sockets = new Set<Socket>()

  constructor(targetPort: () => number) {
    this.#targetPort = targetPort
    this.#server = createServer({ noDelay: true }, (client) => this.#join(client))
  }

  listen(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.listen(0, '127.0.0.1', () => {
        this.port = (this.#server.address() as { port: number }).port
        resolve()
      })
    })
  }

  /** Breaks all connections. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  close(): void {
    this.#server.close()
    this.cut()
  }

  #join(client: Socket): void {
    const server = tcpConnect({ port: this.#targetPort(), host: '127.0.0.1', noDelay: true })
    for (const [from, to, fromClient] of [
      [client, server, true],
      [server, client, false],
    ] as const) {
      this.#sockets.add(from)
      from.on('error', () => {})
      from.on('close', () => {
        this.#sockets.delete(from)
        to.end()
      })
      this.#relay(from, to, fromClient)
    }
  }

  #relay(from: Socket, to: Socket, fromClient: boolean): void {
    const framer = new FixFramer(1024 * 1024)
    let held = Buffer.alloc(0)
    from.on('data', (chunk: Buffer) => {
      held = Buffer.concat([held, chunk])
      while (held.length > 0) {
        const code = framer.scan(held, 0, held.length)
        if (code === FIX_PARTIAL) return
        const length = code === FIX_OK ? framer.messageLength : framer.skipLength
        const message = held.subarray(0, length)
        held = held.subarray(length)
        const verdict = this.judge(message.toString('latin1').replaceAll('\x01', '|'), fromClient)
        if (verdict === 'pass') to.write(message)
        if (verdict === 'cut') {
          to.end(message.subarray(0, length >> 1))
          from.destroy()
          return
        }
      }
    })
  }
}
