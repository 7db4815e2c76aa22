import { mkdirSync } from 'node:fs'
import { ReflexError, SessionTime, SystemNanoClock, sessionEpochMsOf } from '@reflex/base'
import { type FixDictionary, lengthTagsOf } from '@reflex/fix'
import {
  DictionaryValidator,
  FixAcceptor,
  type FixMessageHandler,
  type FixSessionOptions,
  NodeTransport,
  SESSION_UP,
} from '@reflex/fix-session'
import { MemoryStorage, NodeStorage } from '@reflex/journal'
import { printJson } from '../../commands/command.ts'
import { readDictionary } from './dictionary-file.ts'
import { Reflector } from './reflector.ts'
import { parseSession } from './session-options.ts'

export interface AcceptorOptions {
  readonly host: string
  readonly port: number
  readonly beginString: string
  /** Our CompID. */
  readonly sender: string
  readonly target: string
  readonly dictionary: string
  readonly transportDictionary?: string
  readonly defaultApplVerId: string
  readonly resetOnLogon: boolean
  /** Folder of the session's journal; without one the numbers live as long as the process. */
  readonly store?: string
  readonly json: boolean
}

const TIMER_MS = 20
const POLL_LIMIT = 1000
const STRICT = { allowUserDefined: false, allowUnknownFields: false }

/**
 * Accepts one session and reflects what it is sent, until SIGINT or SIGTERM.
 * @throws ReflexError REFLEX_USAGE for a dictionary or session it cannot use, REFLEX_PORT_IN_USE.
 */
export async function runAcceptor(options: AcceptorOptions): Promise<void> {
  const session = sessionOf(options)
  const { transport, application } = dictionariesOf(options)
  const dictionary = application === undefined ? transport : transport.with(application)
  const reflector = new Reflector({
    beginString: options.beginString,
    defaultApplVerId: options.defaultApplVerId,
    dictionary,
    lengthTagOfData: lengthTagsOf(dictionary),
  })
  const storage = options.store === undefined ? new MemoryStorage() : new NodeStorage()
  if (options.store !== undefined) mkdirSync(options.store, { recursive: true })
  const lock = options.store === undefined ? undefined : storage.lock(options.store)
  const epochMs = sessionEpochMsOf(Date.now())
  const clock = new SystemNanoClock(epochMs)
  const end = endSignal()
  const handler: FixMessageHandler = {
    onMessage: (index, bytes, offset, length, seqNum) => {
      const answer = Buffer.from(reflector.answer(bytes, offset, length, seqNum), 'latin1')
      if (answer.length > 0) acceptor.send(index, answer, 0, answer.length, clock.nanoTime())
    },
  }
  const turn = () => {
    const nowNs = clock.nanoTime()
    acceptor.onTimer(nowNs)
    acceptor.poll(nowNs, handler, POLL_LIMIT)
  }
  const acceptor: FixAcceptor = new FixAcceptor({
    host: options.host,
    port: options.port,
    sessions: [session],
    transport: new NodeTransport(),
    storage,
    dir: options.store ?? 'fix',
    sessionTime: new SessionTime(epochMs),
    clock,
    listener: {
      onSessionState: (_index, state, reason) => {
        if (state !== SESSION_UP) reflector.onLogout()
        report(options, { session: state === SESSION_UP ? 'up' : 'down', reason })
      },
    },
    validatorOf: () => new DictionaryValidator(transport, application, STRICT),
    onArrival: () => setImmediate(turn),
    onError: (error) => end.fail(error),
  })
  const timer = setInterval(() => {
    turn()
    if (acceptor.port !== 0 && !isTold) report(options, { listening: `${options.host}:${acceptor.port}` })
    isTold ||= acceptor.port !== 0
  }, TIMER_MS)
  let isTold = false
  try {
    await end.reached
  } finally {
    clearInterval(timer)
    acceptor.close()
    lock?.release()
  }
}

function sessionOf(options: AcceptorOptions): FixSessionOptions {
  return parseSession({
    beginString: options.beginString,
    senderCompId: options.sender,
    targetCompId: options.target,
    defaultApplVerId: options.defaultApplVerId,
    resetOnLogon: options.resetOnLogon,
  })
}

/** With FIXT.1.1 the session has a dictionary of its own, which has the header and the trailer. */
function dictionariesOf(options: AcceptorOptions): { transport: FixDictionary; application?: FixDictionary } {
  const dictionary = readDictionary(options.dictionary)
  if (options.transportDictionary !== undefined)
    return { transport: readDictionary(options.transportDictionary), application: dictionary }
  if (dictionary.header.size > 0) return { transport: dictionary }
  throw new ReflexError(
    'REFLEX_USAGE',
    `${options.dictionary} has no header: give the session's own with --transport-dictionary`,
  )
}

function report(options: AcceptorOptions, event: Readonly<Record<string, string>>): void {
  if (options.json) return printJson(event)
  const text = Object.entries(event).filter(([, value]) => value !== '')
  process.stdout.write(`${text.map(([key, value]) => `${key} ${value}`).join(', ')}\n`)
}

/** Resolves at SIGINT or SIGTERM; `fail` ends it with an error. */
function endSignal(): { reached: Promise<void>; fail(error: unknown): void } {
  let fail: (error: unknown) => void = () => {}
  const reached = new Promise<void>((resolve, reject) => {
    fail = reject
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  return { reached, fail: (error) => fail(error) }
}
