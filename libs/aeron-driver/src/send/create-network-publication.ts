import { COUNTER_TYPE, type CountersManager, type LogBuffers, type Position } from '@aeron/client/internal'
import { type PublicationRequest, sessionClash } from '../driver-publication.ts'
import type { LogFactory } from '../log-factory.ts'
import type { ConcludedMediaDriverContext } from '../media-driver-context.ts'
import type { PublicationParams, StartPosition } from '../publication-params.ts'
import type { SessionIds } from '../session-ids.ts'
import {
  allocatePublisherLimit,
  allocatePublisherPosition,
  allocateStreamCounter,
  type StreamCounterSpec,
} from '../stream-counters.ts'
import type { SystemCounters } from '../system-counters.ts'
import { createFlowControl, type FlowControlSpec, parseFlowControl } from './flow-control-factory.ts'
import { NetworkPublication } from './network-publication.ts'
import type { NetworkPublicationHost } from './network-publication-setup.ts'
import type { SendChannelEndpoint } from './send-channel-endpoint.ts'

const NOBODY = -1

interface Parts {
  readonly counters: CountersManager
  readonly systemCounters: SystemCounters
  readonly logs: LogFactory
  readonly sessionIds: SessionIds
}

/** Makes a publication with its log and counters, complete or not at all. */
export function createNetworkPublication(
  request: PublicationRequest,
  params: PublicationParams,
  endpoint: SendChannelEndpoint,
  context: ConcludedMediaDriverContext,
  parts: Parts,
  host: NetworkPublicationHost,
): NetworkPublication {
  const { streamId, isExclusive, clientId, channel } = request
  const registrationId = request.correlationId
  if (params.mtuLength > endpoint.sendBufferLength) {
    throw new Error(`mtu ${params.mtuLength} exceeds the socket's send buffer of ${endpoint.sendBufferLength} bytes`)
  }
  const flow = parseFlowControl(endpoint.channel, context)
  const sessionId = chooseSessionId(endpoint, streamId, params.sessionId, parts.sessionIds)
  const initialTermId = context.random.nextUint32() | 0
  const start: StartPosition = params.start ?? { initialTermId, termId: initialTermId, termOffset: 0 }
  const spec = { registrationId, sessionId, streamId, isExclusive, start, params }
  const log = parts.logs.createPublicationLog(spec)
  try {
    const stream = { registrationId, clientId, sessionId, streamId, channel }
    return assemble(stream, { isExclusive, params, start, log, flow, endpoint }, context, parts, host)
  } catch (error) {
    parts.logs.free(log)
    throw error
  }
}

interface Made {
  readonly isExclusive: boolean
  readonly params: PublicationParams
  readonly start: StartPosition
  readonly log: LogBuffers
  readonly flow: FlowControlSpec
  readonly endpoint: SendChannelEndpoint
}

function assemble(
  stream: StreamCounterSpec,
  made: Made,
  context: ConcludedMediaDriverContext,
  parts: Parts,
  host: NetworkPublicationHost,
): NetworkPublication {
  const { counters } = parts
  const { flow, params, endpoint } = made
  const allocate = (typeId: number, name: string): Position => allocateStreamCounter(counters, typeId, name, stream)
  const isCounted = flow.kind === 'min' || flow.kind === 'tagged'
  const receiverCount = isCounted
    ? allocateStreamCounter(counters, COUNTER_TYPE.FLOW_CONTROL_RECEIVERS, 'fc-receivers', {
        ...stream,
        clientId: NOBODY,
      })
    : undefined
  const setup = {
    ...stream,
    ...made,
    publisherPosition: allocatePublisherPosition(counters, stream, made.isExclusive),
    publisherLimit: allocatePublisherLimit(counters, stream),
    senderPosition: allocate(COUNTER_TYPE.SENDER_POSITION, 'snd-pos'),
    senderLimit: allocate(COUNTER_TYPE.SENDER_LIMIT, 'snd-lmt'),
    backPressureEvents: allocate(COUNTER_TYPE.SENDER_BPE, 'snd-bpe'),
    naksReceived: allocate(COUNTER_TYPE.SENDER_NAKS_RECEIVED, 'snd-naks-received'),
    mtuLength: params.mtuLength,
    flowControl: createFlowControl(flow, context.initialWindowLength, receiverCount),
    flowControlCounters: receiverCount === undefined ? [] : [receiverCount],
    retransmit: {
      delayNs: context.retransmitUnicastDelayNs,
      lingerNs: context.retransmitUnicastLingerNs,
      isGroup: endpoint.hasGroupSemantics,
      actionsMax: params.resendMax,
    },
    messagesPerSendMax: context.messagesPerSendMax,
    connectionTimeoutNs: context.publicationConnectionTimeoutNs,
    ttl: endpoint.channel.isMulticast ? endpoint.channel.ttl || context.socketMulticastTtl : 0,
    unblockTimeoutNs: context.publicationUnblockTimeoutNs,
    nowNs: context.nanoClock.nanoTime(),
  }
  return new NetworkPublication(setup, host, parts.systemCounters)
}

function chooseSessionId(
  endpoint: SendChannelEndpoint,
  streamId: number,
  wanted: number | undefined,
  sessionIds: SessionIds,
): number {
  if (wanted === undefined) return sessionIds.next((sessionId) => endpoint.isSessionInUse(streamId, sessionId))
  if (endpoint.isSessionInUse(streamId, wanted)) throw sessionClash(wanted, streamId)
  return wanted
}
