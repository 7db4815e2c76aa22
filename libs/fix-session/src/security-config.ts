/** TLS and Logon signatures as a configuration file says them: secrets stay in files of their own. */

import { readFileSync } from 'node:fs'
import { ReflexError } from '@reflex/base'
import { z } from 'zod'
import type { LogonSignature } from './logon-crypto.ts'
import type { StreamTls } from './stream-transport.ts'

export const streamTlsConfig = z
  .strictObject({
    certFile: z.string().optional().describe('Our certificate chain, PEM. A listener needs it.'),
    keyFile: z.string().optional().describe('Its private key, PEM.'),
    caFile: z.string().optional().describe("Whom we trust, PEM; left out: the system's authorities."),
    verifyPeer: z
      .boolean()
      .optional()
      .describe(
        'Client: the certificate must be good (default true). Listener: callers must show one (default false).',
      ),
    serverName: z.string().optional().describe('Client: name in the certificate where it is not the host.'),
    minVersion: z.enum(['TLSv1.2', 'TLSv1.3']).optional().describe('Default TLSv1.2.'),
  })
  .describe('TLS of a FIX session.')

export type StreamTlsConfig = z.output<typeof streamTlsConfig>

export const logonSignatureConfig = z
  .strictObject({
    kind: z.enum(['ed25519', 'hmac-sha256']).describe('What stands in RawData(96).'),
    keyFile: z.string().describe('Ed25519 private key as PEM, or the HMAC secret.'),
    secretEncoding: z.enum(['latin1', 'base64', 'hex']).optional().describe('How the HMAC secret is written.'),
    signedTags: z.array(z.int()).optional().describe('Header fields that are signed, in order.'),
    username: z.string().optional().describe('Username(553): the API key.'),
    passwordFile: z.string().optional().describe('Password(554) stands in this file.'),
  })
  .describe('How a Logon proves who we are.')

export type LogonSignatureConfig = z.output<typeof logonSignatureConfig>

/** @throws ReflexError REFLEX_CONFIG_INVALID naming a file that cannot be read. */
export function readTls(config: StreamTlsConfig): StreamTls {
  const { certFile, keyFile, caFile, verifyPeer, serverName, minVersion } = config
  return {
    ...(certFile === undefined ? {} : { cert: readSecret(certFile) }),
    ...(keyFile === undefined ? {} : { key: readSecret(keyFile) }),
    ...(caFile === undefined ? {} : { ca: readSecret(caFile) }),
    ...(verifyPeer === undefined ? {} : { verifyPeer }),
    ...(serverName === undefined ? {} : { serverName }),
    ...(minVersion === undefined ? {} : { minVersion }),
  }
}

/** @throws ReflexError REFLEX_CONFIG_INVALID naming a file that cannot be read. */
export function readSignature(config: LogonSignatureConfig): LogonSignature {
  const { kind, keyFile, secretEncoding, signedTags, username, passwordFile } = config
  return {
    kind,
    key: readSecret(keyFile).trim(),
    ...(secretEncoding === undefined ? {} : { secretEncoding }),
    ...(signedTags === undefined ? {} : { signedTags }),
    ...(username === undefined ? {} : { username }),
    ...(passwordFile === undefined ? {} : { password: readSecret(passwordFile).trim() }),
  }
}

function readSecret(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch (error) {
    throw new ReflexError('REFLEX_CONFIG_INVALID', `${path} cannot be read: ${(error as Error).message}`)
  }
}
