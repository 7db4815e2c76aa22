import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TestCertificate {
  readonly cert: string
  readonly key: string
}

/** A self-signed certificate of today, by the openssl command. @returns undefined where there is none. */
export function makeCertificate(commonName: string): TestCertificate | undefined {
  const dir = mkdtempSync(join(tmpdir(), 'reflex-cert-'))
  const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')]
  const subject = ['-subj', `/CN=${commonName}`, '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  try {
    execFileSync('openssl', ['req', '-x509', ...curve, ...subject, '-keyout', key, '-out', cert], { stdio: 'ignore' })
    return { cert: readFileSync(cert, 'latin1'), key: readFileSync(key, 'latin1') }
  } catch {
    return undefined
  } finally {
    rmSync(dir, { recursive: true })
  }
}
