import { ERROR_CODE, parseDuration, parseSize } from '@aeron/client'
import type { Position } from '@aeron/client/internal'
import { ControlProtocolException } from '../control-protocol-exception.ts'
import type { UdpChannel } from '../media/udp-channel.ts'
import type { ConcludedMediaDriverContext } from '../media-driver-context.ts'
import { type FlowControl, MaxFlowControl } from './flow-control.ts'
import { MinFlowControl } from './min-flow-control.ts'

const UNICAST_RETRANSMIT_MULTIPLE = 16
const MULTICAST_RETRANSMIT_MULTIPLE = 4

/** What `fc=` asks for. */
export interface FlowControlSpec {
  readonly kind: 'unicast' | 'max' | 'min' | 'tagged'
  readonly groupTag: bigint | undefined
  readonly groupMinSize: number
  readonly receiverTimeoutNs: number
  readonly retransmitMultiple: number
}

/**
 * `max|min|tagged[,g:[<tag>]/<minSize>][,t:<duration>][,rrwm:<n>]`; plain unicast ignores it.
 * @throws ControlProtocolException INVALID_CHANNEL.
 */
export function parseFlowControl(channel: UdpChannel, context: ConcludedMediaDriverContext): FlowControlSpec {
  const isGroup = channel.isMulticast || channel.isMultiDestination
  const base: FlowControlSpec = {
    kind: 'unicast',
    groupTag: undefined,
    groupMinSize: context.flowControlGroupMinSize,
    receiverTimeoutNs: context.flowControlReceiverTimeoutNs,
    retransmitMultiple: isGroup ? MULTICAST_RETRANSMIT_MULTIPLE : UNICAST_RETRANSMIT_MULTIPLE,
  }
  if (!isGroup) return base
  const text = channel.uri.get('fc') ?? context.multicastFlowControl
  const [kind, ...options] = text.split(',')
  if (kind !== 'max' && kind !== 'min' && kind !== 'tagged') throw invalid(text)
  const spec = options.reduce<FlowControlSpec>((current, option) => withOption(current, option, text), {
    ...base,
    kind,
  })
  if (kind !== 'tagged') return { ...spec, groupTag: undefined }
  return { ...spec, groupTag: spec.groupTag ?? BigInt(context.flowControlGroupTag) }
}

function withOption(spec: FlowControlSpec, option: string, text: string): FlowControlSpec {
  const group = /^g:(-?\d+)?(?:\/(\d+))?$/.exec(option)
  if (group !== null) {
    return {
      ...spec,
      groupTag: group[1] === undefined ? spec.groupTag : BigInt(group[1]),
      groupMinSize: group[2] === undefined ? spec.groupMinSize : Number(group[2]),
    }
  }
  if (option.startsWith('t:')) return { ...spec, receiverTimeoutNs: parseDuration('fc t', option.slice(2)) }
  if (option.startsWith('rrwm:')) return { ...spec, retransmitMultiple: parseSize('fc rrwm', option.slice(5)) }
  throw invalid(text)
}

/** @param receiverCount of min and tagged. */
export function createFlowControl(
  spec: FlowControlSpec,
  receiverWindowLength: number,
  receiverCount: Position | undefined,
): FlowControl {
  if (receiverCount === undefined) return new MaxFlowControl(receiverWindowLength, spec.retransmitMultiple)
  return new MinFlowControl({ ...spec, receiverWindowLength, receiverCount })
}

function invalid(text: string): ControlProtocolException {
  return new ControlProtocolException(ERROR_CODE.INVALID_CHANNEL, `flow control is max, min or tagged: fc=${text}`)
}
