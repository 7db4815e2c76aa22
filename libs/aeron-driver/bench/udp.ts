import { Aeron, type FragmentHandler } from '@aeron/client'
import { MediaDriver } from '../src/index.ts'

/** One driver, one publisher and one subscriber in this thread, over real sockets. */
export interface UdpFlowOptions {
  readonly channel: string
  /** In bytes. */
  readonly length: number
  readonly messages: number
}

export interface UdpFlowResult {
  readonly messagesPerSecond: number
  /** Sum of the first bytes of all messages: what arrived is what was sent. */
  readonly checksum: number
  readonly heapBytesPerMessage: number
}

const STREAM = 7
const BURST = 64
const CONDUCTOR_EVERY = 1024

export class UdpFlow implements FragmentHandler {
  readonly driver: MediaDriver
  readonly #aeron: Aeron
  #received = 0
  #checksum = 0

  constructor(aeronDir: string) {
    this.driver = MediaDriver.launch({ aeronDir, threadingMode: 'INVOKER', dirDeleteOnShutdown: true, env: {} })
    this.#aeron = Aeron.connect({ aeronDir, driverAgentInvoker: this.driver, useConductorAgentInvoker: true })
  }

  onFragment(bytes: Uint8Array, offset: number): void {
    this.#received++
    this.#checksum += bytes[offset]!
  }

  /** Sends and receives everything; ends its publication and subscription. */
  run(options: UdpFlowOptions): UdpFlowResult {
    const subscription = this.#aeron.addSubscription(options.channel, STREAM)
    const publication = this.#aeron.addExclusivePublication(options.channel, STREAM)
    while (!publication.isConnected || subscription.imageCount === 0) {
      this.driver.invoke()
      this.#aeron.doWork()
    }
    const bytes = new Uint8Array(options.length)
    this.#received = 0
    this.#checksum = 0
    const heapBefore = process.memoryUsage().heapUsed
    const start = process.hrtime.bigint()
    let sent = 0
    for (let turn = 0; this.#received < options.messages; turn++) {
      for (let i = 0; i < BURST && sent < options.messages; i++) {
        bytes[0] = sent & 0xff
        if (publication.offer(bytes, 0, options.length) <= 0) break
        sent++
      }
      this.driver.invoke()
      subscription.poll(this, 2 * BURST)
      if (turn % CONDUCTOR_EVERY === 0) this.#aeron.doWork()
    }
    const seconds = Number(process.hrtime.bigint() - start) / 1e9
    const heapBytesPerMessage = (process.memoryUsage().heapUsed - heapBefore) / options.messages
    publication.close()
    subscription.close()
    return { messagesPerSecond: options.messages / seconds, checksum: this.#checksum, heapBytesPerMessage }
  }

  close(): void {
    this.#aeron.close()
    this.driver.close()
  }
}
