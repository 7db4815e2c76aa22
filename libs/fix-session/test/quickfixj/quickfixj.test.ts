/**
 * Our sessions against QuickFIX/J, the reference engine, in both roles. Needs Java and its jars: the gate `quickfixj`
 * fetches them and sets REFLEX_QUICKFIXJ to their class path.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { BeginString } from '../../src/session-config.ts'
import { makeCertificate } from '../test-certificate.ts'
import { FixProxy, type Judge } from './fix-proxy.ts'
import { OurSide } from './our-side.ts'
import { freePort, makeKeyStore, makeTrustStore, type PeerOptions, QUICKFIXJ, QuickFixPeer } from './peer.ts'

type Role = 'acceptor' | 'initiator'

interface Pair {
  readonly ours: OurSide
  readonly peer: QuickFixPeer
  readonly proxy: FixProxy
}

const VERSIONS: readonly BeginString[] = ['FIX.4.2', 'FIX.4.4', 'FIXT.1.1']
const open: { close(): void }[] = []

/** Both ends, logged on, with the lossy proxy between. @param role ours. */
async function pairOf(
  role: Role,
  beginString: BeginString = 'FIX.4.4',
  more: Partial<PeerOptions> = {},
): Promise<Pair> {
  const peerPort = await freePort()
  const session = {
    beginString,
    senderCompId: 'OURS',
    targetCompId: 'QFJ',
    reconnectMinSeconds: 0.2,
    logonTimeoutSeconds: 20,
  }
  const side: { ours: OurSide | undefined } = { ours: undefined }
  const proxy = new FixProxy(() => (role === 'acceptor' ? (side.ours?.port ?? 0) : peerPort))
  await proxy.listen()
  const peerRole = role === 'acceptor' ? 'initiator' : 'acceptor'
  const port = role === 'acceptor' ? proxy.port : peerPort
  const peer = new QuickFixPeer({
    role: peerRole,
    beginString,
    senderCompId: 'QFJ',
    targetCompId: 'OURS',
    port,
    ...more,
  })
  open.push(peer, proxy)
  // A Logon into the void would use a number and make a gap of its own.
  if (peerRole === 'acceptor') await peer.until('QuickFIX/J listens', () => peer.count('READY') > 0)
  const ours = new OurSide({ session, role, port: () => proxy.port })
  side.ours = ours
  open.push(ours)
  await peer.until('logon of both', () => peer.count('LOGON') > 0 && ours.isLoggedOn)
  return { ours, peer, proxy }
}

afterEach(() => {
  for (const part of open.splice(0)) part.close()
})

const idOf = (text: string): string => /\|11=([^|]*)/.exec(text)?.[1] ?? ''
const names = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, i) => prefix + i)
const isApplication = (text: string): boolean => /\|35=[D8]\|/.test(text)

/** Orders both ways as the roles have it: the initiator's are all filled by the acceptor. */
function sendOrders({ ours, peer }: Pair, role: Role, prefix: string, count: number): void {
  if (role === 'acceptor') peer.command(`orders ${prefix} ${count}`)
  else for (const id of names(prefix, count)) expect(ours.order(id)).toBeGreaterThan(0)
}

/** The ClOrdIDs of the orders that arrived, in order of arrival, and of the fills that came back. */
function seen({ ours, peer }: Pair, role: Role): { orders: string[]; fills: string[] } {
  const isFill = (text: string): boolean => /\|39=2\|/.test(text)
  const ourOrders = ours.delivered.filter((text) => text.includes('|35=D|'))
  return role === 'acceptor'
    ? { orders: ourOrders.map(idOf), fills: peer.received('8').filter(isFill).map(idOf) }
    : { orders: peer.received('D').map(idOf), fills: ours.delivered.filter(isFill).map(idOf) }
}

/** Loses the application messages of one direction from the `from`th to before the `to`th, once each. */
function losing(fromClient: boolean, from: number, to: number): Judge {
  let count = 0
  return (text, isFromClient) => {
    if (isFromClient !== fromClient || !isApplication(text) || text.includes('|43=Y|')) return 'pass'
    count++
    return count > from && count <= to ? 'drop' : 'pass'
  }
}

describe.skipIf(QUICKFIXJ === undefined).each(['initiator', 'acceptor'] as Role[])(
  'QuickFIX/J, ours is the %s',
  (role) => {
    test.each(VERSIONS)('%s: logon, orders and fills, logout', async (version) => {
      const pair = await pairOf(role, version)
      sendOrders(pair, role, 'A', 50)
      await pair.peer.until('50 fills', () => seen(pair, role).fills.length === 50)
      expect(seen(pair, role)).toEqual({ orders: names('A', 50), fills: names('A', 50) })
      expect(pair.peer.lines.filter((line) => /\|35=[3j]\|/.test(line))).toEqual([])
      pair.peer.command('logout')
      await pair.peer.until('logout', () => pair.peer.count('LOGOUT') > 0)
    })

    test('what one side loses is asked for and sent again, in both directions', async () => {
      const pair = await pairOf(role)
      for (const fromClient of [true, false]) {
        const before = seen(pair, role)
        pair.proxy.judge = losing(fromClient, 2, 7)
        const prefix = fromClient ? 'C' : 'S'
        sendOrders(pair, role, prefix, 10)
        await pair.peer.until(`fills of ${prefix}`, () => seen(pair, role).fills.length === before.fills.length + 10)
        const after = seen(pair, role)
        expect(after.orders.slice(before.orders.length)).toEqual(names(prefix, 10))
        expect(after.fills.slice(before.fills.length)).toEqual(names(prefix, 10))
      }
      const resent = [...pair.ours.delivered, ...pair.peer.lines].filter((text) => text.includes('|43=Y|'))
      expect(resent.some((text) => text.includes('|35=D|')) && resent.some((text) => text.includes('|35=8|'))).toBe(
        true,
      )
      expect(pair.peer.lines.some((line) => line.startsWith('ADMIN-IN') && line.includes('|35=2|'))).toBe(true)
      expect(pair.peer.lines.some((line) => line.startsWith('ADMIN-OUT') && line.includes('|35=2|'))).toBe(true)
    })

    test('gaps with nothing in them are filled, and a sequence reset is obeyed, in both directions', async () => {
      const pair = await pairOf(role)
      const { ours, peer } = pair
      ours.skip(5)
      expect(ours.send('35=B|148=after a gap|33=1|58=x|')).toBeGreaterThan(6)
      await peer.until('our gap is filled', () => peer.received('B').length === 1)
      peer.command(`outseq ${ours.numbers.nextIn + 7}`)
      sendOrdersOf(pair, 'G', 1)
      await peer.until('their gap is filled', () => ours.delivered.length >= 1)
      const target = ours.numbers.nextIn + 20
      peer.command(`reset ${target}`)
      await peer.until('their reset is obeyed', () => ours.numbers.nextIn === target)
      const count = ours.delivered.length
      sendOrdersOf(pair, 'R', 2)
      await peer.until('messages behind the reset', () => ours.delivered.length >= count + 2)
      expect(ours.isLoggedOn).toBe(true)
      expect(peer.count('LOGOUT')).toBe(0)
    })

    test('a connection cut within a message costs nothing', async () => {
      const pair = await pairOf(role)
      for (const fromClient of [true, false]) {
        const prefix = fromClient ? 'X' : 'Y'
        const before = seen(pair, role)
        let countdown = 5
        pair.proxy.judge = (text, isFromClient) => {
          if (isFromClient !== fromClient || !isApplication(text) || --countdown !== 0) return 'pass'
          return 'cut'
        }
        sendOrders(pair, role, prefix, 12)
        await pair.peer.until(`fills of ${prefix}`, () => seen(pair, role).fills.length >= before.fills.length + 12)
        const after = seen(pair, role)
        expect(after.orders.slice(before.orders.length)).toEqual(names(prefix, 12))
        expect(after.fills.slice(before.fills.length)).toEqual(names(prefix, 12))
      }
      expect(pair.ours.logons).toBeGreaterThan(1)
    })

    test('TLS', async () => {
      const dir = mkdtempSync(join(tmpdir(), 'reflex-quickfixj-tls-'))
      open.push({ close: () => rmSync(dir, { recursive: true }) })
      const session = { beginString: 'FIX.4.4', senderCompId: 'OURS', targetCompId: 'QFJ' } as const
      const common = { beginString: 'FIX.4.4', senderCompId: 'QFJ', targetCompId: 'OURS' }
      const protocols = ['SocketUseSSL=Y', 'EnabledProtocols=TLSv1.3,TLSv1.2']
      let ours: OurSide
      let peer: QuickFixPeer
      if (role === 'initiator') {
        const store = makeKeyStore(dir)
        const port = await freePort()
        const settings = [...protocols, `SocketKeyStore=${store.path}`, `SocketKeyStorePassword=${store.password}`]
        peer = new QuickFixPeer({ ...common, role: 'acceptor', port, settings: [...settings, 'KeyStoreType=PKCS12'] })
        open.push(peer)
        await peer.until('QuickFIX/J listens', () => peer.count('READY') > 0)
        ours = new OurSide({ session, role, port: () => port, tls: { ca: store.cert } })
      } else {
        const { cert, key } = makeCertificate('localhost')!
        ours = new OurSide({ session, role, tls: { cert, key } })
        while (ours.port === 0) await new Promise((resolve) => setTimeout(resolve, 5))
        const trust = makeTrustStore(dir, cert)
        const settings = [...protocols, `SocketTrustStore=${trust.path}`, `SocketTrustStorePassword=${trust.password}`]
        peer = new QuickFixPeer({
          ...{ ...common, role: 'initiator', port: ours.port },
          settings: [...settings, 'TrustStoreType=PKCS12', 'EndpointIdentificationAlgorithm=HTTPS'],
        })
        open.push(peer)
      }
      open.push(ours)
      await peer.until('logon over TLS', () => peer.count('LOGON') > 0 && ours.isLoggedOn)
      const pair = { ours, peer, proxy: new FixProxy(() => 0) }
      sendOrders(pair, role, 'T', 20)
      await peer.until('20 fills', () => seen(pair, role).fills.length === 20)
      expect(seen(pair, role).orders).toEqual(names('T', 20))
    })
  },
)

/** Application messages from QuickFIX/J whatever its role: an acceptor's may be orders too, for this purpose. */
function sendOrdersOf({ peer }: Pair, prefix: string, count: number): void {
  peer.command(`orders ${prefix} ${count}`)
}

test.skipIf(QUICKFIXJ !== undefined)('QuickFIX/J is not here: set REFLEX_QUICKFIXJ, see the gate quickfixj', () => {})
