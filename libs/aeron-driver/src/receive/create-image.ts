import {
  COUNTER_TYPE,
  type CountersManager,
  computePosition,
  type LogBuffers,
  type Position,
} from '@aeron/client/internal'
import type { LogFactory } from '../log-factory.ts'
import type { ConcludedMediaDriverContext } from '../media-driver-context.ts'
import { duration } from '../publication-params.ts'
import { allocateStreamCounter, type StreamCounterSpec } from '../stream-counters.ts'
import type { SubscriptionLink } from '../subscription-link.ts'
import type { SystemCounters } from '../system-counters.ts'
import { type CongestionControl, CubicWindow, StaticWindow } from './congestion-control.ts'
import { type FeedbackDelay, MulticastDelay, NO_DELAY, UnicastDelay } from './feedback-delay.ts'
import type { ImageRequest } from './image-request.ts'
import type { PublicationImageHost } from './image-setup.ts'
import { PublicationImage } from './publication-image.ts'

const NOBODY = -1

interface Parts {
  readonly counters: CountersManager
  readonly systemCounters: SystemCounters
  readonly logs: LogFactory
}

/**
 * Makes the image of a stream as its SETUP and the first subscription that wants it say. @throws Error when the
 * stream's datagrams do not fit the window, or the window does not fit the socket.
 */
export function createImage(
  request: ImageRequest,
  correlationId: number,
  subscription: SubscriptionLink,
  context: ConcludedMediaDriverContext,
  parts: Parts,
  host: PublicationImageHost,
): PublicationImage {
  const { endpoint, sessionId, streamId, termLength, initialTermId } = request
  const receiverWindowLength = endpoint.channel.receiverWindowLength || context.initialWindowLength
  checkWindow(request, receiverWindowLength)
  const log = parts.logs.createImageLog({
    correlationId,
    sessionId,
    streamId,
    initialTermId,
    termLength,
    mtuLength: request.mtuLength,
    receiverWindowLength,
    isSparse: context.termBufferSparseFile,
    isReliable: subscription.isReliable,
    isRejoin: subscription.isRejoin,
    isTether: subscription.isTether,
    isGroup: isGroup(request, subscription, context),
  })
  try {
    return assemble(request, correlationId, subscription, log, receiverWindowLength, context, parts, host)
  } catch (error) {
    parts.logs.free(log)
    throw error
  }
}

function assemble(
  request: ImageRequest,
  correlationId: number,
  subscription: SubscriptionLink,
  log: LogBuffers,
  receiverWindowLength: number,
  context: ConcludedMediaDriverContext,
  parts: Parts,
  host: PublicationImageHost,
): PublicationImage {
  const { endpoint, destination, source, sessionId, streamId, initialTermId, termLength } = request
  const { channel, clientId, uri } = subscription
  const stream = { registrationId: correlationId, clientId, sessionId, streamId, channel }
  const window = Math.min(receiverWindowLength, termLength / 2)
  const congestion = createCongestionControl(request, stream, window, uri.get('cc'), context, parts.counters)
  const windowLimitNs = duration(uri, 'untethered-window-limit-timeout') ?? context.untetheredWindowLimitTimeoutNs
  const allocate = (typeId: number, name: string): Position =>
    allocateStreamCounter(parts.counters, typeId, name, stream)
  const setup = {
    ...stream,
    endpoint,
    destination,
    source,
    log,
    initialTermId,
    correlationId,
    joinPosition: computePosition(request.activeTermId, request.termOffset, termLength, initialTermId),
    initialWindow: congestion.control.initialWindow,
    receiverHwm: allocate(COUNTER_TYPE.RECEIVER_HWM, 'rcv-hwm'),
    receiverPosition: allocate(COUNTER_TYPE.RECEIVER_POSITION, 'rcv-pos'),
    naksSent: allocate(COUNTER_TYPE.RECEIVER_NAKS_SENT, 'rcv-naks-sent'),
    congestion: congestion.control,
    congestionCounters: congestion.counters,
    statusTimeoutNs: context.statusMessageTimeoutNs,
    nowNs: context.nanoClock.nanoTime(),
    isReliable: subscription.isReliable,
    isRejoin: subscription.isRejoin,
    feedbackDelay: createFeedbackDelay(request, subscription, context),
    livenessTimeoutNs: context.imageLivenessTimeoutNs,
    untethered: {
      untetheredWindowLimitTimeoutNs: windowLimitNs,
      untetheredLingerTimeoutNs:
        duration(uri, 'untethered-linger-timeout') ?? (context.untetheredLingerTimeoutNs || windowLimitNs),
      untetheredRestingTimeoutNs: duration(uri, 'untethered-resting-timeout') ?? context.untetheredRestingTimeoutNs,
    },
  }
  return new PublicationImage(setup, host, parts.systemCounters)
}

function checkWindow(request: ImageRequest, window: number): void {
  const { receiveBufferLength } = request.destination
  if (request.mtuLength > window) throw new Error(`mtu ${request.mtuLength} exceeds the receiver window ${window}`)
  if (window <= receiveBufferLength) return
  throw new Error(`receiver window ${window} exceeds the socket's receive buffer of ${receiveBufferLength} bytes`)
}

/** Whether other receivers may miss the same datagrams. */
function isGroup(request: ImageRequest, subscription: SubscriptionLink, context: ConcludedMediaDriverContext): boolean {
  const consideration = subscription.uri.get('group') ?? context.receiverGroupConsideration
  if (consideration !== 'infer') return consideration === 'true'
  return request.destination.channel.isMulticast || request.isGroup
}

function createFeedbackDelay(
  request: ImageRequest,
  subscription: SubscriptionLink,
  context: ConcludedMediaDriverContext,
): FeedbackDelay {
  if (!subscription.isReliable) return NO_DELAY
  if (isGroup(request, subscription, context)) {
    return new MulticastDelay(context.random, context.nakMulticastMaxBackoffNs, context.nakMulticastGroupSize)
  }
  const delayNs = request.endpoint.channel.nakDelayNs ?? context.nakUnicastDelayNs
  return new UnicastDelay(delayNs, context.nakUnicastRetryDelayRatio)
}

function createCongestionControl(
  request: ImageRequest,
  stream: StreamCounterSpec,
  window: number,
  wanted: string | undefined,
  context: ConcludedMediaDriverContext,
  counters: CountersManager,
): { control: CongestionControl; counters: readonly Position[] } {
  const kind = wanted ?? context.congestionControl
  if (kind === 'static') return { control: new StaticWindow(window), counters: [] }
  if (kind !== 'cubic') throw new Error(`congestion control is static or cubic: cc=${kind}`)
  const owned = { ...stream, clientId: NOBODY }
  const rtt = allocateStreamCounter(counters, COUNTER_TYPE.PER_IMAGE, 'rcv-cc-cubic-rtt', owned)
  const shown = allocateStreamCounter(counters, COUNTER_TYPE.PER_IMAGE, 'rcv-cc-cubic-wnd', owned)
  const options = {
    maxWindow: window,
    mtuLength: request.mtuLength,
    measureRtt: context.cubicMeasureRtt,
    initialRttNs: context.cubicInitialRttNs,
    tcpMode: context.cubicTcpMode,
    onRtt: (rttNs: number) => rtt.setOrdered(rttNs),
    onWindow: (bytes: number) => shown.setOrdered(bytes),
  }
  return { control: new CubicWindow(options, context.nanoClock.nanoTime()), counters: [rtt, shown] }
}
