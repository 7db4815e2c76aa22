import { Aeron, type AeronContext, CncFileReader as Cnc, type CncFileReader, HeapMemoryMapper } from '@aeron/client'
import { type AtomicBuffer, CncBuffers } from '@aeron/client/internal'
import { ManualClock, Prng } from '@reflex/base'
import {
  FaultyUdpTransport,
  MediaDriver,
  type MediaDriverContext,
  type UdpFaults,
  VirtualUdpNetwork,
} from '../../src/index.ts'

const LATENCY_NS = 20_000

/** A driver and its clients on one host of a virtual network. */
export class UdpNode {
  readonly driver: MediaDriver
  readonly transport: FaultyUdpTransport
  readonly clients: Aeron[] = []
  readonly errors: Error[] = []
  readonly mapper = new HeapMemoryMapper()
  isRunning = true
  readonly #world: UdpWorld

  constructor(world: UdpWorld, ip: string, seed: number, faults: Partial<UdpFaults>, context: MediaDriverContext) {
    this.#world = world
    this.transport = new FaultyUdpTransport(world.network.host(ip), new Prng(seed, 9), world.clock, faults)
    this.driver = MediaDriver.launch({
      aeronDir: '/aeron',
      mapper: this.mapper,
      nanoClock: world.clock,
      epochClock: world.clock,
      threadingMode: 'INVOKER',
      udpTransport: this.transport,
      random: new Prng(seed),
      termBufferLength: 64 * 1024,
      ipcTermBufferLength: 64 * 1024,
      env: {},
      errorHandler: (error) => this.errors.push(error),
      ...context,
    })
  }

  connect(context: AeronContext = {}): Aeron {
    const { clock } = this.#world
    const aeron = Aeron.connect({
      aeronDir: '/aeron',
      mapper: this.mapper,
      nanoClock: clock,
      epochClock: clock,
      driverAgentInvoker: this.driver,
      useConductorAgentInvoker: true,
      errorHandler: (error) => this.errors.push(error),
      ...context,
    })
    this.clients.push(aeron)
    return aeron
  }

  turn(): void {
    if (!this.isRunning) return
    this.driver.invoke()
    for (const client of this.clients) client.doWork()
  }

  cnc(): CncFileReader {
    return Cnc.open('/aeron', this.mapper)!
  }

  toDriver(): AtomicBuffer {
    return CncBuffers.open(this.mapper.mapExisting('/aeron/cnc.dat'))!.toDriver
  }

  systemCounter(id: number): number {
    return this.cnc().countersReader.getCounterValue(id)
  }

  labels(): string[] {
    return this.cnc()
      .counters()
      .filter((row) => row.typeId !== 0)
      .map((row) => row.label)
  }
}

/** Hosts on a virtual network and one clock that the test moves. */
export class UdpWorld {
  readonly clock = new ManualClock(0, 1_700_000_000_000)
  readonly network = new VirtualUdpNetwork(this.clock, LATENCY_NS)
  readonly nodes: UdpNode[] = []

  /** A host `10.0.0.<n>`, n counting from 1. */
  node(seed: number, faults: Partial<UdpFaults> = {}, context: MediaDriverContext = {}): UdpNode {
    const node = new UdpNode(this, `10.0.0.${this.nodes.length + 1}`, seed, faults, context)
    this.nodes.push(node)
    return node
  }

  turn(stepNs = 10_000): void {
    this.clock.advance(stepNs)
    for (const node of this.nodes) node.turn()
  }

  /** Lets time pass in small steps, everybody working. */
  pass(ms: number, stepMs = 10): void {
    for (let elapsed = 0; elapsed < ms; elapsed += stepMs) this.turn(stepMs * 1e6)
  }

  /** Turns until a condition holds. @throws Error when it does not within the time. */
  until(condition: () => boolean, ms = 20_000, stepNs = 50_000): void {
    const end = this.clock.nanoTime() + ms * 1e6
    while (!condition()) {
      if (this.clock.nanoTime() > end) throw new Error(`not within ${ms} ms`)
      this.turn(stepNs)
    }
  }
}
