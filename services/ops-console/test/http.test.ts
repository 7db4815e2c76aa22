import { createServer } from 'node:http'
import { STREAM } from '@reflex/schema'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseConsoleConfig } from '../src/index.ts'
import { ConsoleWorld, pause } from './console-world.ts'
import { MemoryFiles } from './memory-files.ts'

let files: MemoryFiles
let world: ConsoleWorld

beforeEach(() => {
  files = new MemoryFiles()
  world = new ConsoleWorld({ files, config: { wrongTokensPerMinuteMax: 3, actionsPerMinuteMax: 4 } })
})

afterEach(() => world.close())

interface Sent {
  readonly token?: string
  readonly headers?: Record<string, string>
  readonly text?: string
}

async function post(
  path: string,
  body: unknown,
  sent: Sent = {},
): Promise<{ status: number; answer: Record<string, unknown> }> {
  const url = await world.url()
  const token = sent.token ?? url.searchParams.get('token')
  const response = await world.until(
    fetch(new URL(path, url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...sent.headers },
      body: sent.text ?? JSON.stringify(body),
    }),
  )
  const answer = (await response.json()) as Record<string, unknown>
  world.turn()
  return { status: response.status, answer }
}

const control = (): string[] => world.bus.texts(STREAM.OPERATOR_CONTROL)
const audit = (): Record<string, unknown>[] =>
  [...files.texts.values()]
    .join('')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

const WHO = { actor: 'ann', reason: 'fat finger' }

describe('actions', () => {
  it('kill: DH halt for the firm, audited before it goes out', async () => {
    const { status, answer } = await post('/api/kill', WHO)
    expect(status).toBe(202)
    expect(control()[0]).toMatch(
      /\|35=DH\|.*\|2328=OPS-\d+-1\|2329=1\|10212=5\|60=.*\|58=fat finger\|453=1\|448=ann\|447=D\|452=44\|/,
    )
    expect(audit()).toMatchObject([{ action: 'kill', result: 'accepted', id: answer['id'], ...WHO }])
    expect(files.syncs).toBe(1)
    expect(world.service.report()).toMatchObject({ actions: 1, halted: true })
  })

  it('cancel-all: CA for all orders', async () => {
    await post('/api/cancel-all', WHO)
    expect(control()[0]).toMatch(/\|35=CA\|.*\|1373=3\|1374=7\|2675=4\|.*\|58=fat finger\|453=1\|448=ann\|/)
  })

  it('parameter: UP with the value as an exact decimal', async () => {
    const change = { strategy: 'MAKER1', symbol: 'BTC-USD', market: 'XALP', name: 'halfSpreadBps', value: '2.05' }
    expect((await post('/api/parameter', { ...WHO, ...change })).status).toBe(202)
    expect(control()[0]).toMatch(
      /\|35=UP\|.*\|10506=1\|10111=MAKER1\|55=BTC-USD\|1301=XALP\|10500=halfSpreadBps\|10502=2.05\|/,
    )
    expect((await post('/api/parameter', { ...WHO, ...change, value: '1e3' })).status).toBe(400)
    expect((await post('/api/parameter', { ...WHO, ...change, market: '' })).status).toBe(400)
    expect(control()).toHaveLength(1)
  })

  it.each([
    ['no reason', { actor: 'ann' }],
    ['an empty reason', { actor: 'ann', reason: '   ' }],
    ['no name', { reason: 'fat finger' }],
    ['a name with a field separator', { actor: 'a\u0001b', reason: 'fat finger' }],
    ['an unknown key', { ...WHO, force: true }],
    ['no object', 7],
  ])('refuses %s', async (_what, body) => {
    expect((await post('/api/kill', body)).status).toBe(400)
    expect(control()).toEqual([])
    expect(audit()).toMatchObject([{ action: 'kill', result: 'refused' }])
  })

  it('writes what FIX cannot carry as ASCII', async () => {
    await post('/api/kill', { actor: 'ann', reason: 'Überlauf\u0001 日' })
    expect(control()[0]).toContain('|58=Uberlauf? ?|')
  })

  it('refuses a wrong token, and after too many does not listen; the right one still works', async () => {
    for (let i = 0; i < 3; i++) expect((await post('/api/kill', WHO, { token: 'wrong' })).status).toBe(401)
    expect((await post('/api/kill', WHO, { token: 'wrong' })).status).toBe(429)
    expect(audit()).toHaveLength(3)
    expect(control()).toEqual([])
    expect((await post('/api/kill', WHO)).status).toBe(202)
  })

  it('refuses other origins, other content types, long bodies, bad JSON', async () => {
    const headers = { origin: 'http://evil.example' }
    expect((await post('/api/kill', WHO, { headers })).status).toBe(403)
    expect((await post('/api/kill', WHO, { headers: { 'content-type': 'text/plain' } })).status).toBe(415)
    expect((await post('/api/kill', WHO, { text: '{"a":' })).status).toBe(400)
    expect((await post('/api/kill', { ...WHO, reason: 'x'.repeat(5000) })).status).toBe(413)
    expect(control()).toEqual([])
  })

  it('limits the rate, but never of a kill', async () => {
    for (let i = 0; i < 4; i++) expect((await post('/api/cancel-all', WHO)).status).toBe(202)
    expect((await post('/api/cancel-all', WHO)).status).toBe(429)
    expect((await post('/api/kill', WHO)).status).toBe(202)
  })

  it('stops without a disk, but does not release without one', async () => {
    files.isFull = true
    expect(await post('/api/release', WHO)).toMatchObject({ status: 500 })
    expect(control()).toEqual([])
    expect(await post('/api/kill', WHO)).toMatchObject({ status: 202, answer: { audited: false } })
    expect(control()).toHaveLength(1)
    expect(world.errors).toHaveLength(2)
    expect(world.service.counters.get('auditFailures')).toBe(2)
  })

  it('shows the audit of earlier lives, and repairs a torn line', async () => {
    await post('/api/kill', WHO)
    const [path] = files.texts.keys()
    files.texts.set(path!, `${files.texts.get(path!)}{"time":"2026`)
    world.close()
    world = new ConsoleWorld({ files })
    await post('/api/release', WHO)
    const response = await world.until(fetch(new URL('/api/state', await world.url())))
    const { audit: shown } = (await response.json()) as { audit: { action: string }[] }
    expect(shown.map((record) => record.action)).toEqual(['release', 'kill'])
  })
})

describe('the server', () => {
  it('serves the page with a strict policy and nothing else', async () => {
    const url = await world.url()
    const page = await world.until(fetch(url))
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'")
    expect(await page.text()).toContain('<title>Reflex console</title>')
    for (const path of ['/console.js', '/console.css', '/uplot/uPlot.esm.js', '/uplot/uPlot.min.css', '/icon.svg']) {
      expect((await world.until(fetch(new URL(path, url)))).status).toBe(200)
    }
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/src/index.ts', '/api/history?index=99']) {
      expect((await world.until(fetch(new URL(path, url)))).status).toBe(404)
    }
    expect((await world.until(fetch(url, { method: 'DELETE' }))).status).toBe(405)
    expect((await world.until(fetch(new URL('/api/kill', url)))).status).toBe(405)
  })

  it('sends pages what has changed', async () => {
    const response = await world.until(fetch(new URL('/api/events', await world.url())))
    const reader = response.body!.getReader()
    const next = async (): Promise<string> => Buffer.from((await world.until(reader.read())).value ?? []).toString()
    let first = await next()
    while (!first.includes('"audit"')) first += await next()
    expect(first).toContain('"desk":{"firm":"REFLEX"')
    expect(world.service.report()).toMatchObject({ clients: 1 })
    const second = await next()
    expect(second).toContain('"now"')
    expect(second).not.toContain('"desk"')
    await reader.cancel()
    await world.until(pause(50))
    expect(world.service.report()).toMatchObject({ clients: 0 })
  })

  it('fails the service when the port is in use', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const blocked = new ConsoleWorld({ config: { port } })
    await pause(50)
    expect(() => blocked.turn()).toThrow(expect.objectContaining({ code: 'REFLEX_PORT_IN_USE' }))
    other.close()
  })
})

describe('configuration', () => {
  it('has a default for everything and names every wrong key', () => {
    expect(parseConsoleConfig(undefined)).toMatchObject({ host: '127.0.0.1', refreshIntervalMs: 250 })
    expect(() => parseConsoleConfig({ port: 99_999, token: 'short' })).toThrow(
      /services\.ops-console\.port: .*services\.ops-console\.token: /,
    )
  })
})
