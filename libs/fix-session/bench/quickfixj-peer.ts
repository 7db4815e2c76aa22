/** The same round trips by QuickFIX/J with file stores, where Java and its jars are. */

import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

export interface PeerTrips {
  readonly p50Ns: number
  readonly p99Ns: number
  readonly p999Ns: number
  readonly maxNs: number
  readonly ordersPerSecond: number
}

const JARS = [
  'org/quickfixj/quickfixj-core/2.3.2/quickfixj-core-2.3.2.jar',
  'org/quickfixj/quickfixj-messages-all/2.3.2/quickfixj-messages-all-2.3.2.jar',
  'org/apache/mina/mina-core/2.2.4/mina-core-2.2.4.jar',
  'org/slf4j/slf4j-api/1.7.30/slf4j-api-1.7.30.jar',
]
const SOURCE = join(import.meta.dirname, 'QuickFixRoundTrip.java')
const RUN_LIMIT_MS = 120_000
export const QUICKFIXJ_ABSENT = 'Java or its jars are not here: npm run ci -- --only quickfixj fetches them'

/** @returns the class path (REFLEX_QUICKFIXJ, or what Maven has stored), or undefined. */
export function quickFixClassPath(): string | undefined {
  const given = process.env['REFLEX_QUICKFIXJ']
  if (given !== undefined) return given
  const paths = JARS.map((jar) => join(homedir(), '.m2/repository', jar))
  return existsSync('/usr/bin/javac') && paths.every((path) => existsSync(path)) ? paths.join(':') : undefined
}

/** Starts the filling side. @param dir scratch. @returns a function that runs the ordering side, and one that ends. */
export async function startQuickFix(classPath: string, dir: string, port: number) {
  execFileSync('javac', ['-cp', classPath, '-d', dir, SOURCE], { stdio: 'ignore' })
  const java = ['-Xmx512m', '-cp', `${dir}:${classPath}`, 'QuickFixRoundTrip']
  const venue = spawn('java', [...java, 'venue', settings(dir, 'venue', port)], { stdio: ['pipe', 'pipe', 'ignore'] })
  await once(venue.stdout, 'data')
  let run = 0
  return {
    orders(count: number, open: number, warmup: number): PeerTrips {
      const file = settings(dir, `ems${run++}`, port)
      const args = [...java, 'ems', file, `${count}`, `${open}`, `${warmup}`]
      const out = execFileSync('java', args, {
        encoding: 'latin1',
        timeout: RUN_LIMIT_MS,
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      const [p50Ns, p99Ns, p999Ns, maxNs, ordersPerSecond] = out.trim().split('\n').at(-1)!.split(' ').map(Number)
      return { p50Ns: p50Ns!, p99Ns: p99Ns!, p999Ns: p999Ns!, maxNs: maxNs!, ordersPerSecond: ordersPerSecond! }
    },
    stop: () => void venue.kill('SIGKILL'),
  }
}

function settings(dir: string, name: string, port: number): string {
  const isVenue = name === 'venue'
  const [sender, target] = isVenue ? ['VENUE', 'EMS'] : ['EMS', 'VENUE']
  const lines = ['[default]', `FileStorePath=${join(dir, name)}`, 'StartTime=00:00:00', 'EndTime=00:00:00']
  lines.push(
    'HeartBtInt=30',
    'UseDataDictionary=N',
    'ResetOnLogon=Y',
    'SocketTcpNoDelay=Y',
    'TimeStampPrecision=MICROS',
  )
  lines.push(`ConnectionType=${isVenue ? 'acceptor' : 'initiator'}`, 'ReconnectInterval=1', '[session]')
  lines.push('BeginString=FIX.4.4', `SenderCompID=${sender}`, `TargetCompID=${target}`)
  if (isVenue) lines.push('SocketAcceptAddress=127.0.0.1', `SocketAcceptPort=${port}`)
  else lines.push('SocketConnectHost=127.0.0.1', `SocketConnectPort=${port}`)
  mkdirSync(join(dir, name), { recursive: true })
  const file = join(dir, `${name}.cfg`)
  writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}
