import { type ChannelUri, ERROR_CODE } from '@aeron/client'
import {
  ADD_DESTINATION,
  ADD_RCV_DESTINATION,
  REMOVE_DESTINATION,
  REMOVE_DESTINATION_BY_ID,
} from '@aeron/client/internal'
import { ControlProtocolException } from './control-protocol-exception.ts'
import { parseChannel } from './publication-params.ts'
import type { LocalDestination, SubscriptionLink } from './subscription-link.ts'
import type { UdpStreams } from './udp-streams.ts'

/** Parameters that belong to the endpoint, not to one of its destinations. */
const ENDPOINT_KEYS = ['mtu', 'rcv-wnd', 'so-rcvbuf', 'so-sndbuf', 'response-correlation-id']

/** One of the five commands about destinations. */
export interface DestinationCommand {
  readonly msgTypeId: number
  readonly correlationId: number
  /** Of the publication or subscription. */
  readonly registrationId: number
  readonly channel: string
  /** Of the command that added it; for removal by id. */
  readonly destinationId: number
}

export interface DestinationParts {
  readonly udp: UdpStreams
  readonly subscriptions: ReadonlyMap<number, SubscriptionLink>
  /** Links a subscription to what its local destinations offer now. */
  readonly relink: (subscription: SubscriptionLink, isTakenAway: boolean) => void
  readonly nowNs: number
}

/** Carries out a command about a destination. @throws ControlProtocolException. */
export function handleDestination(command: DestinationCommand, parts: DestinationParts): void {
  switch (command.msgTypeId) {
    case ADD_DESTINATION:
    case REMOVE_DESTINATION:
    case REMOVE_DESTINATION_BY_ID:
      onSendDestination(command, parts)
      return
    default:
      onReceiveDestination(command, parts)
  }
}

function onSendDestination(command: DestinationCommand, parts: DestinationParts): void {
  const { registrationId } = command
  const publication = parts.udp.publications.find(registrationId)
  if (publication === undefined) {
    throw new ControlProtocolException(ERROR_CODE.UNKNOWN_PUBLICATION, `unknown publication: ${registrationId}`)
  }
  const { destinations, channel } = publication.endpoint
  if (destinations === undefined || !channel.isManualControlMode) {
    const message = `channel does not allow manual control of destinations: ${publication.channel}`
    throw new ControlProtocolException(ERROR_CODE.GENERIC_ERROR, message)
  }
  if (command.msgTypeId === REMOVE_DESTINATION_BY_ID) {
    if (destinations.removeById(command.destinationId)) return
    const message = `unknown destination: ${command.destinationId}`
    throw new ControlProtocolException(ERROR_CODE.GENERIC_ERROR, message)
  }
  const uri = parseDestination(command.channel)
  if (uri.media !== 'udp' || uri.isSpy || !uri.has('endpoint')) {
    throw invalid(`a destination of a publication is aeron:udp with an endpoint: ${command.channel}`)
  }
  const { remoteData } = parts.udp.channelOf(uri, command.channel)
  if (command.msgTypeId === ADD_DESTINATION) destinations.add(command.correlationId, remoteData, parts.nowNs)
  else destinations.remove(remoteData)
}

function onReceiveDestination(command: DestinationCommand, parts: DestinationParts): void {
  const { registrationId, channel: text } = command
  const subscription = parts.subscriptions.get(registrationId)
  if (subscription === undefined) {
    throw new ControlProtocolException(ERROR_CODE.UNKNOWN_SUBSCRIPTION, `unknown subscription: ${registrationId}`)
  }
  const { endpoint } = subscription
  if (endpoint === undefined || !endpoint.channel.isManualControlMode) {
    const message = `channel does not allow manual control of destinations: ${subscription.channel}`
    throw new ControlProtocolException(ERROR_CODE.GENERIC_ERROR, message)
  }
  const uri = parseDestination(text)
  const isAddition = command.msgTypeId === ADD_RCV_DESTINATION
  if (uri.media === 'ipc' || uri.isSpy) {
    const spied = uri.isSpy ? parts.udp.channelOf(uri, text) : undefined
    onLocalDestination(subscription, { text, spied }, isAddition, parts)
    return
  }
  const channel = parts.udp.channelOf(uri, text)
  if (isAddition) {
    endpoint.addDestination(parts.udp.images.endpoints.openDestination(channel), false)
    return
  }
  const destination = endpoint.destinations.find((candidate) => candidate.channel.matchesCanonically(channel))
  if (destination === undefined) throw invalid(`no such destination: ${text}`)
  endpoint.removeDestination(destination)
  parts.udp.images.onDestinationRemoved(endpoint, destination)
}

function onLocalDestination(
  subscription: SubscriptionLink,
  destination: LocalDestination,
  isAddition: boolean,
  parts: DestinationParts,
): void {
  const others = subscription.localDestinations.filter(({ text }) => text !== destination.text)
  subscription.localDestinations = isAddition ? [...others, destination] : others
  parts.relink(subscription, !isAddition)
}

function parseDestination(text: string): ChannelUri {
  const uri = parseChannel(text)
  for (const key of ENDPOINT_KEYS) if (uri.has(key)) throw invalid(`a destination may not have ${key}: ${text}`)
  if (uri.get('control-mode') === 'response') throw invalid(`a destination may not be a response channel: ${text}`)
  return uri
}

function invalid(message: string): ControlProtocolException {
  return new ControlProtocolException(ERROR_CODE.INVALID_CHANNEL, message)
}
