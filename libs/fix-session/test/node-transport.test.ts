import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { NodeTransport, type StreamConnection, type StreamHandler } from '../src/index.ts'

const HOST = '127.0.0.1'

class Recorder implements StreamHandler {
  readonly events: string[] = []
  byteCount = 0

  onOpen(): void {
    this.events.push('open')
  }

  onData(_bytes: Uint8Array, _offset: number, length: number): void {
    this.byteCount += length
  }

  onClose(reason: string): void {
    this.events.push(reason)
  }

  async until(condition: () => boolean): Promise<void> {
    for (let i = 0; i < 1000 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(condition()).toBe(true)
  }
}

test('carries bytes whole, also more than the kernel takes at once, and tells both ends of the close', async () => {
  const transport = new NodeTransport()
  const far = new Recorder()
  let farConnection: StreamConnection | null = null
  const listener = transport.listen(
    { host: HOST, port: 0, onError: (error) => expect.unreachable(String(error)) },
    (c) => {
      farConnection = c
      return far
    },
  )
  await far.until(() => listener.port > 0)
  const near = new Recorder()
  const connection = transport.connect({ host: HOST, port: listener.port }, near)
  expect(connection.send(new Uint8Array(3), 0, 3)).toBe(false)
  await near.until(() => connection.isOpen && farConnection !== null)
  const bytes = new Uint8Array(100_000)
  for (let i = 0; i < 100; i++) expect(connection.send(bytes, 0, bytes.length)).toBe(true)
  expect(connection.bufferedBytes).toBeGreaterThan(0)
  connection.close()
  await far.until(() => far.byteCount === 10_000_000)
  await far.until(() => far.events.length === 1)
  expect([near.events, far.events]).toEqual([['open', 'closed by us'], ['closed by peer']])
  expect(connection.send(bytes, 0, 1)).toBe(false)
  listener.close()
})

test('a taken port and a refused connection are told', async () => {
  const transport = new NodeTransport()
  const server = createServer().listen(0, HOST)
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const errors: unknown[] = []
  const near = new Recorder()
  const listener = transport.listen({ host: HOST, port, onError: (error) => errors.push(error) }, () => near)
  await near.until(() => errors.length === 1)
  expect(errors[0]).toMatchObject({ code: 'REFLEX_PORT_IN_USE', message: `port ${HOST}:${port} is in use` })
  listener.close()
  server.close()
  await once(server, 'close')
  transport.connect({ host: HOST, port }, near)
  await near.until(() => near.events.length === 1)
  expect(near.events[0]).toContain('ECONNREFUSED')
})
