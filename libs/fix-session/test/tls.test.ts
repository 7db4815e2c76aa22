import { SessionTime, SystemNanoClock, sessionEpochMsOf } from '@reflex/base'
import { MemoryStorage } from '@reflex/journal'
import { describe, expect, test } from 'vitest'
import { FixAcceptor, FixInitiator, type FixSessionOptions, NodeTransport, type StreamTls } from '../src/index.ts'
import { makeCertificate } from './test-certificate.ts'

const epochMs = sessionEpochMsOf(Date.now())
const clock = new SystemNanoClock(epochMs)
const venue = makeCertificate('venue')
const trader = makeCertificate('trader')
const isHere = venue !== undefined && trader !== undefined

function parts(received: string[]) {
  return {
    transport: new NodeTransport(),
    storage: new MemoryStorage(),
    dir: 'fix',
    sessionTime: new SessionTime(epochMs),
    clock,
    listener: {
      onSessionState: (_i: number, state: number, reason: string) => void received.push(`${state} ${reason}`),
    },
  }
}

/** Runs both sides until one of them has something to tell, or for a second. @returns what the initiator was told. */
async function meet(
  server: StreamTls | undefined,
  client: StreamTls | undefined,
  options: Partial<FixSessionOptions> = {},
  allowFrom: string[] = [],
) {
  const told: string[] = []
  const orders: number[] = []
  const session = { beginString: 'FIX.4.4', ...options } as const
  const acceptor = new FixAcceptor({
    ...parts([]),
    host: '127.0.0.1',
    port: 0,
    allowFrom,
    ...(server === undefined ? {} : { tls: server }),
    sessions: [{ ...session, senderCompId: 'VENUE', targetCompId: 'EMS' }],
    onError: (error) => expect.unreachable(String(error)),
  })
  while (acceptor.port === 0) await new Promise((resolve) => setTimeout(resolve, 2))
  const address = { host: '127.0.0.1', port: acceptor.port, tls: client }
  const initiator = new FixInitiator({
    ...parts(told),
    sessions: [{ ...address, session: { beginString: 'FIX.4.4', senderCompId: 'EMS', targetCompId: 'VENUE' } }],
  })
  const body = Buffer.from(`35=D\x0111=a\x0158=${'x'.repeat(20_000)}\x01`, 'latin1')
  const handler = {
    onMessage: (_s: number, _b: Uint8Array, _o: number, _l: number, seqNum: number) => void orders.push(seqNum),
  }
  for (let i = 0; i < 100 && orders.length < 5; i++) {
    const nowNs = clock.nanoTime()
    initiator.onTimer(nowNs)
    initiator.poll(nowNs, handler, 10)
    acceptor.onTimer(nowNs)
    acceptor.poll(nowNs, handler, 10)
    initiator.send(0, body, 0, body.length, nowNs)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const { refusedCount } = acceptor
  initiator.close()
  acceptor.close()
  return { told, orders: orders.slice(0, 5), refusedCount }
}

describe.runIf(isHere)('sessions over TLS', () => {
  const good = { told: ['1 logged on'], orders: [2, 3, 4, 5, 6], refusedCount: 0 }

  test('with a certificate that the initiator trusts', async () => {
    expect(await meet({ ...venue }, { ca: venue!.cert })).toEqual(good)
  })

  test('not with one that it does not trust, nor in plain text', async () => {
    expect(await meet({ ...venue }, { ca: trader!.cert })).toMatchObject({ told: [], orders: [] })
    expect(await meet({ ...venue }, undefined)).toMatchObject({ told: [], orders: [] })
  })

  test('with a certificate of the caller, whose name the session may demand', async () => {
    const server = { ...venue, verifyPeer: true, ca: trader!.cert }
    const client = { ...trader, ca: venue!.cert }
    expect(await meet(server, client, { peerCertificateName: 'trader' })).toEqual(good)
    expect(await meet(server, client, { peerCertificateName: 'other' })).toMatchObject({ told: [], refusedCount: 1 })
    expect(await meet(server, { ca: venue!.cert })).toMatchObject({ told: [], orders: [] })
  })
})

test('takes connections only from the addresses it was told', async () => {
  expect(await meet(undefined, undefined, {}, ['127.0.0.0/8'])).toMatchObject({ told: ['1 logged on'] })
  expect(await meet(undefined, undefined, {}, ['10.1.2.3', '::1'])).toMatchObject({ told: [], refusedCount: 1 })
  const elsewhere = { allowFrom: ['192.168.0.0/16'] }
  expect(await meet(undefined, undefined, elsewhere)).toMatchObject({ told: [], refusedCount: 1 })
  await expect(meet(undefined, undefined, {}, ['10.0.0.0/33'])).rejects.toThrow(
    "not an address or network: '10.0.0.0/33'",
  )
})

test.skipIf(isHere)('sessions over TLS: no openssl command here to make certificates', () => {})
