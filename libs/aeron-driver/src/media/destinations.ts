import type { Position } from '@aeron/client/internal'
import type { StatusMessage } from './status-message.ts'
import type { UdpAddress } from './udp-address.ts'
import type { DatagramBatch, UdpSocket } from './udp-transport.ts'

const SILENCE_NS = 5e9

/** One receiver of a multi-destination publication. */
interface Destination {
  /** Correlation id of the command that added it; -1 when it came by itself. */
  readonly registrationId: number
  address: UdpAddress
  /** Whether its receiver's id is known. */
  isIdKnown: boolean
  idHigh: number
  idLow: number
  timeOfLastActivityNs: number
}

/** Where a multi-destination publication sends: what commands have added (manual), or whoever speaks up (dynamic). */
export class Destinations {
  readonly #isDynamic: boolean
  readonly #count: Position
  readonly #all: Destination[] = []
  #first = 0

  /** @param count counter that shows how many there are. */
  constructor(isDynamic: boolean, count: Position) {
    this.#isDynamic = isDynamic
    this.#count = count
  }

  get counterId(): number {
    return this.#count.counterId
  }

  /** Sends to each, starting with another one every time. @returns datagrams that all destinations took. */
  send(socket: UdpSocket, batch: DatagramBatch): number {
    const all = this.#all
    if (all.length === 0) return batch.count
    this.#first = (this.#first + 1) % all.length
    let taken = batch.count
    for (let i = 0; i < all.length; i++) {
      const destination = all[(this.#first + i) % all.length]!
      taken = Math.min(taken, socket.send(batch, destination.address))
    }
    return taken
  }

  get size(): number {
    return this.#all.length
  }

  add(registrationId: number, address: UdpAddress, nowNs: number): void {
    this.#push({ registrationId, address, isIdKnown: false, idHigh: 0, idLow: 0, timeOfLastActivityNs: nowNs })
  }

  remove(address: UdpAddress): boolean {
    return this.#removeAt(this.#all.findIndex((destination) => destination.address.equals(address)))
  }

  removeById(registrationId: number): boolean {
    return this.#removeAt(this.#all.findIndex((destination) => destination.registrationId === registrationId))
  }

  /** The correlation id under which the address was added, or -1. */
  registrationIdOf(address: UdpAddress): number {
    return this.#all.find((destination) => destination.address.equals(address))?.registrationId ?? -1
  }

  onStatusMessage(message: StatusMessage, nowNs: number): void {
    const { receiverIdHigh, receiverIdLow, source } = message
    for (let i = 0; i < this.#all.length; i++) {
      const destination = this.#all[i]!
      const isSameReceiver = destination.isIdKnown
        ? destination.idLow === receiverIdLow &&
          destination.idHigh === receiverIdHigh &&
          destination.address.port === source.port
        : destination.address.equals(source)
      if (!isSameReceiver) continue
      destination.timeOfLastActivityNs = nowNs
      destination.isIdKnown = true
      destination.idHigh = receiverIdHigh
      destination.idLow = receiverIdLow
      return
    }
    if (!this.#isDynamic) return
    this.#push({
      registrationId: -1,
      address: source,
      isIdKnown: true,
      idHigh: receiverIdHigh,
      idLow: receiverIdLow,
      timeOfLastActivityNs: nowNs,
    })
  }

  /** Dynamic destinations that are silent go. */
  expire(nowNs: number): void {
    if (!this.#isDynamic) return
    for (let i = this.#all.length - 1; i >= 0; i--) {
      if (nowNs - this.#all[i]!.timeOfLastActivityNs > SILENCE_NS) this.#removeAt(i)
    }
  }

  #push(destination: Destination): void {
    this.#all.push(destination)
    this.#count.setOrdered(this.#all.length)
  }

  #removeAt(index: number): boolean {
    if (index < 0) return false
    this.#all.splice(index, 1)
    this.#count.setOrdered(this.#all.length)
    return true
  }
}
