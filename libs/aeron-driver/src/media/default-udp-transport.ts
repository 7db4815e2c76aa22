import { ReflexError } from '@reflex/base'
import { NativeUdpTransport } from './native-udp-transport.ts'
import { NodeUdpTransport } from './node-udp-transport.ts'
import type { NetworkInterface, UdpSocket, UdpSocketOptions, UdpTransport } from './udp-transport.ts'

/**
 * Direct system calls, or node:dgram where they cannot be had or REFLEX_UDP_TRANSPORT=node. Chosen at the first use: a
 * driver of IPC streams opens nothing.
 */
export class DefaultUdpTransport implements UdpTransport {
  readonly #env: NodeJS.ProcessEnv
  #chosen: UdpTransport | undefined = undefined

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env
  }

  open(options: UdpSocketOptions): UdpSocket {
    return this.#transport().open(options)
  }

  interfaces(): readonly NetworkInterface[] {
    return this.#transport().interfaces()
  }

  resolve(host: string): Uint8Array | undefined {
    return this.#transport().resolve(host)
  }

  close(): void {
    this.#chosen?.close()
  }

  #transport(): UdpTransport {
    this.#chosen ??= choose(this.#env)
    return this.#chosen
  }
}

function choose(env: NodeJS.ProcessEnv): UdpTransport {
  if (env['REFLEX_UDP_TRANSPORT'] === 'node') return new NodeUdpTransport()
  try {
    return new NativeUdpTransport()
  } catch (error) {
    if (error instanceof ReflexError) return new NodeUdpTransport()
    throw error
  }
}
