import { COUNTER_TYPE, type CountersManager, MAX_KEY_LENGTH, Position } from '@aeron/client/internal'

/** Values of a channel's status counter. */
export const CHANNEL_STATUS = { INITIALISING: 0, ERRORED: -1, ACTIVE: 1, CLOSING: 2 } as const

const KEY_TEXT_OFFSET = 4
const SOCKADDR_TEXT_OFFSET = 8

function channelKey(channel: string): Uint8Array {
  const key = new Uint8Array(MAX_KEY_LENGTH)
  const text = Buffer.from(channel, 'utf8').subarray(0, MAX_KEY_LENGTH - KEY_TEXT_OFFSET)
  new DataView(key.buffer).setInt32(0, text.length, true)
  key.set(text, KEY_TEXT_OFFSET)
  return key
}

/** The status of an endpoint. It may outlive its first client, so it belongs to nobody. */
export function allocateChannelStatus(
  counters: CountersManager,
  direction: 'snd' | 'rcv',
  channel: string,
  registrationId: number,
): Position {
  const typeId = direction === 'snd' ? COUNTER_TYPE.SEND_CHANNEL_STATUS : COUNTER_TYPE.RECEIVE_CHANNEL_STATUS
  const label = `${direction}-channel: ${channel}`
  return new Position(counters.values, counters.allocate({ typeId, key: channelKey(channel), label, registrationId }))
}

export function allocateDestinationCount(counters: CountersManager, channel: string, registrationId: number): Position {
  const typeId = COUNTER_TYPE.MDC_DESTINATIONS
  const label = `mdc-num-dest: ${channel}`
  return new Position(counters.values, counters.allocate({ typeId, key: channelKey(channel), label, registrationId }))
}

/** A bound address of an endpoint. */
export function allocateLocalSockaddr(
  counters: CountersManager,
  direction: 'snd' | 'rcv',
  channelStatusId: number,
  registrationId: number,
  address: string,
): Position {
  const key = new Uint8Array(MAX_KEY_LENGTH)
  const view = new DataView(key.buffer)
  const text = Buffer.from(address, 'utf8').subarray(0, MAX_KEY_LENGTH - SOCKADDR_TEXT_OFFSET)
  view.setInt32(0, channelStatusId, true)
  view.setInt32(4, text.length, true)
  key.set(text, SOCKADDR_TEXT_OFFSET)
  const label = `${direction}-local-sockaddr: ${channelStatusId} ${address}`
  const initialValue = CHANNEL_STATUS.ACTIVE
  const spec = { typeId: COUNTER_TYPE.LOCAL_SOCKADDR, key, label, registrationId, initialValue }
  return new Position(counters.values, counters.allocate(spec))
}
