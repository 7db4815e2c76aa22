/** The examples of @aeron/client run as its README says, on our driver. */

import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Child, Processes } from '../support/processes.ts'

const EXAMPLES = fileURLToPath(new URL('../../../aeron-client/examples/', import.meta.url))
const IPC = 'aeron:ipc?term-length=64k'

describe('the examples of the client', () => {
  let processes: Processes

  const run = (name: string, ...args: string[]): Child =>
    processes.start(process.execPath, ['--conditions=source', '--import', 'tsx', `${EXAMPLES}${name}`, ...args], {})

  beforeEach(async () => {
    processes = new Processes('examples')
    await processes.driver({})
  })

  afterEach(() => processes.close())

  it('publish and subscribe', async () => {
    const subscriber = run('basic-subscriber.ts', IPC, '7')
    const publisher = run('basic-publisher.ts', IPC, '7', '3')
    expect(await publisher.exit()).toBe(0)
    for (let n = 0; n < 3; n++) await subscriber.line(`<<Hello World! ${n}>>`)
    await subscriber.line('has gone')
    subscriber.kill('SIGINT')
    expect(await subscriber.exit()).toBe(0)
  })

  it('ping, pong and push', async () => {
    run('pong.ts', IPC, IPC)
    const ping = run('ping.ts', IPC, IPC, '200')
    expect([await ping.exit(), ping.output]).toEqual([0, expect.stringContaining('200 round trips')])
    const throughput = run('throughput.ts', IPC, '20000')
    expect([await throughput.exit(), throughput.output]).toEqual([0, expect.stringContaining('all received in order')])
  })
})
