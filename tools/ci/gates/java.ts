/** Interoperation with the official Aeron: our client on the Java driver and the Java client on our driver. */

import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { installDebian } from '../apt.ts'
import type { Gate, GateContext } from '../gate.ts'
import { require } from '../gate.ts'

/** The official version the bus is held against; runs on Java 17. */
export const AERON_VERSION = '1.51.0'

/** @returns the path of the official jar, fetched by Maven when it is not in the local repository yet. */
export async function fetchAeronJar(context: GateContext): Promise<string> {
  await installDebian(context, { '/usr/bin/java': 'openjdk-17-jdk-headless', '/usr/bin/mvn': 'maven' })
  const artifact = `io.aeron:aeron-all:${AERON_VERSION}`
  const jar = join(homedir(), `.m2/repository/io/aeron/aeron-all/${AERON_VERSION}/aeron-all-${AERON_VERSION}.jar`)
  if (!existsSync(jar)) {
    context.progress(`mvn dependency:get ${artifact}`)
    await context.run('mvn', ['-q', '-B', 'dependency:get', `-Dartifact=${artifact}`, '-Dtransitive=false'])
  }
  require(existsSync(jar), `Maven did not leave ${jar}`)
  return jar
}

export const JAVA_GATE: Gate = {
  name: 'aeron-java',
  about: 'the bus against the official Java driver and client',
  timeoutMs: 6 * 60_000,
  async run(context) {
    const jar = await fetchAeronJar(context)
    const env = { CI: 'true', NO_COLOR: '1', REFLEX_AERON_JAR: jar }
    const tests = ['vitest', 'run', 'libs/aeron-client/test/system', 'libs/aeron-driver/test/system']
    const result = await context.run('npx', tests, { env })
    const summary = /Tests\s+(.*)/.exec(result.stdout)?.[1] ?? ''
    require(/[1-9]\d* passed/.test(summary), `no system test ran: ${summary}`)
    require(!/skipped/.test(summary), `system tests were skipped although the jar is there: ${summary}`)
    return `${AERON_VERSION}: ${summary}`
  },
}
