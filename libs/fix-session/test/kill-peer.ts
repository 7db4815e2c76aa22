/**
 * Child process of kill.test.ts: one side of a session on real TCP and a real disk. It writes every id it processes to
 * its own log at once: what stands there is what the application has seen. After a kill it reads the rest from the
 * session's store and goes on.
 *
 * Arguments: role, port, folder, count. The initiator sends `count` orders, the acceptor answers each with a report.
 */
import { openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { SessionTime, SystemNanoClock, sessionEpochMsOf, textOf } from '@reflex/base'
import { NodeStorage } from '@reflex/journal'
import { FixAcceptor, FixInitiator, isAdmin, NodeTransport, type SessionStore } from '../src/index.ts'
import { messageType } from '../src/message-scan.ts'

const [role, portText, dir, countText] = process.argv.slice(2) as [string, string, string, string]
const port = Number(portText)
const count = Number(countText)
const isInitiator = role === 'initiator'
const epochMs = sessionEpochMsOf(Date.now())
const clock = new SystemNanoClock(epochMs)
const storage = new NodeStorage()
storage.lock(dir)

const logPath = join(dir, 'processed.log')
const log = openSync(logPath, 'a+')
let processed = readFileSync(logPath, 'latin1').split('\n').length - 1

function process1(bytes: Uint8Array, offset: number, length: number): string {
  const text = textOf(bytes, offset, length).replaceAll('\x01', '|')
  const id = /\|11=([^|]*)\|/.exec(text)?.[1] ?? '?'
  writeSync(log, `${id}\n`)
  processed++
  return id
}

function send(msgType: string, id: string): number {
  const body = Buffer.from(`35=${msgType}\x0111=${id}\x0155=X\x0154=1\x0138=100\x0140=2\x0144=1.5\x01`, 'latin1')
  return endpoint.send(0, body, 0, body.length, clock.nanoTime())
}

/** Application messages in a store, in order. */
function storedIn(store: SessionStore, read: 'readInbound' | 'readOutbound'): Uint8Array[] {
  const messages: Uint8Array[] = []
  const onStored = (_seq: number, _ns: number, bytes: Uint8Array, offset: number, length: number) => {
    if (!isAdmin(messageType(bytes, offset, length))) messages.push(bytes.slice(offset, offset + length))
  }
  if (read === 'readInbound') store.readInbound(1, { onStored }, 0)
  else store.readOutbound(1, Number.MAX_SAFE_INTEGER, { onStored })
  return messages
}

const common = {
  transport: new NodeTransport(),
  storage,
  dir,
  sessionTime: new SessionTime(epochMs),
  clock,
  listener: { onSessionState: () => {} },
  onArrival: () => setImmediate(turn),
}
const session = {
  beginString: 'FIX.4.4',
  heartBtIntSeconds: 5,
  reconnectMinSeconds: 0.02,
  reconnectMaxSeconds: 0.1,
} as const
const endpoint = isInitiator
  ? new FixInitiator({
      ...common,
      sessions: [{ host: '127.0.0.1', port, session: { ...session, senderCompId: 'EMS', targetCompId: 'VENUE' } }],
    })
  : new FixAcceptor({
      ...common,
      host: '127.0.0.1',
      port,
      sessions: [{ ...session, senderCompId: 'VENUE', targetCompId: 'EMS' }],
      onError: (error) => {
        console.error(error)
        process.exit(3)
      },
    })

for (const bytes of storedIn(endpoint.store(0), 'readInbound').slice(processed)) process1(bytes, 0, bytes.length)
let sent = storedIn(endpoint.store(0), 'readOutbound').length
let isDone = false

/** The initiator keeps 20 orders open; the acceptor answers what it has not answered, also of an earlier life. */
function work(): void {
  const wanted = isInitiator ? Math.min(count, processed + 20) : processed
  while (sent < wanted && send(isInitiator ? 'D' : '8', `${sent + 1}`) > 0) sent++
}

function turn(): void {
  const nowNs = clock.nanoTime()
  endpoint.onTimer(nowNs)
  endpoint.poll(nowNs, { onMessage: (_index, bytes, offset, length) => process1(bytes, offset, length) }, 50)
  work()
  if (isInitiator && processed >= count && !isDone) {
    isDone = true
    console.log('done')
  }
}

setInterval(turn, 5)
console.log('ready')
