import { mkdirSync, readFileSync } from 'node:fs'
import { ReflexError, SessionTime, SystemNanoClock, sessionEpochMsOf } from '@reflex/base'
import { FixFrame, printFix } from '@reflex/fix'
import { FixInitiator, type FixMessageHandler, NodeTransport, SESSION_UP } from '@reflex/fix-session'
import { MemoryStorage, NodeStorage, type StorageLock } from '@reflex/journal'
import { printJson } from '../../commands/command.ts'
import { messagesOf } from './message-source.ts'
import { parseSession } from './session-options.ts'

export interface SendOptions {
  readonly host: string
  readonly port: number
  readonly beginString: string
  readonly sender: string
  readonly target: string
  readonly defaultApplVerId: string
  readonly username?: string
  readonly password?: string
  readonly logonFields?: string
  readonly heartbeat: number
  readonly resetOnLogon: boolean
  readonly store?: string
  /** Messages as `35=D|11=..|..`, or whole ones. */
  readonly messages: readonly string[]
  /** A file with messages; `-` is standard input. */
  readonly file?: string
  /** How long to read answers after the last message. */
  readonly waitMs: number
  /** How long to wait for the logon. */
  readonly timeoutMs: number
  readonly tlsCa?: string
  readonly tls: boolean
  readonly json: boolean
}

const TURN_MS = 2
const POLL_LIMIT = 100
const LOGOUT_LIMIT_MS = 3000
/** What the session writes itself. */
const SESSION_TAGS = new Set([8, 9, 10, 34, 43, 49, 52, 56, 122])

/**
 * Logs on, sends, prints what comes back, logs out.
 * @returns false when there was no logon in time. @throws ReflexError REFLEX_USAGE for what cannot be sent.
 */
export async function runSend(options: SendOptions): Promise<boolean> {
  const bodies = await bodiesOf(options)
  const sender = new Sender(options)
  try {
    if (!(await sender.logon())) return false
    for (const body of bodies) if (!(await sender.send(body))) return false
    await sender.end()
    return true
  } finally {
    sender.close()
  }
}

class Sender {
  readonly #options: SendOptions
  readonly #clock: SystemNanoClock
  readonly #initiator: FixInitiator
  readonly #lock: StorageLock | undefined
  #lastReason = 'no connection'

  constructor(options: SendOptions) {
    this.#options = options
    const epochMs = sessionEpochMsOf(Date.now())
    this.#clock = new SystemNanoClock(epochMs)
    const session = sessionOf(options)
    const storage = options.store === undefined ? new MemoryStorage() : new NodeStorage()
    if (options.store !== undefined) mkdirSync(options.store, { recursive: true })
    this.#lock = options.store === undefined ? undefined : storage.lock(options.store)
    this.#initiator = new FixInitiator({
      transport: new NodeTransport(),
      storage,
      dir: options.store ?? 'fix',
      sessionTime: new SessionTime(epochMs),
      clock: this.#clock,
      listener: {
        onSessionState: (_session, state, reason) => {
          if (state !== SESSION_UP && reason !== '') this.#lastReason = reason
        },
      },
      sessions: [{ host: options.host, port: options.port, session, ...tlsOf(options) }],
    })
  }

  async logon(): Promise<boolean> {
    const { host, port, timeoutMs } = this.#options
    if (await this.#turns(timeoutMs, () => this.#initiator.isLoggedOn(0))) return true
    process.stderr.write(`reflex fix send: no logon at ${host}:${port}: ${this.#lastReason}\n`)
    return false
  }

  /** Waits where the other end reads slowly. */
  async send(body: string): Promise<boolean> {
    const bytes = Buffer.from(stamped(body), 'latin1')
    const isSent = await this.#turns(this.#options.timeoutMs, () => {
      return this.#initiator.send(0, bytes, 0, bytes.length, this.#clock.nanoTime()) >= 0
    })
    if (isSent) this.#print('out', bytes, 0, bytes.length)
    else process.stderr.write(`reflex fix send: the session ended before everything was sent: ${this.#lastReason}\n`)
    return isSent
  }

  /** Reads answers for the time asked for, then logs out. */
  async end(): Promise<void> {
    await this.#turns(this.#options.waitMs, () => !this.#initiator.isLoggedOn(0))
    this.#initiator.disable(0, this.#clock.nanoTime())
    await this.#turns(LOGOUT_LIMIT_MS, () => this.#initiator.isIdle)
  }

  close(): void {
    this.#initiator.close()
    this.#lock?.release()
  }

  async #turns(limitMs: number, isDone: () => boolean): Promise<boolean> {
    const handler: FixMessageHandler = {
      onMessage: (_session, bytes, offset, length) => this.#print('in', bytes, offset, length),
    }
    const endMs = Date.now() + limitMs
    for (;;) {
      if (isDone()) return true
      if (Date.now() >= endMs) return false
      const nowNs = this.#clock.nanoTime()
      this.#initiator.onTimer(nowNs)
      this.#initiator.poll(nowNs, handler, POLL_LIMIT)
      await new Promise((resolve) => setTimeout(resolve, TURN_MS))
    }
  }

  #print(direction: 'in' | 'out', bytes: Uint8Array, offset: number, length: number): void {
    if (this.#options.json) printJson({ direction, text: printFix(bytes, offset, length, {}) })
    else process.stdout.write(`${direction === 'in' ? '<' : '>'} ${printFix(bytes, offset, length, { names: true })}\n`)
  }
}

function sessionOf(options: SendOptions) {
  const fields = [options.logonFields ?? '']
  if (options.username !== undefined) fields.push(`553=${options.username}`)
  if (options.password !== undefined) fields.push(`554=${options.password}`)
  return parseSession({
    beginString: options.beginString,
    senderCompId: options.sender,
    targetCompId: options.target,
    defaultApplVerId: options.defaultApplVerId,
    heartBtIntSeconds: options.heartbeat,
    resetOnLogon: options.resetOnLogon,
    logonFields: fields.filter((field) => field !== '').join('|'),
  })
}

function tlsOf(options: SendOptions) {
  if (options.tlsCa !== undefined) return { tls: { ca: readFileSync(options.tlsCa, 'utf8') } }
  return options.tls ? { tls: {} } : {}
}

/** Bodies as `35=..<SOH>..<SOH>`: header fields of the session and the trailer are dropped. */
async function bodiesOf(options: SendOptions): Promise<string[]> {
  const bodies = options.messages.map(bodyOf)
  if (options.file !== undefined) {
    for await (const message of messagesOf([options.file])) bodies.push(bodyOf(message.text))
  }
  return bodies
}

const frame = new FixFrame(undefined, 2048)

function bodyOf(message: string): string {
  let text = message.includes('\x01') ? message : message.replaceAll('|', '\x01')
  if (!text.endsWith('\x01')) text += '\x01'
  const bytes = Buffer.from(text, 'latin1')
  if (frame.wrap(bytes, 0, bytes.length) !== 0)
    throw new ReflexError('REFLEX_USAGE', `not a message, give 35=..|tag=value|..: ${message}`)
  let rest = ''
  for (let slot = 0; slot < frame.fieldCount; slot++) {
    const tag = frame.tags[slot]!
    if (tag !== 35 && !SESSION_TAGS.has(tag)) rest += `${tag}=${frame.textAt(slot)}\x01`
  }
  return `35=${frame.text(35)}\x01${rest}`
}

/** `<TIME>` is the present in UTC with milliseconds. */
function stamped(body: string): string {
  const time = new Date().toISOString().replaceAll('-', '').replace('T', '-').replace('Z', '')
  return body.replaceAll('<TIME>', time)
}
