import type { ClientLiveness } from './client-liveness.ts'
import type { CopyBroadcastReceiver } from './concurrent/copy-broadcast-receiver.ts'
import type { PublicationErrorFrame } from './driver-events-adapter.ts'
import type { DriverProxy } from './driver-proxy.ts'
import type { CountersReader } from './status/counters-reader.ts'

/** Told of things that concern no single resource. */
export interface ClientListener {
  /** The client is closed: by the driver's death, by its own silence, or by the driver's verdict. */
  onFatal(error: Error): void
  /** Something failed that leaves the client as it is. */
  onError(error: Error): void
  onPublicationError(event: PublicationErrorFrame): void
  onAvailableCounter(registrationId: number, counterId: number): void
  onUnavailableCounter(registrationId: number, counterId: number): void
}

/** What a conductor is made of. */
export interface ConductorParts {
  readonly driverProxy: DriverProxy
  readonly liveness: ClientLiveness
  readonly counters: CountersReader
  readonly receiver: CopyBroadcastReceiver
  readonly listener: ClientListener
}
