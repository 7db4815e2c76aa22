import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Class path of QuickFIX/J and what it needs: the tests against it run where this is set (`npm run ci`, or by hand).
 */
export const QUICKFIXJ = process.env['REFLEX_QUICKFIXJ']

const SOURCE = join(import.meta.dirname, 'QuickFixPeer.java')
const WAIT_MS = 60_000
const STORE_PASSWORD = 'changeit'

export interface PeerOptions {
  readonly role: 'acceptor' | 'initiator'
  readonly beginString: string
  readonly senderCompId: string
  readonly targetCompId: string
  /** To listen on, or to connect to. */
  readonly port: number
  /** Further lines of the session's settings. */
  readonly settings?: readonly string[]
}

/** A QuickFIX/J session in a process of its own. */
export class QuickFixPeer {
  readonly lines: string[] = []
  readonly #child: ChildProcess
  readonly #dir: string
  readonly #waiting = new Set<() => void>()
  #rest = ''

  constructor(options: PeerOptions) {
    this.#dir = mkdtempSync(join(tmpdir(), 'reflex-quickfixj-'))
    const settings = join(this.#dir, 'settings.cfg')
    writeFileSync(settings, settingsText(options))
    const quick = ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto']
    const args = [...quick, '-cp', `${compiled()}:${QUICKFIXJ}`, 'QuickFixPeer', options.role, settings]
    this.#child = spawn('java', args, { stdio: ['pipe', 'pipe', 'pipe'] })
    this.#child.stdout!.on('data', (chunk: Buffer) => this.#onOutput(chunk.toString('latin1')))
    this.#child.stderr!.on('data', (chunk: Buffer) => this.lines.push(`STDERR ${chunk.toString('latin1').trim()}`))
  }

  command(text: string): void {
    this.#child.stdin!.write(`${text}\n`)
  }

  /** Bodies of the application messages received, in order. */
  received(msgType: string): string[] {
    return this.lines.filter((line) => line.startsWith('IN ') && line.includes(`|35=${msgType}|`))
  }

  /** @throws with the last lines when it does not come true. */
  async until(what: string, check: () => boolean): Promise<void> {
    const endMs = Date.now() + WAIT_MS
    while (!check()) {
      const leftMs = endMs - Date.now()
      if (leftMs <= 0) throw new Error(`not within ${WAIT_MS} ms: ${what}\n${this.lines.slice(-12).join('\n')}`)
      await new Promise<void>((resolve) => {
        const done = (): void => {
          clearTimeout(timer)
          this.#waiting.delete(done)
          resolve()
        }
        const timer = setTimeout(done, Math.min(leftMs, 20))
        this.#waiting.add(done)
      })
    }
  }

  count(prefix: string): number {
    return this.lines.filter((line) => line.startsWith(prefix)).length
  }

  close(): void {
    this.#child.kill('SIGKILL')
    rmSync(this.#dir, { recursive: true, force: true })
  }

  #onOutput(text: string): void {
    const parts = (this.#rest + text).split('\n')
    this.#rest = parts.pop()!
    this.lines.push(...parts)
    for (const wake of this.#waiting) wake()
  }
}

let classes = ''

/** The folder with the compiled program, made on first use. */
function compiled(): string {
  if (classes !== '') return classes
  const dir = mkdtempSync(join(tmpdir(), 'reflex-quickfixj-classes-'))
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }))
  execFileSync('javac', ['-cp', QUICKFIXJ!, '-d', dir, SOURCE], { stdio: ['ignore', 'inherit', 'inherit'] })
  classes = dir
  return classes
}

function settingsText(options: PeerOptions): string {
  const { role, beginString, port } = options
  const isFixt = beginString === 'FIXT.1.1'
  const dictionaries = isFixt
    ? ['DefaultApplVerID=FIX.5.0SP2', 'TransportDataDictionary=FIXT11.xml', 'AppDataDictionary=FIX50SP2.xml']
    : [`DataDictionary=${beginString.replaceAll('.', '')}.xml`]
  const address =
    role === 'acceptor'
      ? [`SocketAcceptPort=${port}`, 'SocketAcceptAddress=127.0.0.1', 'SocketReuseAddress=Y']
      : [`SocketConnectPort=${port}`, 'SocketConnectHost=127.0.0.1', 'ReconnectInterval=1', 'HeartBtInt=30']
  return [
    ...['[DEFAULT]', `ConnectionType=${role}`, 'StartTime=00:00:00', 'EndTime=00:00:00', 'NonStopSession=Y'],
    ...['[SESSION]', `BeginString=${beginString}`, `SenderCompID=${options.senderCompId}`],
    ...[`TargetCompID=${options.targetCompId}`, 'UseDataDictionary=Y', ...dictionaries, ...address],
    ...[...(options.settings ?? []), ''],
  ].join('\n')
}

/** A Java key store with the certificate of 127.0.0.1 and, as PEM, the certificate. */
export function makeKeyStore(dir: string): { path: string; password: string; cert: string } {
  const path = join(dir, 'peer.p12')
  const store = ['-keystore', path, '-storepass', STORE_PASSWORD, '-storetype', 'PKCS12', '-alias', 'peer']
  const key = ['-genkeypair', '-keyalg', 'EC', '-groupname', 'secp256r1', '-validity', '2', '-dname', 'CN=localhost']
  execFileSync('keytool', [...key, ...store, '-ext', 'san=dns:localhost,ip:127.0.0.1'], { stdio: 'ignore' })
  const cert = execFileSync('keytool', ['-exportcert', '-rfc', ...store], { stdio: ['ignore', 'pipe', 'ignore'] })
  return { path, password: STORE_PASSWORD, cert: cert.toString('latin1') }
}

/** A Java trust store with one certificate. */
export function makeTrustStore(dir: string, cert: string): { path: string; password: string } {
  const path = join(dir, 'trust.p12')
  const pem = join(dir, 'trusted.pem')
  writeFileSync(pem, cert)
  const store = ['-keystore', path, '-storepass', STORE_PASSWORD, '-storetype', 'PKCS12', '-alias', 'trusted']
  execFileSync('keytool', ['-importcert', '-noprompt', '-file', pem, ...store], { stdio: 'ignore' })
  return { path, password: STORE_PASSWORD }
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
