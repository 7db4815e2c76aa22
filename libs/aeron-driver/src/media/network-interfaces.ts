import { readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { parseIp, UdpAddress } from './udp-address.ts'
import type { NetworkInterface } from './udp-transport.ts'

/** The interfaces of this machine, loopback last. */
export function systemInterfaces(): NetworkInterface[] {
  const found: NetworkInterface[] = []
  for (const [name, addresses] of Object.entries(networkInterfaces())) {
    for (const { address, cidr, internal } of addresses ?? []) {
      found.push({
        name,
        address: new UdpAddress(parseIp(address)!, 0),
        prefixLength: Number(cidr?.split('/')[1] ?? 32),
        isLoopback: internal,
        index: interfaceIndex(name),
      })
    }
  }
  return found.sort((a, b) => Number(a.isLoopback) - Number(b.isLoopback))
}

function interfaceIndex(name: string): number {
  try {
    return Number(readFileSync(`/sys/class/net/${name}/ifindex`, 'utf8'))
  } catch {
    return 0
  }
}
