import { SessionTime, SystemNanoClock, sessionEpochMsOf } from '@reflex/base'
import { MemoryStorage } from '@reflex/journal'
import {
  FixAcceptor,
  FixInitiator,
  type FixMessageHandler,
  type FixSessionOptions,
  type MessageValidator,
  NodeTransport,
  type StreamTls,
} from '../../src/index.ts'

const TURN_MS = 2

export interface OurOptions {
  readonly session: FixSessionOptions
  /** Initiator: where to; an acceptor without it chooses a port. */
  readonly port?: () => number
  readonly role: 'acceptor' | 'initiator'
  readonly tls?: StreamTls
  readonly validator?: () => MessageValidator
}

/** Our end of a session against QuickFIX/J, of either role. As an acceptor it acknowledges and fills every order. */
export class OurSide implements FixMessageHandler {
  /** Application messages delivered, with | for SOH. */
  readonly delivered: string[] = []
  logons = 0
  readonly #clock = new SystemNanoClock(sessionEpochMsOf(Date.now()))
  readonly #end: FixAcceptor | FixInitiator
  readonly #isVenue: boolean
  readonly #timer: NodeJS.Timeout
  #executions = 0
  /** Reports that wait for the session: an order may be delivered when its connection is gone already. */
  readonly #waiting: string[] = []

  constructor(options: OurOptions) {
    this.#isVenue = options.role === 'acceptor'
    const { validator, session, tls } = options
    const parts = {
      transport: new NodeTransport(),
      storage: new MemoryStorage(),
      dir: 'fix',
      sessionTime: new SessionTime(sessionEpochMsOf(Date.now())),
      clock: this.#clock,
      listener: {
        onSessionState: (_index: number, state: number) => {
          this.logons += state
        },
      },
      ...(validator === undefined ? {} : { validatorOf: validator }),
    }
    const withTls = tls === undefined ? {} : { tls }
    const onError = (error: unknown): void => {
      throw error
    }
    this.#end = this.#isVenue
      ? new FixAcceptor({ ...parts, host: '127.0.0.1', port: 0, sessions: [session], onError, ...withTls })
      : new FixInitiator({ ...parts, sessions: [{ host: '127.0.0.1', port: options.port!(), session, ...withTls }] })
    this.#timer = setInterval(() => {
      const nowNs = this.#clock.nanoTime()
      this.#end.onTimer(nowNs)
      this.#end.poll(nowNs, this, 1000)
      while (this.#waiting.length > 0 && this.send(this.#waiting[0]!) > 0) this.#waiting.shift()
    }, TURN_MS)
  }

  get port(): number {
    return (this.#end as FixAcceptor).port
  }

  get isLoggedOn(): boolean {
    return this.#end.isLoggedOn(0)
  }

  get numbers(): { nextIn: number; nextOut: number } {
    const { nextIn, nextOut } = this.#end.store(0)
    return { nextIn, nextOut }
  }

  /** @param body with | for SOH. @returns MsgSeqNum or a negative code. */
  send(body: string): number {
    const bytes = Buffer.from(body.replaceAll('|', '\x01'), 'latin1')
    return this.#end.send(0, bytes, 0, bytes.length, this.#clock.nanoTime())
  }

  order(clOrdId: string): number {
    const terms = '38=100|40=2|44=10.01|54=1|55=XYZ|60=20260105-09:00:00.000|'
    return this.send(`35=D|11=${clOrdId}|21=1|${terms}`)
  }

  /** Moves the next outbound number: the counterparty sees a gap with nothing in it. */
  skip(count: number): void {
    const store = this.#end.store(0)
    store.setNumbers(this.#clock.nanoTime(), store.nextIn, store.nextOut + count)
  }

  onMessage(_index: number, bytes: Uint8Array, offset: number, length: number): void {
    const text = Buffer.from(bytes.subarray(offset, offset + length))
      .toString('latin1')
      .replaceAll('\x01', '|')
    this.delivered.push(text)
    if (!this.#isVenue || !text.includes('|35=D|')) return
    const clOrdId = /\|11=([^|]*)/.exec(text)![1]
    const isOld = text.startsWith('8=FIX.4.2')
    const common = `${isOld ? '20=0|' : ''}11=${clOrdId}|54=1|55=XYZ|38=100|60=20260105-09:00:00.000|`
    const id = ++this.#executions
    this.#waiting.push(`35=8|37=V${id}|17=N${id}|150=0|39=0|14=0|151=100|6=0|${common}`)
    this.#waiting.push(
      `35=8|37=V${id}|17=F${id}|150=${isOld ? 2 : 'F'}|39=2|31=10.01|32=100|14=100|151=0|6=10.01|${common}`,
    )
  }

  close(): void {
    clearInterval(this.#timer)
    this.#end.close()
  }
}
