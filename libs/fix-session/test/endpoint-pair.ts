import { ManualClock, SessionTime, textOf } from '@reflex/base'
import { MemoryStorage } from '@reflex/journal'
import {
  FixAcceptor,
  type FixEndpointOptions,
  FixInitiator,
  type FixMessageHandler,
  type FixSessionOptions,
  isAdmin,
  type LogonSigner,
  MemoryTransport,
  type SessionStore,
} from '../src/index.ts'
import { messageType } from '../src/message-scan.ts'
import { EPOCH_MS } from './session-harness.ts'

const ADDRESS = { host: 'venue', port: 5001 }

/**
 * The application of one side: keeps the ids of what it received. When it is killed it reads them again from the store.
 */
export class SideApp implements FixMessageHandler {
  readonly received: string[] = []
  readonly states: string[] = []
  readonly failures: string[] = []

  onMessage(_index: number, bytes: Uint8Array, offset: number, length: number): void {
    const text = textOf(bytes, offset, length).replaceAll('\x01', '|')
    this.received.push(/\|11=([^|]*)\|/.exec(text)?.[1] ?? text)
  }

  onSessionState(_index: number, state: number, reason: string): void {
    this.states.push(`${state} ${reason}`)
  }

  onLogonFailed(_index: number, reason: string): void {
    this.failures.push(reason)
  }

  onCancelOnDisconnect(index: number): void {
    this.states.push(`cancel orders of ${index}`)
  }

  recover(store: SessionStore): void {
    store.readInbound(
      1,
      {
        onStored: (_seq, _ns, bytes, offset, length) => {
          if (!isAdmin(messageType(bytes, offset, length))) this.onMessage(0, bytes, offset, length)
        },
      },
      0,
    )
  }
}

/** Options of one side only. */
export interface SideOptions {
  readonly initiator?: Partial<FixSessionOptions>
  readonly signer?: LogonSigner
  /** Where the acceptor listens when its own initiator is to find another one. */
  readonly acceptorPort?: number
  readonly acceptor?: Partial<FixSessionOptions>
  /** The acceptor's second session, with OTHER. */
  readonly other?: Partial<FixSessionOptions>
}

/**
 * An initiator and an acceptor on one memory network, each with a disk and an application that can be killed and
 * started again.
 */
export class EndpointPair {
  readonly clock = new ManualClock(9 * 3600e9, EPOCH_MS)
  readonly transport = new MemoryTransport()
  readonly storage = new MemoryStorage()
  readonly #common: Partial<FixSessionOptions>
  readonly #endpoint: Partial<FixEndpointOptions>
  readonly #sides: SideOptions
  initiator: FixInitiator
  acceptor: FixAcceptor
  initiatorApp = new SideApp()
  acceptorApp = new SideApp()

  /** @param common options of both sides' sessions. @param endpoint options of both endpoints. */
  constructor(
    common: Partial<FixSessionOptions> = {},
    endpoint: Partial<FixEndpointOptions> = {},
    sides: SideOptions = {},
  ) {
    this.#endpoint = endpoint
    this.#sides = sides
    this.#common = { reconnectMinSeconds: 0.5, ...common }
    this.initiator = this.#makeInitiator()
    this.acceptor = this.#makeAcceptor()
  }

  send(fromInitiator: boolean, id: string): number {
    const body = Buffer.from(`35=D\x0111=${id}\x0155=X\x01`, 'latin1')
    return fromInitiator
      ? this.initiator.send(0, body, 0, body.length, this.clock.nowNs)
      : this.acceptor.send(0, body, 0, body.length, this.clock.nowNs)
  }

  /** One turn of both sides. */
  turn(limit = 1000): void {
    const { nowNs } = this.clock
    this.initiator.onTimer(nowNs)
    this.initiator.poll(nowNs, this.initiatorApp, limit)
    this.acceptor.onTimer(nowNs)
    this.acceptor.poll(nowNs, this.acceptorApp, limit)
  }

  /** Runs turns and the network for a while. */
  run(seconds: number): void {
    for (const end = this.clock.nowNs + seconds * 1e9; this.clock.nowNs < end; this.clock.advance(50e6)) {
      this.turn()
      this.transport.run()
    }
    this.transport.run()
    this.initiator.poll(this.clock.nowNs, this.initiatorApp, 1000)
    this.acceptor.poll(this.clock.nowNs, this.acceptorApp, 1000)
  }

  killInitiator(): void {
    this.#kill('initiator', this.initiator)
    this.initiatorApp = new SideApp()
    this.initiator = this.#makeInitiator()
    this.initiatorApp.recover(this.initiator.store(0))
  }

  killAcceptor(): void {
    this.#kill('acceptor', this.acceptor)
    this.acceptorApp = new SideApp()
    this.acceptor = this.#makeAcceptor()
    this.acceptorApp.recover(this.acceptor.store(0))
  }

  /** The disk goes first, so that closing the connections (as the kernel would) can write nothing any more. */
  #kill(dir: string, side: { close(): void }): void {
    this.storage.crash(dir)
    side.close()
  }

  #makeInitiator(): FixInitiator {
    const ids = { beginString: 'FIX.4.4', senderCompId: 'EMS', targetCompId: 'VENUE' } as const
    const { signer, initiator } = this.#sides
    const session = { ...ids, ...this.#common, ...initiator }
    const entry = { ...ADDRESS, session, ...(signer === undefined ? {} : { signer }) }
    return new FixInitiator({ ...this.#parts('initiator'), sessions: [entry] })
  }

  #makeAcceptor(): FixAcceptor {
    const ids = { beginString: 'FIX.4.4', senderCompId: 'VENUE' } as const
    const session = { ...ids, targetCompId: 'EMS', ...this.#common, ...this.#sides.acceptor }
    const other = { ...ids, targetCompId: 'OTHER', ...this.#common, ...this.#sides.other }
    const onError = (error: unknown) => {
      throw error
    }
    const port = this.#sides.acceptorPort ?? ADDRESS.port
    return new FixAcceptor({ ...this.#parts('acceptor'), ...ADDRESS, port, sessions: [session, other], onError })
  }

  #parts(dir: 'initiator' | 'acceptor') {
    const app = () => (dir === 'initiator' ? this.initiatorApp : this.acceptorApp)
    return {
      transport: this.transport,
      storage: this.storage,
      dir,
      sessionTime: new SessionTime(EPOCH_MS),
      clock: this.clock,
      ...this.#endpoint,
      listener: {
        onSessionState: (index: number, state: number, reason: string) => app().onSessionState(index, state, reason),
        onCancelOnDisconnect: (index: number) => app().onCancelOnDisconnect(index),
        onLogonFailed: (index: number, reason: string) => app().onLogonFailed(index, reason),
      },
    }
  }
}
