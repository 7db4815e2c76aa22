import {
  Aeron,
  type ExclusivePublication,
  type FragmentHandler,
  HeapMemoryMapper,
  type Subscription,
} from '@aeron/client'
import { FaultyUdpTransport, MediaDriver, VirtualUdpNetwork } from '@aeron/driver'
import { ManualClock, Prng } from '@reflex/base'
import { SimulationScheduler } from './scheduler.ts'

const NODES = 3
const STREAM = 1
const MESSAGE_LENGTH_MAX = 4000
const LATENCY_NS = 50_000
const QUANTUM_NS = 2_000_000
const TURN_COST_NS = 2_000
/** Shorter than the silence after which a receiver counts as gone. */
const FAULT_NS_MAX = 2_500_000_000
const FAULT_EVERY_NS = 4_000_000_000

export interface BusWorldOptions {
  readonly seed: number
  /** Messages that each node publishes. */
  readonly messages: number
}

export interface BusWorldResult {
  /** Every message of every node arrived at every node, once and in order. */
  readonly isComplete: boolean
  /** Messages that were not the next one. */
  readonly bad: number
  readonly received: number
  readonly virtualSeconds: number
  readonly lost: number
  readonly partitions: number
  readonly pauses: number
  readonly errors: readonly string[]
}

/**
 * Three hosts with a driver each; each publishes one stream to the group and reads all three. The network loses,
 * duplicates and reorders; hosts are cut off from each other or stand still for a while: all as the seed says. Driver
 * and client are the real ones.
 */
export class BusWorld {
  readonly #random: Prng
  readonly #clock = new ManualClock(0, 1_700_000_000_000)
  readonly #scheduler: SimulationScheduler
  readonly #nodes: BusNode[] = []
  readonly #errors: string[] = []
  readonly #messages: number
  #cut: readonly [string, string] | undefined = undefined
  #partitions = 0
  #pauses = 0

  constructor(options: BusWorldOptions) {
    this.#messages = options.messages
    this.#random = new Prng(options.seed, 77)
    const onError = (error: unknown): void => void this.#errors.push(String(error))
    this.#scheduler = new SimulationScheduler({
      clock: this.#clock,
      seed: options.seed,
      quantumNs: QUANTUM_NS,
      turnCostNs: TURN_COST_NS,
      onError,
    })
    const network = new VirtualUdpNetwork(this.#clock, LATENCY_NS)
    const faults = {
      lossProbability: this.#random.nextFloat() * 0.2,
      duplicateProbability: this.#random.nextFloat() * 0.1,
      reorderProbability: this.#random.nextFloat() * 0.2,
      delayNs: Math.floor(this.#random.nextFloat() * 5e6),
      isPartitioned: (local: { host: string }, source: { host: string }) => this.#isCut(local.host, source.host),
    }
    for (let i = 0; i < NODES; i++) {
      const transport = new FaultyUdpTransport(
        network.host(hostOf(i)),
        new Prng(options.seed, 100 + i),
        this.#clock,
        faults,
      )
      const node = new BusNode(i, this.#clock, transport, new Prng(options.seed, 200 + i), options.messages, onError)
      this.#nodes.push(node)
      this.#scheduler.add(node)
    }
  }

  /** @param limitSeconds of virtual time. */
  run(limitSeconds = 600): BusWorldResult {
    this.#scheduleFault()
    const isDone = (): boolean => this.#nodes.every((node) => node.isDone(this.#messages))
    this.#scheduler.runUntil(limitSeconds * 1e9, isDone)
    const isComplete = isDone()
    const sum = (value: (node: BusNode) => number): number =>
      this.#nodes.reduce((total, node) => total + value(node), 0)
    return {
      isComplete,
      bad: sum((node) => node.bad),
      received: sum((node) => node.received),
      virtualSeconds: this.#clock.nowNs / 1e9,
      lost: sum((node) => node.transport.lostCount),
      partitions: this.#partitions,
      pauses: this.#pauses,
      errors: this.#errors,
    }
  }

  #isCut(a: string, b: string): boolean {
    const cut = this.#cut
    return a !== b && cut?.includes(a) === true && cut.includes(b)
  }

  #scheduleFault(): void {
    this.#scheduler.after(Math.floor(this.#random.nextFloat() * FAULT_EVERY_NS), () => {
      const first = this.#random.nextInt(NODES)
      const lengthNs = Math.floor(this.#random.nextFloat() * FAULT_NS_MAX)
      if (this.#random.nextBoolean(0.5)) {
        this.#partitions++
        this.#cut = [hostOf(first), hostOf((first + 1) % NODES)]
        this.#scheduler.after(lengthNs, () => {
          this.#cut = undefined
        })
      } else {
        this.#pauses++
        this.#nodes[first]!.pausedUntilNs = this.#clock.nowNs + lengthNs
      }
      this.#scheduler.after(FAULT_NS_MAX, () => this.#scheduleFault())
    })
  }
}

function hostOf(index: number): string {
  return `10.1.0.${index + 1}`
}

/** One host: driver, client, a publisher and a checking subscriber. */
class BusNode implements FragmentHandler {
  readonly roleName: string
  readonly transport: FaultyUdpTransport
  bad = 0
  received = 0
  pausedUntilNs = 0
  readonly #clock: ManualClock
  readonly #driver: MediaDriver
  readonly #aeron: Aeron
  readonly #publication: ExclusivePublication
  readonly #subscription: Subscription
  readonly #index: number
  readonly #messages: number
  readonly #random: Prng
  readonly #bytes = new Uint8Array(MESSAGE_LENGTH_MAX)
  readonly #next = new Int32Array(NODES)
  #length = 0
  #sent = 0

  constructor(
    index: number,
    clock: ManualClock,
    transport: FaultyUdpTransport,
    random: Prng,
    messages: number,
    onError: (error: unknown) => void,
  ) {
    this.roleName = `bus-node-${index}`
    this.#index = index
    this.#clock = clock
    this.#random = random
    this.#messages = messages
    this.transport = transport
    const shared = { aeronDir: '/bus', mapper: new HeapMemoryMapper(), nanoClock: clock, epochClock: clock }
    this.#driver = MediaDriver.launch({
      ...shared,
      threadingMode: 'INVOKER',
      udpTransport: transport,
      random: new Prng(random.nextUint32(), index),
      counterValuesBufferLength: 64 * 1024,
      errorBufferLength: 64 * 1024,
      env: {},
      errorHandler: onError,
    })
    this.#aeron = Aeron.connect({
      ...shared,
      driverAgentInvoker: this.#driver,
      useConductorAgentInvoker: true,
      errorHandler: onError,
    })
    const group = 'aeron:udp?endpoint=239.1.1.1:4000|interface=10.1.0.0/24'
    const start = `init-term-id=2147483647|term-id=2147483647|term-offset=0|term-length=64k|fc=min,g:/${NODES},t:10s`
    this.#publication = this.#aeron.addExclusivePublication(`${group}|${start}`, STREAM)
    this.#subscription = this.#aeron.addSubscription(group, STREAM)
    this.#draw()
  }

  onStart(): void {}

  onClose(): void {}

  isDone(messages: number): boolean {
    return this.#next.every((count) => count >= messages)
  }

  doWork(): number {
    if (this.#clock.nowNs < this.pausedUntilNs) return 0
    let workCount = this.#driver.invoke() + this.#aeron.doWork()
    for (let i = 0; i < 4 && this.#sent < this.#messages && this.#offer(); i++) workCount++
    return workCount + this.#subscription.poll(this, 50)
  }

  onFragment(bytes: Uint8Array, offset: number, length: number): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset + offset, length)
    const source = view.getInt32(0, true)
    const number = view.getInt32(4, true)
    let isGood = source >= 0 && source < NODES && number === this.#next[source]
    for (let i = 8; isGood && i < length; i++) isGood = bytes[offset + i] === ((number + i) & 0xff)
    if (isGood) this.#next[source]!++
    else this.bad++
    this.received++
  }

  #offer(): boolean {
    if (this.#publication.offer(this.#bytes, 0, this.#length) <= 0) return false
    this.#sent++
    this.#draw()
    return true
  }

  #draw(): void {
    const payloadMax = this.#publication.maxPayloadLength
    this.#length = 8 + this.#random.nextInt(payloadMax - 8)
    const view = new DataView(this.#bytes.buffer)
    view.setInt32(0, this.#index, true)
    view.setInt32(4, this.#sent, true)
    for (let i = 8; i < this.#length; i++) this.#bytes[i] = this.#sent + i
  }
}
