/** The core alone, without sessions: requests as bytes in, answers and packets from a real outbox. */

import { SessionTime } from '@reflex/base'
import { FixFrame } from '@reflex/fix'
import { type DeskConfig, Instruments } from '@reflex/schema'
import { EXTERNAL_STREAM, MessageFrame, Outbox } from '@reflex/service-host'
import { parseVenueSimulatorConfig } from '../src/config.ts'
import { Venue } from '../src/core/venue.ts'
import { VenueSimulatorCore } from '../src/core/venue-simulator-core.ts'
import { createVenueCounters } from '../src/counters.ts'
import { EPOCH_MS, START_NS, testDesk } from './harness.ts'

export class CoreWorld {
  readonly desk: DeskConfig
  readonly instruments: Instruments
  readonly sessionTime = new SessionTime(EPOCH_MS)
  readonly out = new Outbox({ senderCompId: 'venue-simulator', sessionTime: this.sessionTime })
  readonly counters = createVenueCounters('venue-simulator')
  readonly core: VenueSimulatorCore
  readonly frame = new MessageFrame()
  readonly said = new FixFrame(this.sessionTime)
  nowNs = START_NS
  /** Told of every message that leaves. */
  onOut: (streamId: number, bytes: Uint8Array) => void = () => {}

  constructor(settings: Record<string, unknown> = {}, seed = 1, desk = testDesk(settings)) {
    this.desk = desk
    this.instruments = new Instruments(desk)
    const { instruments, sessionTime, counters } = this
    const config = parseVenueSimulatorConfig(desk.services['venue-simulator'])
    const time = new Float64Array(1)
    const venues = desk.venues.map(
      (one) =>
        new Venue({
          config: one,
          settings: config,
          instruments,
          sessionTime,
          members: [
            { beginString: one.fix!.beginString, compId: 'REFLEX' },
            { beginString: one.fix!.beginString, compId: 'OTHER' },
          ],
          counters,
          time,
          seed,
          life: 1,
        }),
    )
    this.core = new VenueSimulatorCore({ venues, instruments, config, counters, time, seed })
    this.turn()
  }

  venue(id: number): Venue {
    return this.core.venues.find((one) => one.id === id)!
  }

  /** Until `ms` later, in steps. */
  run(ms: number, stepNs = 1e6): void {
    const end = this.nowNs + ms * 1e6
    while (this.nowNs < end) {
      this.nowNs = Math.min(end, this.nowNs + stepNs)
      this.turn()
    }
  }

  turn(): void {
    this.out.nowNs = this.nowNs
    this.core.onTimer(this.nowNs, this.out)
    for (let i = 0; i < this.out.size; i++) {
      const { streamId, bytes } = this.out.messageAt(i)
      this.onOut(streamId, bytes)
    }
    this.out.discard()
  }

  /** A request, `35=D|11=..|..`, complete enough for the venue. */
  send(venueId: number, text: string, session = 0): void {
    const bytes = Buffer.from(`${text.replaceAll('|', '\x01')}\x01`, 'latin1')
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    this.frame.set(EXTERNAL_STREAM.MEMBER_ORDER_ENTRY + venueId, session, bytes, view, 0, bytes.length)
    this.core.onMessage(this.nowNs, this.frame, this.out)
  }

  link(venueId: number, isUp: boolean, session = 0): void {
    const bytes = Uint8Array.of(isUp ? 1 : 0)
    this.frame.set(EXTERNAL_STREAM.MEMBER_LINK + venueId, session, bytes, new DataView(bytes.buffer), 0, 1)
    this.core.onMessage(this.nowNs, this.frame, this.out)
  }
}
