/** `reflex driver` and `reflex bus`, each a process of its own, over IPC. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { driverProperties } from '../src/tools/bus/driver-properties.ts'

const REFLEX = fileURLToPath(new URL('../bin/reflex.mjs', import.meta.url))
const IPC = ['--channel', 'aeron:ipc?term-length=64k']
const PONG = ['--pong-channel', 'aeron:ipc?term-length=64k']

class Reflex {
  readonly process: ChildProcess
  output = ''
  errors = ''

  constructor(aeronDir: string, args: readonly string[]) {
    this.process = spawn(process.execPath, [REFLEX, ...args], {
      env: { ...process.env, AERON_DIR: aeronDir },
      detached: true,
    })
    this.process.stdout?.on('data', (data) => {
      this.output += data
    })
    this.process.stderr?.on('data', (data) => {
      this.errors += data
    })
  }

  async line(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      if (this.process.exitCode !== null) throw new Error(`no "${text}" in: ${this.output}${this.errors}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  /** With the process that the command started. */
  killGroup(): void {
    try {
      process.kill(-this.process.pid!, 'SIGKILL')
    } catch {
      // It has ended.
    }
  }

  async exit(): Promise<number | null> {
    if (this.process.exitCode === null && this.process.signalCode === null) await once(this.process, 'close')
    return this.process.exitCode
  }
}

describe('properties of the driver', () => {
  it('come as -D arguments and files, under the official names', () => {
    const dir = mkdtempSync('/tmp/reflex-test-')
    const file = join(dir, 'driver.properties')
    writeFileSync(file, '# ours\naeron.threading.mode=SHARED\n\naeron.term.buffer.length = 64k\nagrona.x=1\n')
    try {
      expect(driverProperties([file, '-Daeron.dir=/dev/shm/x', '-Daeron.term.buffer.length=128k'])).toEqual({
        AERON_THREADING_MODE: 'SHARED',
        AERON_TERM_BUFFER_LENGTH: '128k',
        AERON_DIR: '/dev/shm/x',
      })
      expect(() => driverProperties(['-Daeron.dir'])).toThrow(/name=value/)
      expect(() => driverProperties(['--fast'])).toThrow(/unknown option/)
      expect(() => driverProperties([join(dir, 'none')])).toThrow(/cannot read/)
    } finally {
      rmSync(dir, { recursive: true })
    }
  })
})

describe('a driver and tools', () => {
  let dir: string
  let all: Reflex[]

  const reflex = (...args: string[]): Reflex => {
    const started = new Reflex(dir, args)
    all.push(started)
    return started
  }

  beforeEach(() => {
    dir = `/dev/shm/reflex-test-bus-tools-${process.pid}`
    all = []
  })

  afterEach(() => {
    for (const one of all) one.killGroup()
    rmSync(dir, { recursive: true, force: true })
  })

  it('talk; a second driver is refused; what went wrong can be read', async () => {
    const driver = reflex('driver', '-Daeron.counters.buffer.length=1m', '-Daeron.sender.idle.strategy=x')
    await driver.line('"ready":true')
    expect(driver.errors).toContain('counterValuesBufferLength=1048576')
    expect(driver.errors).toContain('AERON_SENDER_IDLE_STRATEGY is not a setting of this driver')
    const second = reflex('driver')
    const subscriber = reflex('bus', 'subscribe', ...IPC, '--stream', '7', '--count', '3', '--json')
    const publisher = reflex('bus', 'publish', ...IPC, '--stream', '7', '--count', '3', '--json', 'order {n}')
    const pong = reflex('bus', 'pong', ...IPC, ...PONG)
    const ping = reflex('bus', 'ping', ...IPC, ...PONG, '--messages', '500', '--warmup', '10', '--json')
    expect([await second.exit(), second.errors]).toEqual([2, expect.stringContaining('REFLEX_DRIVER_ACTIVE')])
    expect([await subscriber.exit(), await publisher.exit()]).toEqual([0, 0])
    const messages = subscriber.output.trim().split('\n')
    expect(messages.map((line) => JSON.parse(line).text)).toEqual(['order 0', 'order 1', 'order 2'])
    expect(JSON.parse(publisher.output)).toEqual({ sent: 3 })
    expect(await ping.exit()).toBe(0)
    expect(JSON.parse(ping.output)).toMatchObject({ messages: 500, length: 32, p50: expect.any(Number) })
    pong.process.kill('SIGTERM')
    expect([await pong.exit(), pong.output]).toEqual([0, expect.stringContaining('510 messages echoed')])
    const bad = reflex('bus', 'publish', '--channel', 'aeron:ipc?mtu=33', 'x')
    expect([await bad.exit(), bad.errors]).toEqual([2, expect.stringContaining('the media driver refuses')])
    const errors = reflex('bus', 'errors', '--json')
    const loss = reflex('bus', 'loss', '--json')
    expect([await errors.exit(), await loss.exit()]).toEqual([0, 0])
    expect(JSON.parse(errors.output).errors).toHaveLength(1)
    expect(JSON.parse(loss.output)).toEqual({ aeronDir: dir, losses: [] })
    driver.process.kill('SIGTERM')
    expect(await driver.exit()).toBe(0)
    const late = reflex('bus', 'errors')
    expect([await late.exit(), late.errors]).toEqual([1, expect.stringContaining('no media driver in')])
  })

  it('refuse what they do not understand with exit code 2', async () => {
    const wrong = [
      reflex('bus', 'ping', '--stream', 'x'),
      reflex('bus', 'subscribe', '--count', '0'),
      reflex('driver', '--fast'),
    ]
    for (const one of wrong) expect([await one.exit(), one.errors]).toEqual([2, expect.stringMatching(/\w/)])
  })
})
