import type { TlsOptions as NodeTlsOptions, SecureContextOptions } from 'node:tls'
import type { StreamTls } from './stream-transport.ts'

const HANDSHAKE_TIMEOUT_MS = 10_000

/** What node:tls wants to know of our side when it connects. */
export function clientTls(tls: StreamTls, host: string) {
  return {
    ...common(tls),
    servername: tls.serverName ?? (/^[\d.]+$|:/.test(host) ? '' : host),
    rejectUnauthorized: tls.verifyPeer ?? true,
  }
}

/** What node:tls wants to know when it listens. */
export function serverTls(tls: StreamTls): NodeTlsOptions {
  const asks = tls.verifyPeer ?? false
  return { ...common(tls), requestCert: asks, rejectUnauthorized: asks, handshakeTimeout: HANDSHAKE_TIMEOUT_MS }
}

function common(tls: StreamTls): SecureContextOptions {
  const { ca, cert, key } = tls
  return {
    minVersion: tls.minVersion ?? 'TLSv1.2',
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  }
}
