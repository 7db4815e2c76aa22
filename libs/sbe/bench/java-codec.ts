/**
 * The reference implementation's Java codec (uk.co.real-logic:sbe-all) on the same messages: generated, compiled and
 * run where java, javac and the jar are. The jar is looked for in Maven's local repository, or fetched with mvn.
 */

import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'

const VERSION = '1.38.1'
const OPENS = [
  '--add-opens',
  'java.base/jdk.internal.misc=ALL-UNNAMED',
  '--add-opens',
  'java.base/sun.nio.ch=ALL-UNNAMED',
]
const FETCH_TIMEOUT_MS = 60_000
const RUN_TIMEOUT_MS = 60_000

const MAIN = `
import bookfeed.*;
import org.agrona.concurrent.UnsafeBuffer;
public class Main {
  static long cpu() { return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(); }
  public static void main(String[] args) {
    final int messages = 1024, slot = 64, operations = Integer.parseInt(args[0]), rounds = 9;
    final UnsafeBuffer buffer = new UnsafeBuffer(new byte[messages * slot]);
    final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    final IncrementalEncoder encoder = new IncrementalEncoder();
    for (int i = 0; i < messages; i++) {
      encoder.wrapAndApplyHeader(buffer, i * slot, headerEncoder).transactTime(1700000000L + i);
      encoder.eventIndicator((short) 128);
      encoder.entriesCount(1).next().price(6000000 + i).size(i + 1).securityId(i & 255).rptSeq(i).orders(3)
        .level((short) 1).action(Action.Change).entryType(EntryType.Bid);
    }
    final MessageHeaderDecoder header = new MessageHeaderDecoder();
    final IncrementalDecoder decoder = new IncrementalDecoder();
    final double[] nanos = new double[rounds];
    long hash = 0;
    for (int round = -3; round < rounds; round++) {
      final long start = cpu();
      for (int i = 0; i < operations; i++) {
        decoder.wrapAndApplyHeader(buffer, (i & (messages - 1)) * slot, header);
        long sum = decoder.transactTime() + decoder.eventIndicator();
        for (final IncrementalDecoder.EntriesDecoder e : decoder.entries())
          sum += e.price() + e.size() + e.securityId() + e.rptSeq() + e.orders() + e.level() + e.action().value()
            + e.entryType().value();
        hash = hash * 31 + sum;
      }
      if (round >= 0) nanos[round] = (cpu() - start) / (double) operations;
    }
    java.util.Arrays.sort(nanos);
    System.out.println(nanos[rounds / 2] + " " + hash);
  }
}
`

/** @returns ns of CPU time a decoded message, or why there is none. */
export function measureJavaCodec(schemaPath: string, operations: number): number | string {
  const jar = join(homedir(), '.m2/repository/uk/co/real-logic/sbe-all', VERSION, `sbe-all-${VERSION}.jar`)
  const dir = mkdtempSync(join(tmpdir(), 'reflex-sbe-java-'))
  const run = (command: string, args: readonly string[], timeout = RUN_TIMEOUT_MS): string =>
    execFileSync(command, args, { cwd: dir, timeout, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  try {
    if (!existsSync(jar)) {
      const artifact = `uk.co.real-logic:sbe-all:${VERSION}`
      run('mvn', ['-q', '-B', 'dependency:get', `-Dartifact=${artifact}`, '-Dtransitive=false'], FETCH_TIMEOUT_MS)
    }
    run('java', [...OPENS, `-Dsbe.output.dir=${dir}`, '-Dsbe.target.language=Java', '-jar', jar, schemaPath])
    writeFileSync(join(dir, 'Main.java'), MAIN)
    const options = ['--add-exports', 'java.base/jdk.internal.misc=ALL-UNNAMED', '-nowarn', '-cp', `${jar}:${dir}`]
    run('javac', [...options, '-d', dir, join(dir, 'Main.java')])
    return Number(run('java', [...OPENS, '-cp', `${jar}:${dir}`, 'Main', String(operations)]).split(' ')[0])
  } catch (error) {
    return `java, javac or sbe-all ${VERSION} is not there: ${firstLine(error)}`
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function firstLine(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string }
  return (stderr || message).trim().split('\n')[0]!.slice(0, 200)
}
