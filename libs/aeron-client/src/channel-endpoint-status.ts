import { COUNTER_TYPE, KEY_OFFSET, METADATA_LENGTH, NULL_COUNTER_ID } from './status/counter-descriptor.ts'
import type { CountersReader } from './status/counters-reader.ts'

/** State of the sockets behind a channel: the value of its channel status counter. */
export const CHANNEL_STATUS = {
  ERRORED: -1,
  INITIALIZING: 0,
  ACTIVE: 1,
  CLOSING: 2,
  /** IPC has no sockets; and nothing is known of a resource that is closed. */
  NONE: -2,
} as const

export type ChannelStatus = (typeof CHANNEL_STATUS)[keyof typeof CHANNEL_STATUS]

/** @param channelStatusId counter id, -1 for IPC. */
export function channelStatusOf(counters: CountersReader, channelStatusId: number): ChannelStatus {
  if (channelStatusId === NULL_COUNTER_ID) return CHANNEL_STATUS.NONE
  return counters.getCounterValue(channelStatusId) as ChannelStatus
}

/** @returns the bound `address:port` of each active socket of the channel; empty for IPC. */
export function localSocketAddressesOf(counters: CountersReader, channelStatusId: number): string[] {
  const addresses: string[] = []
  if (channelStatusId === NULL_COUNTER_ID) return addresses
  counters.forEach((counterId, typeId) => {
    if (typeId !== COUNTER_TYPE.LOCAL_SOCKADDR || counters.getCounterValue(counterId) !== CHANNEL_STATUS.ACTIVE) return
    const key = counterId * METADATA_LENGTH + KEY_OFFSET
    if (counters.metadata.getInt(key) === channelStatusId) addresses.push(counters.metadata.getString(key + 4))
  })
  return addresses
}
