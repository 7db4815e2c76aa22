import { SessionTime } from '@reflex/base'
import { FixFrame } from '@reflex/fix'
import { MemoryStorage } from '@reflex/journal'
import { FixSession, type FixSessionOptions, fixSessionConfig, type SessionOutput, SessionStore } from '../src/index.ts'
import { OutBatch } from '../src/out-batch.ts'

export const EPOCH_MS = Date.UTC(2026, 0, 5)
const SECOND = 1e9

/**
 * One session without a network: what goes in and what comes out are lines of text, `|` for SOH, BodyLength and
 * CheckSum left out.
 */
export class SessionHarness implements SessionOutput {
  readonly storage: MemoryStorage
  readonly store: SessionStore
  readonly session: FixSession
  readonly #batch = new OutBatch(1024)
  readonly #begin: string
  readonly #parties: string
  #events: string[] = []
  readonly failures: string[] = []
  /** Seconds since midnight. */
  seconds = 9 * 3600

  constructor(options: Partial<FixSessionOptions> = {}, isInitiator = false, storage = new MemoryStorage()) {
    const parties = { senderCompId: 'US', targetCompId: 'PEER' }
    const config = fixSessionConfig.parse({ beginString: 'FIX.4.4', ...parties, ...options })
    const sessionTime = new SessionTime(EPOCH_MS)
    this.storage = storage
    this.store = new SessionStore({ storage, dir: 'fix', name: 'one', sessionEpochMs: EPOCH_MS })
    this.#begin = config.beginString
    this.#parties = 'PEER US'
    this.session = new FixSession({
      config,
      isInitiator,
      sessionTime,
      store: this.store,
      frame: new FixFrame(sessionTime),
      batch: this.#batch,
      output: this,
    })
  }

  get nowNs(): number {
    return this.seconds * SECOND
  }

  /** Connected, and logged on with heartbeats of 30 s; forgets what that sent. */
  static loggedOn(options: Partial<FixSessionOptions> = {}, more = ''): SessionHarness {
    const harness = new SessionHarness(options)
    harness.connect()
    harness.receive(`35=A|34=1|98=0|108=30|${more}`)
    return harness
  }

  /** What happened since the last call. */
  events(): string[] {
    this.#drainBatch()
    const events = this.#events
    this.#events = []
    return events
  }

  connect(): string[] {
    this.session.onConnected(this.nowNs)
    return this.events()
  }

  /** Body as `35=A|34=1|...`: 49, 56 and 52 are put in unless they are there. */
  receive(text: string): string[] {
    this.feed(text)
    return this.events()
  }

  /** The same; what happened stays for `events`. */
  feed(text: string): void {
    const [sender, target] = this.#parties.split(' ')
    let body = text
    for (const [tag, value] of [
      [49, sender],
      [56, target],
      [52, this.stamp()],
    ] as const) {
      if (!body.includes(`|${tag}=`)) body = body.replace(/^(35=[^|]*\|34=[^|]*\|)/, `$1${tag}=${value}|`)
    }
    this.#feedRaw(`8=${this.#begin}|9=0|${body}10=000|`)
  }

  receiveRaw(text: string): string[] {
    this.#feedRaw(text)
    return this.events()
  }

  #feedRaw(text: string): void {
    const bytes = Buffer.from(text.replaceAll('|', '\x01'), 'latin1')
    this.session.onMessage(this.nowNs, bytes, 0, bytes.length)
  }

  tick(seconds: number): string[] {
    this.seconds += seconds
    this.session.onTimer(this.nowNs)
    return this.events()
  }

  send(body: string): number {
    const bytes = Buffer.from(body.replaceAll('|', '\x01'), 'latin1')
    return this.session.send(this.nowNs, bytes, 0, bytes.length)
  }

  stamp(seconds = this.seconds): string {
    return new Date(EPOCH_MS + seconds * 1000).toISOString().replaceAll('-', '').replace('T', '-').replace('Z', '')
  }

  deliver(bytes: Uint8Array, offset: number, length: number, seqNum: number): void {
    this.#drainBatch()
    const text = Buffer.from(bytes.subarray(offset, offset + length))
      .toString('latin1')
      .replaceAll('\x01', '|')
    this.#events.push(`deliver ${seqNum} ${/35=[^|]*\|/.exec(text)?.[0]}${/11=[^|]*\|/.exec(text)?.[0] ?? ''}`)
  }

  disconnect(reason: string): void {
    this.#drainBatch()
    this.#events.push(`disconnect: ${reason}`)
  }

  onState(state: number, reason: string): void {
    this.#drainBatch()
    this.#events.push(`${state === 1 ? 'up' : 'down'}: ${reason}`)
  }

  onLogonFailed(reason: string): void {
    this.failures.push(reason)
  }

  onLogon(): void {}

  #drainBatch(): void {
    const text = Buffer.from(this.#batch.bytes.subarray(0, this.#batch.used)).toString('latin1').replaceAll('\x01', '|')
    this.#batch.used = 0
    for (const message of text.split(/(?<=\|10=\d{3}\|)/)) {
      if (message !== '') this.#events.push(message.replace(/^8=[^|]*\|9=\d+\|/, '').replace(/10=\d{3}\|$/, ''))
    }
  }
}
