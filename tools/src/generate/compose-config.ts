/**
 * config/compose.json: the desk file for docker compose. The same desk, but the venues are another host, the feeds go
 * over the compose network and the console listens on the container's own addresses (the published port is on the
 * host's loopback interface).
 */

const VENUE_HOST = 'venue-simulator'
/** The interface of the route to the multicast group: a container has one. */
const ANY_INTERFACE = '0.0.0.0'
/** The container port that docker-compose.yml publishes. */
const CONSOLE_PORT = 8080

export interface DeskFile {
  readonly venues: readonly VenueSection[]
  readonly services?: Readonly<Record<string, object>>
}

interface VenueSection {
  readonly fix?: object
  readonly feed?: object
}

/** A datagram of this mtu fits into one Ethernet frame; terms are small because each container holds a copy. */
const UDP_BUS = {
  channel: 'aeron:udp?endpoint=239.192.77.1:20770|term-length=4m|mtu=1408|fc=min',
  driver: 'embedded',
}

/** @param isOverUdp a driver in each container, which meet by multicast, instead of one over shared memory. */
export function composeConfig(desk: DeskFile, isOverUdp = false): string {
  const venues = desk.venues.map((venue) => ({
    ...venue,
    ...(venue.fix === undefined ? {} : { fix: { ...venue.fix, host: VENUE_HOST } }),
    ...(venue.feed === undefined ? {} : { feed: { ...venue.feed, interface: ANY_INTERFACE } }),
  }))
  const console = { ...desk.services?.['ops-console'], host: ANY_INTERFACE, port: CONSOLE_PORT }
  const services = { ...desk.services, 'ops-console': console }
  return `${JSON.stringify({ ...desk, ...(isOverUdp ? { bus: UDP_BUS } : {}), venues, services }, null, 2)}\n`
}
