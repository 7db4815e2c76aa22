import {
  Aeron,
  type AeronContext,
  CncFileReader,
  type ExclusivePublication,
  type FragmentHandler,
  type Header,
  HeapMemoryMapper,
  type Publication,
} from '@aeron/client'
import { type AtomicBuffer, CncBuffers, DriverProxy, ManyToOneRingBuffer } from '@aeron/client/internal'
import { ManualClock, Prng } from '@reflex/base'
import { MediaDriver, type MediaDriverContext } from '../../src/index.ts'

export const AERON_DIR = '/aeron'
export const STEP_MS = 100
export const TERM_LENGTH = 64 * 1024

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** A driver and any number of clients in one process, on a heap mapper and a clock that the test moves. */
export class Bus {
  readonly clock = new ManualClock(0, 1_700_000_000_000)
  readonly mapper: HeapMemoryMapper
  readonly driver: MediaDriver
  readonly clients: Aeron[] = []
  readonly errors: Error[] = []
  isDriverRunning = true

  constructor(context: MediaDriverContext = {}, mapper = new HeapMemoryMapper()) {
    this.mapper = mapper
    this.driver = MediaDriver.launch({
      ...this.shared,
      threadingMode: 'INVOKER',
      random: new Prng(1),
      ipcTermBufferLength: TERM_LENGTH,
      env: {},
      ...context,
    })
  }

  get shared(): { aeronDir: string; mapper: HeapMemoryMapper; nanoClock: ManualClock; epochClock: ManualClock } {
    return { aeronDir: AERON_DIR, mapper: this.mapper, nanoClock: this.clock, epochClock: this.clock }
  }

  connect(context: AeronContext = {}): Aeron {
    const aeron = Aeron.connect({
      ...this.shared,
      driverAgentInvoker: this.driver,
      useConductorAgentInvoker: true,
      errorHandler: (error) => this.errors.push(error),
      ...context,
    })
    this.clients.push(aeron)
    return aeron
  }

  /** One turn of everybody. */
  turn(): void {
    if (this.isDriverRunning) this.driver.invoke()
    for (const client of this.clients) client.doWork()
  }

  /** Lets time pass in small steps, everybody working. */
  pass(ms: number): void {
    for (let elapsed = 0; elapsed < ms; elapsed += STEP_MS) {
      this.clock.advance(STEP_MS * 1e6)
      this.turn()
    }
    this.turn()
  }

  /** The client's process dies: it never works again. */
  kill(client: Aeron): void {
    this.clients.splice(this.clients.indexOf(client), 1)
  }

  cnc(): CncFileReader {
    return CncFileReader.open(AERON_DIR, this.mapper)!
  }

  get toDriver(): AtomicBuffer {
    return CncBuffers.open(this.mapper.mapExisting(`${AERON_DIR}/cnc.dat`))!.toDriver
  }

  /** Writes commands in the name of a client. */
  driverProxy(clientId: number): DriverProxy {
    return new DriverProxy(new ManyToOneRingBuffer(this.toDriver), clientId)
  }

  systemCounter(id: number): number {
    return this.cnc().countersReader.getCounterValue(id)
  }

  /** Labels of all counters but the system's. */
  labels(): string[] {
    return this.cnc()
      .counters()
      .filter((row) => row.typeId !== 0)
      .map((row) => row.label)
  }
}

export class Collector implements FragmentHandler {
  readonly messages: string[] = []
  readonly positions: number[] = []
  readonly reservedValues: number[] = []
  readonly sessionIds: number[] = []

  onFragment(bytes: Uint8Array, offset: number, length: number, header: Header): void {
    this.messages.push(decoder.decode(bytes.subarray(offset, offset + length)))
    this.positions.push(header.position)
    this.reservedValues.push(header.reservedValue)
    this.sessionIds.push(header.sessionId)
  }
}

export function encode(text: string): Uint8Array {
  return encoder.encode(text)
}

export function send(publication: Publication | ExclusivePublication, text: string): number {
  return publication.offer(encoder.encode(text))
}
