import { CONTROL_PROTOCOL_VERSION, COUNTER_TYPE, type CountersManager, Position } from '@aeron/client/internal'

/** Ids of the system counters: counter id and registration id are both this number. */
export const SYSTEM_COUNTER = {
  BYTES_SENT: 0,
  BYTES_RECEIVED: 1,
  NAK_MESSAGES_SENT: 5,
  NAK_MESSAGES_RECEIVED: 6,
  STATUS_MESSAGES_SENT: 7,
  STATUS_MESSAGES_RECEIVED: 8,
  HEARTBEATS_SENT: 9,
  HEARTBEATS_RECEIVED: 10,
  RETRANSMITS_SENT: 11,
  FLOW_CONTROL_UNDER_RUNS: 12,
  FLOW_CONTROL_OVER_RUNS: 13,
  INVALID_PACKETS: 14,
  ERRORS: 15,
  SHORT_SENDS: 16,
  FREE_FAILS: 17,
  SENDER_FLOW_CONTROL_LIMITS: 18,
  UNBLOCKED_PUBLICATIONS: 19,
  UNBLOCKED_COMMANDS: 20,
  POSSIBLE_TTL_ASYMMETRY: 21,
  LOSS_GAP_FILLS: 23,
  CLIENT_TIMEOUTS: 24,
  RESOLUTION_CHANGES: 25,
  CONDUCTOR_MAX_CYCLE_TIME: 26,
  CONDUCTOR_CYCLE_TIME_THRESHOLD_EXCEEDED: 27,
  SENDER_MAX_CYCLE_TIME: 28,
  SENDER_CYCLE_TIME_THRESHOLD_EXCEEDED: 29,
  RECEIVER_MAX_CYCLE_TIME: 30,
  RECEIVER_CYCLE_TIME_THRESHOLD_EXCEEDED: 31,
  AERON_VERSION: 34,
  BYTES_CURRENTLY_MAPPED: 35,
  RETRANSMITTED_BYTES: 36,
  RETRANSMIT_OVERFLOW: 37,
  ERROR_FRAMES_RECEIVED: 38,
  ERROR_FRAMES_SENT: 39,
  PUBLICATIONS_REVOKED: 40,
  PUBLICATION_IMAGES_REVOKED: 41,
  IMAGES_REJECTED: 42,
  CONTROL_PROTOCOL_VERSION: 43,
  STATUS_MESSAGES_REJECTED: 44,
} as const

const VERSION = '0.1.0'
const COMMIT = 'reflex'
const SEMANTIC_VERSION = (0 << 16) | (1 << 8) | 0

/** Row n is the label of counter n, as in the official drivers. */
function labels(mode: string): readonly string[] {
  return [
    'Bytes sent',
    'Bytes received',
    'Failed offers to ReceiverProxy',
    'Failed offers to SenderProxy',
    'Failed offers to DriverConductorProxy',
    'NAKs sent',
    'NAKs received',
    'Status Messages sent',
    'Status Messages received',
    'Heartbeats sent',
    'Heartbeats received',
    'Retransmits sent',
    'Flow control under runs',
    'Flow control over runs',
    'Invalid packets',
    `Errors: version=${VERSION} commit=${COMMIT}`,
    'Short sends',
    'Failed attempts to free log buffers',
    'Sender flow control limits, i.e. back-pressure events',
    'Unblocked Publications',
    'Unblocked Control Commands',
    'Possible TTL Asymmetry',
    'ControllableIdleStrategy status',
    'Loss gap fills',
    'Client liveness timeouts',
    'Resolution changes: driverName=null',
    `Conductor max cycle time doing its work in ns: ${mode}`,
    `Conductor work cycle exceeded threshold count: threshold=100ms ${mode}`,
    `Sender max cycle time doing its work in ns: ${mode}`,
    `Sender work cycle exceeded threshold count: threshold=100ms ${mode}`,
    `Receiver max cycle time doing its work in ns: ${mode}`,
    `Receiver work cycle exceeded threshold count: threshold=100ms ${mode}`,
    'NameResolver max time in ns',
    'NameResolver exceeded threshold count: threshold=5s',
    `Aeron software: version=${VERSION} commit=${COMMIT}`,
    'Bytes currently mapped',
    'Retransmitted bytes',
    'Retransmit Pool Overflow count',
    'Error Frames received',
    'Error Frames sent',
    'Publications Revoked',
    'Publication Images Revoked',
    'Images rejected',
    'Control protocol version',
    'Status Messages rejected',
    'Failed offers to NativeResourceAgentProxy',
  ]
}

/** The counters every driver has. Written by the driver's thread only. */
export class SystemCounters {
  readonly #positions: Position[] = []

  constructor(counters: CountersManager, mode: string) {
    labels(mode).forEach((label, id) => {
      const key = new Uint8Array(4)
      new DataView(key.buffer).setInt32(0, id, true)
      const counterId = counters.allocate({ typeId: COUNTER_TYPE.SYSTEM, label, key, registrationId: id, ownerId: -1 })
      this.#positions.push(new Position(counters.values, counterId))
    })
    this.set(SYSTEM_COUNTER.AERON_VERSION, SEMANTIC_VERSION)
    this.set(SYSTEM_COUNTER.CONTROL_PROTOCOL_VERSION, CONTROL_PROTOCOL_VERSION)
  }

  get(id: number): number {
    return this.#positions[id]!.get()
  }

  set(id: number, value: number): void {
    this.#positions[id]!.setOrdered(value)
  }

  add(id: number, delta = 1): void {
    this.set(id, this.get(id) + delta)
  }

  proposeMax(id: number, value: number): void {
    this.#positions[id]!.proposeMaxOrdered(value)
  }
}
