import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  type LogonAuthenticator,
  type LogonSignature,
  logonSigner,
  passwordAuthenticator,
  signatureAuthenticator,
} from '../src/index.ts'
import { EndpointPair } from './endpoint-pair.ts'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const pem = { type: 'pkcs8', format: 'pem' } as const
const key = privateKey.export(pem).toString()
const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()

/** @returns whether they met, and what each side was told. */
function meet(authenticator: LogonAuthenticator, signature?: LogonSignature, logonFields = '') {
  const signer = signature === undefined ? {} : { signer: logonSigner(signature) }
  const pair = new EndpointPair({}, { authenticator }, { initiator: { logonFields }, ...signer })
  pair.run(1)
  return [pair.initiator.isLoggedOn(0), pair.acceptorApp.failures[0] ?? '', pair.initiatorApp.failures[0] ?? '']
}

const IN = [true, '', '']
const OUT = [false, 'authentication failed', '35=5 before logon authentication failed']

describe('a Logon is let in', () => {
  test('by user name and password', () => {
    const users = passwordAuthenticator({ alice: 'secret' })
    expect(meet(users, undefined, '553=alice|554=secret')).toEqual(IN)
    expect(meet(users, undefined, '553=alice|554=secre')).toEqual(OUT)
    expect(meet(users, undefined, '553=bob|554=secret')).toEqual(OUT)
    expect(meet(users)).toEqual(OUT)
  })

  test('by an Ed25519 signature over its header', () => {
    const keys = signatureAuthenticator({ kind: 'ed25519' }, (user) => (user === 'API-KEY' ? publicPem : undefined))
    expect(meet(keys, { kind: 'ed25519', key, username: 'API-KEY' })).toEqual(IN)
    expect(meet(keys, { kind: 'ed25519', key, username: 'OTHER' })).toEqual(OUT)
    expect(meet(keys, { kind: 'ed25519', key, username: 'API-KEY', signedTags: [35, 49, 56] })).toEqual(OUT)
    expect(meet(keys, undefined, '95=5|96=wrong|553=API-KEY')).toEqual(OUT)
  })

  test('by an HMAC, with a passphrase', () => {
    const options = {
      kind: 'hmac-sha256',
      secretEncoding: 'base64',
      signedTags: [52, 35, 34, 49, 56],
      signedTexts: ['phrase'],
    } as const
    const keys = signatureAuthenticator(options, () => 'c2VjcmV0')
    expect(meet(keys, { ...options, key: 'c2VjcmV0', password: 'phrase' })).toEqual(IN)
    expect(meet(keys, { ...options, key: 'c2VjcmV1' })).toEqual(OUT)
  })

  test('only with fields that can be signed', () => {
    expect(() => meet(passwordAuthenticator({}), { kind: 'hmac-sha256', key: 'x', signedTags: [108] })).toThrow('108')
  })
})

test('a Logon that is refused resets nothing, whatever it asks for', () => {
  const pair = new EndpointPair(
    {},
    { authenticator: passwordAuthenticator({ a: 'b' }) },
    { initiator: { logonFields: '553=a|554=b' } },
  )
  pair.run(1)
  pair.send(true, 'one')
  pair.run(1)
  pair.initiator.disable(0, pair.clock.nowNs)
  pair.run(1)
  const { nextIn } = pair.acceptor.store(0)
  const thief = new EndpointPair(
    {},
    { transport: pair.transport },
    { acceptorPort: 1, initiator: { resetOnLogon: true } },
  )
  for (let i = 0; i < 40; i++) {
    thief.initiator.onTimer(thief.clock.nowNs)
    thief.initiator.poll(thief.clock.nowNs, thief.initiatorApp, 10)
    thief.clock.advance(50e6)
    pair.run(0.05)
  }
  expect([pair.acceptor.store(0).nextIn, pair.acceptor.store(0).epoch]).toEqual([nextIn, 0])
})
