import type { UdpAddress } from '../media/udp-address.ts'
import type { ReceiveDestination } from './receive-destination.ts'

/** A way by which a stream comes in: one for each destination of the endpoint. */
export interface ImageConnection {
  readonly destination: ReceiveDestination
  /** Where status messages and NAKs go. */
  controlAddress: UdpAddress
  timeOfLastActivityNs: number
  isEndOfStream: boolean
  endOfStreamPosition: number
}
