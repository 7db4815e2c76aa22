/**
 * Proofs of identity in a Logon: user name and password, and signatures in RawData(96) as crypto venues want them. What
 * is signed are header fields of the Logon, joined by SOH; which and in what order, the venue says.
 */

import { createHmac, createPrivateKey, createPublicKey, sign, timingSafeEqual, verify } from 'node:crypto'
import type { FixFrame } from '@reflex/fix'
import type { LogonAuthenticator, LogonIdentity, LogonSigner } from './logon-hooks.ts'

const SOH = '\x01'
const TAG_RAW_DATA_LENGTH = 95
const TAG_RAW_DATA = 96
const TAG_USERNAME = 553
const TAG_PASSWORD = 554
/** MsgType, SenderCompID, TargetCompID, MsgSeqNum, SendingTime: what Binance signs. */
const SIGNED_TAGS = [35, 49, 56, 34, 52]
const REFUSED = 'authentication failed'

export interface LogonSignature {
  readonly kind: 'ed25519' | 'hmac-sha256'
  /** Ed25519: private key as PEM (PKCS #8). HMAC: the secret; see `secretEncoding`. */
  readonly key: string
  /** How an HMAC secret is written. Default 'latin1'; Coinbase gives 'base64'. */
  readonly secretEncoding?: 'latin1' | 'base64' | 'hex'
  /** Header fields that are signed, in order: of 8, 34, 35, 49, 52, 56. Default 35, 49, 56, 34, 52. */
  readonly signedTags?: readonly number[]
  /** Texts signed behind them (a passphrase). */
  readonly signedTexts?: readonly string[]
  /** Username(553), the API key for most venues; left out: none. */
  readonly username?: string
  readonly password?: string
}

/** @returns what an initiator's session takes as `signer`. @throws Error when the key is none. */
export function logonSigner(options: LogonSignature): LogonSigner {
  const signText = signatureOf(options)
  return (identity) => {
    const signature = signText(payload(options, (tag) => fieldOf(identity, tag)))
    const fields: [number, string][] = [
      [TAG_RAW_DATA_LENGTH, String(signature.length)],
      [TAG_RAW_DATA, signature],
    ]
    if (options.username !== undefined) fields.push([TAG_USERNAME, options.username])
    if (options.password !== undefined) fields.push([TAG_PASSWORD, options.password])
    return fields
  }
}

/** Username(553) and Password(554), compared in constant time. @param users password by user name. */
export function passwordAuthenticator(users: Readonly<Record<string, string>>): LogonAuthenticator {
  const known = new Map(Object.entries(users))
  return {
    check(_config, logon) {
      const password = known.get(logon.text(TAG_USERNAME))
      return password !== undefined && isEqual(password, logon.text(TAG_PASSWORD)) ? '' : REFUSED
    },
  }
}

/**
 * The counterpart of `logonSigner`. @param keyOf verification key by Username(553) ('' where there is none): Ed25519
 * public key as PEM, or the HMAC secret; undefined for somebody unknown.
 */
export function signatureAuthenticator(
  options: Omit<LogonSignature, 'key'>,
  keyOf: (username: string) => string | undefined,
): LogonAuthenticator {
  return {
    check(_config, logon) {
      const key = keyOf(logon.text(TAG_USERNAME))
      if (key === undefined) return REFUSED
      const text = payload(options, (tag) => logon.text(tag))
      return isSignedBy(options, key, text, logon) ? '' : REFUSED
    },
  }
}

function isSignedBy(options: Omit<LogonSignature, 'key'>, key: string, text: Buffer, logon: FixFrame): boolean {
  const signature = logon.text(TAG_RAW_DATA)
  if (options.kind === 'hmac-sha256') return isEqual(signatureOf({ ...options, key })(text), signature)
  return verify(null, text, createPublicKey(key), Buffer.from(signature, 'base64'))
}

function signatureOf(options: LogonSignature): (text: Buffer) => string {
  if (options.kind === 'ed25519') {
    const key = createPrivateKey(options.key)
    return (text) => sign(null, text, key).toString('base64')
  }
  const secret = Buffer.from(options.key, options.secretEncoding ?? 'latin1')
  return (text) => createHmac('sha256', secret).update(text).digest('base64')
}

function payload(options: Omit<LogonSignature, 'key'>, text: (tag: number) => string): Buffer {
  const fields = (options.signedTags ?? SIGNED_TAGS).map(text)
  return Buffer.from([...fields, ...(options.signedTexts ?? [])].join(SOH), 'latin1')
}

function fieldOf(identity: LogonIdentity, tag: number): string {
  switch (tag) {
    case 8:
      return identity.beginString
    case 34:
      return String(identity.msgSeqNum)
    case 35:
      return 'A'
    case 49:
      return identity.senderCompId
    case 52:
      return identity.sendingTime
    case 56:
      return identity.targetCompId
    default:
      throw new RangeError(`tag ${tag} cannot be signed: take 8, 34, 35, 49, 52 or 56`)
  }
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a, 'latin1'), Buffer.from(b, 'latin1')]
  return left.length === right.length && timingSafeEqual(left, right)
}
