import {
  COUNTER_TYPE,
  type CountersManager,
  MAX_KEY_LENGTH,
  Position,
  STREAM_KEY_CHANNEL_LENGTH_MAX,
  STREAM_KEY_CHANNEL_OFFSET,
  STREAM_KEY_REGISTRATION_ID_OFFSET,
  STREAM_KEY_SESSION_ID_OFFSET,
  STREAM_KEY_STREAM_ID_OFFSET,
} from '@aeron/client/internal'

/** A stream as its counters name it. */
export interface StreamCounterSpec {
  readonly registrationId: number
  readonly clientId: number
  readonly sessionId: number
  readonly streamId: number
  readonly channel: string
  readonly referenceId?: number
  readonly initialValue?: number
}

/** Allocates a counter with the key and label of a stream. @param suffix appended to the label. */
export function allocateStreamCounter(
  counters: CountersManager,
  typeId: number,
  name: string,
  stream: StreamCounterSpec,
  suffix = '',
): Position {
  const key = new Uint8Array(MAX_KEY_LENGTH)
  const view = new DataView(key.buffer)
  const channel = Buffer.from(stream.channel, 'utf8').subarray(0, STREAM_KEY_CHANNEL_LENGTH_MAX)
  view.setInt32(STREAM_KEY_REGISTRATION_ID_OFFSET, stream.registrationId | 0, true)
  view.setInt32(STREAM_KEY_REGISTRATION_ID_OFFSET + 4, Math.floor(stream.registrationId / 2 ** 32), true)
  view.setInt32(STREAM_KEY_SESSION_ID_OFFSET, stream.sessionId, true)
  view.setInt32(STREAM_KEY_STREAM_ID_OFFSET, stream.streamId, true)
  view.setInt32(STREAM_KEY_CHANNEL_OFFSET, channel.length, true)
  key.set(channel, STREAM_KEY_CHANNEL_OFFSET + 4)
  const counterId = counters.allocate({
    typeId,
    key,
    label: `${name}: ${stream.registrationId} ${stream.sessionId} ${stream.streamId} ${stream.channel}${suffix}`,
    registrationId: stream.registrationId,
    ownerId: stream.clientId,
    referenceId: stream.referenceId ?? 0,
    initialValue: stream.initialValue ?? 0,
  })
  return new Position(counters.values, counterId)
}

export function allocatePublisherLimit(counters: CountersManager, stream: StreamCounterSpec): Position {
  return allocateStreamCounter(counters, COUNTER_TYPE.PUBLISHER_LIMIT, 'pub-lmt', stream)
}

export function allocatePublisherPosition(
  counters: CountersManager,
  stream: StreamCounterSpec,
  isExclusive: boolean,
): Position {
  return allocateStreamCounter(
    counters,
    COUNTER_TYPE.PUBLISHER_POSITION,
    isExclusive ? 'pub-pos (exclusive)' : 'pub-pos (concurrent)',
    stream,
  )
}

/** @param stream with the subscription's registration id; the image's correlation id is the reference id. */
export function allocateSubscriberPosition(
  counters: CountersManager,
  stream: StreamCounterSpec,
  joinPosition: number,
): Position {
  return allocateStreamCounter(
    counters,
    COUNTER_TYPE.SUBSCRIBER_POSITION,
    'sub-pos',
    { ...stream, initialValue: joinPosition },
    ` @${joinPosition}`,
  )
}

/** Counter into which a client writes the time of its last sign of life. */
export function allocateClientHeartbeat(counters: CountersManager, clientId: number, nowMs: number): Position {
  const key = new Uint8Array(8)
  new DataView(key.buffer).setBigInt64(0, BigInt(clientId), true)
  const counterId = counters.allocate({
    typeId: COUNTER_TYPE.CLIENT_HEARTBEAT,
    key,
    label: `client-heartbeat: id=${clientId}`,
    registrationId: clientId,
    ownerId: clientId,
    initialValue: nowMs,
  })
  return new Position(counters.values, counterId)
}
