import type { AtomicBuffer, Position } from '@aeron/client/internal'
import type { UdpAddress } from '../media/udp-address.ts'
import type { SubscriberPosition } from '../subscriber-position.ts'
import type { NetworkPublication } from './network-publication.ts'
import type { PublicationSenderSetup } from './publication-sender-setup.ts'

export interface NetworkPublicationSetup extends PublicationSenderSetup {
  readonly registrationId: number
  readonly clientId: number
  readonly channel: string
  readonly isExclusive: boolean
  readonly publisherPosition: Position
  readonly publisherLimit: Position
  /** Counters that belong to the flow control. */
  readonly flowControlCounters: readonly Position[]
  readonly unblockTimeoutNs: number
  readonly nowNs: number
}

/** What the conductor does on a publication's behalf. */
export interface NetworkPublicationHost {
  isResponseWanted(publication: NetworkPublication): boolean
  onUnavailableSpyImage(publication: NetworkPublication, spy: SubscriberPosition): void
  onAvailableSpyImage(publication: NetworkPublication, spy: SubscriberPosition): void
  onReceiverError(publication: NetworkPublication, frame: AtomicBuffer, source: UdpAddress, destinationId: number): void
  freeCounter(counterId: number): void
}
