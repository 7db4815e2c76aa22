import { parseBoolean, parseDuration, parseInt32, parseSize } from '@aeron/client'
import { isPowerOfTwo, RING_TRAILER_LENGTH, TERM_MAX_LENGTH, TERM_MIN_LENGTH } from '@aeron/client/internal'
import { ReflexError } from '@reflex/base'

/**
 * Every setting of the driver that can come from the environment: name, official variable, default, range. One table
 * serves parsing, checking and printing. Sizes are in bytes and take k, m, g; durations are in the unit the name ends
 * with and take ns, us, ms, s in the environment.
 */

const KIB = 1024
const MIB = 1024 * KIB
const GIB = 1024 * MIB
const MS = 1_000_000
const SECOND = 1000 * MS
const LONG_AGO = 1000 * 365 * 24 * 3600 * SECOND

type Kind =
  | 'size'
  | 'powerOfTwo'
  | 'durationNs'
  | 'durationMs'
  | 'int'
  | 'boolean'
  | 'threadingMode'
  | 'text'
  | readonly string[]

export type ThreadingMode = 'INVOKER' | 'SHARED'

interface Parameter<T> {
  readonly env: string
  readonly kind: Kind
  readonly defaultValue: T
  readonly min: number
  readonly max: number
}

const number = (env: string, kind: Kind, defaultValue: number, min: number, max: number): Parameter<number> => ({
  env,
  kind,
  defaultValue,
  min,
  max,
})
const flag = (env: string, defaultValue: boolean): Parameter<boolean> => ({
  env,
  kind: 'boolean',
  defaultValue,
  min: 0,
  max: 1,
})

const text = (env: string, defaultValue: string): Parameter<string> => ({
  env,
  kind: 'text',
  defaultValue,
  min: 0,
  max: 0,
})
const choice = (env: string, defaultValue: string, values: readonly string[]): Parameter<string> => ({
  env,
  kind: values,
  defaultValue,
  min: 0,
  max: 0,
})

export const PARAMETERS = {
  threadingMode: {
    env: 'AERON_THREADING_MODE',
    kind: 'threadingMode',
    defaultValue: 'SHARED',
    min: 0,
    max: 0,
  } as Parameter<ThreadingMode>,
  dirDeleteOnStart: flag('AERON_DIR_DELETE_ON_START', false),
  dirDeleteOnShutdown: flag('AERON_DIR_DELETE_ON_SHUTDOWN', false),
  printConfiguration: flag('AERON_PRINT_CONFIGURATION', false),
  driverTimeoutMs: number('AERON_DRIVER_TIMEOUT', 'durationMs', 10_000, 1, 3_600_000),
  conductorBufferLength: number(
    'AERON_CONDUCTOR_BUFFER_LENGTH',
    'size',
    MIB + RING_TRAILER_LENGTH,
    MIB + RING_TRAILER_LENGTH,
    GIB,
  ),
  toClientsBufferLength: number('AERON_CLIENTS_BUFFER_LENGTH', 'size', MIB + 128, MIB + 128, GIB),
  counterValuesBufferLength: number('AERON_COUNTERS_BUFFER_LENGTH', 'size', 8 * MIB, 64 * KIB, 500 * MIB),
  errorBufferLength: number('AERON_ERROR_BUFFER_LENGTH', 'size', 4 * MIB, 64 * KIB, GIB),
  lossReportBufferLength: number('AERON_LOSS_REPORT_BUFFER_LENGTH', 'size', MIB, 4 * KIB, GIB),
  filePageSize: number('AERON_FILE_PAGE_SIZE', 'powerOfTwo', 4 * KIB, 4 * KIB, GIB),
  termBufferLength: number('AERON_TERM_BUFFER_LENGTH', 'powerOfTwo', 16 * MIB, TERM_MIN_LENGTH, TERM_MAX_LENGTH),
  ipcTermBufferLength: number('AERON_IPC_TERM_BUFFER_LENGTH', 'powerOfTwo', 64 * MIB, TERM_MIN_LENGTH, TERM_MAX_LENGTH),
  termBufferSparseFile: flag('AERON_TERM_BUFFER_SPARSE_FILE', true),
  lowFileStoreWarningThreshold: number(
    'AERON_LOW_FILE_STORE_WARNING_THRESHOLD',
    'size',
    160 * MIB,
    0,
    Number.MAX_SAFE_INTEGER,
  ),
  mtuLength: number('AERON_MTU_LENGTH', 'size', 1408, 64, 65_504),
  ipcMtuLength: number('AERON_IPC_MTU_LENGTH', 'size', 1408, 64, 65_504),
  publicationTermWindowLength: number('AERON_PUBLICATION_TERM_WINDOW_LENGTH', 'size', 0, 0, TERM_MAX_LENGTH / 2),
  ipcPublicationTermWindowLength: number('AERON_IPC_PUBLICATION_TERM_WINDOW_LENGTH', 'size', 0, 0, TERM_MAX_LENGTH / 2),
  publicationLingerTimeoutNs: number('AERON_PUBLICATION_LINGER_TIMEOUT', 'durationNs', 5 * SECOND, 0, LONG_AGO),
  publicationUnblockTimeoutNs: number('AERON_PUBLICATION_UNBLOCK_TIMEOUT', 'durationNs', 15 * SECOND, 1, LONG_AGO),
  publicationReservedSessionIdLow: number(
    'AERON_PUBLICATION_RESERVED_SESSION_ID_LOW',
    'int',
    -1,
    -(2 ** 31),
    2 ** 31 - 1,
  ),
  publicationReservedSessionIdHigh: number(
    'AERON_PUBLICATION_RESERVED_SESSION_ID_HIGH',
    'int',
    1000,
    -(2 ** 31),
    2 ** 31 - 1,
  ),
  clientLivenessTimeoutNs: number('AERON_CLIENT_LIVENESS_TIMEOUT', 'durationNs', 10 * SECOND, 1, LONG_AGO),
  imageLivenessTimeoutNs: number('AERON_IMAGE_LIVENESS_TIMEOUT', 'durationNs', 10 * SECOND, 1, LONG_AGO),
  timerIntervalNs: number('AERON_TIMER_INTERVAL', 'durationNs', SECOND, MS, 10 * SECOND),
  countersFreeToReuseTimeoutNs: number('AERON_COUNTERS_FREE_TO_REUSE_TIMEOUT', 'durationNs', SECOND, 0, LONG_AGO),
  conductorCycleThresholdNs: number('AERON_DRIVER_CONDUCTOR_CYCLE_THRESHOLD', 'durationNs', 100 * MS, MS, LONG_AGO),
  tetherSubscriptions: flag('AERON_TETHER_SUBSCRIPTIONS', true),
  rejoinStream: flag('AERON_REJOIN_STREAM', true),
  untetheredWindowLimitTimeoutNs: number(
    'AERON_UNTETHERED_WINDOW_LIMIT_TIMEOUT',
    'durationNs',
    5 * SECOND,
    1,
    LONG_AGO,
  ),
  /** 0: as the window limit timeout. */
  untetheredLingerTimeoutNs: number('AERON_UNTETHERED_LINGER_TIMEOUT', 'durationNs', 0, 0, LONG_AGO),
  spiesSimulateConnection: flag('AERON_SPIES_SIMULATE_CONNECTION', false),
  reliableStream: flag('AERON_RELIABLE_STREAM', true),
  performStorageChecks: flag('AERON_PERFORM_STORAGE_CHECKS', true),
  publicationConnectionTimeoutNs: number('AERON_PUBLICATION_CONNECTION_TIMEOUT', 'durationNs', 5 * SECOND, 1, LONG_AGO),
  initialWindowLength: number('AERON_RCV_INITIAL_WINDOW_LENGTH', 'size', 128 * KIB, 256, GIB),
  statusMessageTimeoutNs: number('AERON_RCV_STATUS_MESSAGE_TIMEOUT', 'durationNs', 200 * MS, MS, 10 * SECOND),
  sendToStatusPollRatio: number('AERON_SEND_TO_STATUS_POLL_RATIO', 'int', 6, 1, 1_000_000),
  socketReceiveBufferLength: number('AERON_SOCKET_SO_RCVBUF', 'size', 128 * KIB, 0, GIB),
  socketSendBufferLength: number('AERON_SOCKET_SO_SNDBUF', 'size', 0, 0, GIB),
  socketMulticastTtl: number('AERON_SOCKET_MULTICAST_TTL', 'int', 0, 0, 255),
  receiverGroupConsideration: choice('AERON_RECEIVER_GROUP_CONSIDERATION', 'infer', ['infer', 'true', 'false']),
  receiverGroupTag: text('AERON_RECEIVER_GROUP_TAG', ''),
  multicastFlowControl: text('AERON_MULTICAST_FLOW_CONTROL', 'max'),
  flowControlGroupTag: number('AERON_FLOW_CONTROL_GROUP_TAG', 'int', -1, -(2 ** 31), 2 ** 31 - 1),
  flowControlGroupMinSize: number('AERON_FLOW_CONTROL_GROUP_MIN_SIZE', 'int', 0, 0, 2 ** 31 - 1),
  flowControlReceiverTimeoutNs: number('AERON_FLOW_CONTROL_RECEIVER_TIMEOUT', 'durationNs', 5 * SECOND, MS, LONG_AGO),
  nakUnicastDelayNs: number('AERON_NAK_UNICAST_DELAY', 'durationNs', 1000, 0, LONG_AGO),
  nakUnicastRetryDelayRatio: number('AERON_NAK_UNICAST_RETRY_DELAY_RATIO', 'int', 100, 1, 1_000_000),
  nakMulticastGroupSize: number('AERON_NAK_MULTICAST_GROUP_SIZE', 'int', 10, 1, 1_000_000),
  nakMulticastMaxBackoffNs: number('AERON_NAK_MULTICAST_MAX_BACKOFF', 'durationNs', 10 * MS, 1, LONG_AGO),
  retransmitUnicastDelayNs: number('AERON_RETRANSMIT_UNICAST_DELAY', 'durationNs', 0, 0, LONG_AGO),
  retransmitUnicastLingerNs: number('AERON_RETRANSMIT_UNICAST_LINGER', 'durationNs', 10 * MS, 0, LONG_AGO),
  maxResend: number('AERON_MAX_RESEND', 'int', 16, 1, 256),
  messagesPerSendMax: number('AERON_NETWORK_PUBLICATION_MAX_MESSAGES_PER_SEND', 'int', 4, 1, 16),
  streamSessionLimit: number('AERON_DRIVER_STREAM_SESSION_LIMIT', 'int', 2 ** 31 - 1, 1, 2 ** 31 - 1),
  congestionControl: choice('AERON_CONGESTIONCONTROL_SUPPLIER', 'static', ['static', 'cubic']),
  cubicMeasureRtt: flag('AERON_CUBICCONGESTIONCONTROL_MEASURERTT', false),
  cubicInitialRttNs: number('AERON_CUBICCONGESTIONCONTROL_INITIALRTT', 'durationNs', 100_000, 1, LONG_AGO),
  cubicTcpMode: flag('AERON_CUBICCONGESTIONCONTROL_TCPMODE', false),
  senderCycleThresholdNs: number('AERON_DRIVER_SENDER_CYCLE_THRESHOLD', 'durationNs', 100 * MS, MS, LONG_AGO),
  receiverCycleThresholdNs: number('AERON_DRIVER_RECEIVER_CYCLE_THRESHOLD', 'durationNs', 100 * MS, MS, LONG_AGO),
  untetheredRestingTimeoutNs: number('AERON_UNTETHERED_RESTING_TIMEOUT', 'durationNs', 10 * SECOND, 1, LONG_AGO),
} as const

type ValueOf<P> = P extends Parameter<infer T> ? T : never

/** All settings, concluded. */
export type DriverSettings = { readonly [Name in keyof typeof PARAMETERS]: ValueOf<(typeof PARAMETERS)[Name]> }

/** Settings given win over the environment, which wins over defaults. @throws ReflexError REFLEX_CONFIG_INVALID. */
export function concludeSettings(given: Partial<DriverSettings>, env: NodeJS.ProcessEnv): DriverSettings {
  const settings: Record<string, unknown> = {}
  for (const [name, parameter] of Object.entries(PARAMETERS)) {
    const text = env[parameter.env]
    const value =
      (given as Record<string, unknown>)[name] ?? (text === undefined ? parameter.defaultValue : parse(parameter, text))
    check(name, parameter, value)
    settings[name] = value
  }
  const concluded = settings as DriverSettings
  checkRelations(concluded)
  return concluded
}

function parse(parameter: Parameter<unknown>, text: string): unknown {
  try {
    switch (parameter.kind) {
      case 'size':
      case 'powerOfTwo':
        return parseSize(parameter.env, text)
      case 'durationNs':
        return parseDuration(parameter.env, text)
      case 'durationMs':
        return /^\d+$/.test(text) ? Number(text) : parseDuration(parameter.env, text) / MS
      case 'int':
        return parseInt32(parameter.env, text)
      case 'boolean':
        return parseBoolean(parameter.env, text)
      case 'threadingMode':
        return text === 'INVOKER' ? 'INVOKER' : 'SHARED'
      default:
        return text
    }
  } catch (error) {
    throw new ReflexError('REFLEX_CONFIG_INVALID', (error as Error).message)
  }
}

function check(name: string, parameter: Parameter<unknown>, value: unknown): void {
  const { kind } = parameter
  if (Array.isArray(kind) && !kind.includes(value)) {
    throw new ReflexError('REFLEX_CONFIG_INVALID', `${name} (${parameter.env}) must be ${kind.join(', ')}: ${value}`)
  }
  if (typeof value !== 'number') return
  const isInRange = value >= parameter.min && value <= parameter.max
  if (isInRange && (parameter.kind !== 'powerOfTwo' || isPowerOfTwo(value))) return
  const shape = parameter.kind === 'powerOfTwo' ? 'a power of two ' : ''
  throw new ReflexError(
    'REFLEX_CONFIG_INVALID',
    `${name} (${parameter.env}) must be ${shape}from ${parameter.min} to ${parameter.max}: ${value}`,
  )
}

function checkRelations(settings: DriverSettings): void {
  const require = (holds: boolean, message: string): void => {
    if (!holds) throw new ReflexError('REFLEX_CONFIG_INVALID', message)
  }
  require(isPowerOfTwo(
    settings.conductorBufferLength - RING_TRAILER_LENGTH,
  ), 'conductorBufferLength must be a power of two plus 768')
  require(isPowerOfTwo(settings.toClientsBufferLength - 128), 'toClientsBufferLength must be a power of two plus 128')
  require(settings.counterValuesBufferLength % 128 === 0, 'counterValuesBufferLength must be a multiple of 128')
  require(settings.mtuLength % 32 === 0 &&
    settings.ipcMtuLength % 32 === 0, 'mtuLength and ipcMtuLength must be multiples of 32')
  require(settings.publicationReservedSessionIdLow <=
    settings.publicationReservedSessionIdHigh, 'the range of reserved session ids is empty')
  require(settings.clientLivenessTimeoutNs >
    settings.timerIntervalNs, 'clientLivenessTimeoutNs must exceed timerIntervalNs')
  require(settings.publicationUnblockTimeoutNs >=
    settings.clientLivenessTimeoutNs, 'publicationUnblockTimeoutNs must not be below clientLivenessTimeoutNs')
}

/** One line for each setting, for people. */
export function printSettings(settings: DriverSettings): string {
  return Object.entries(settings)
    .map(([name, value]) => `    ${name}=${value}`)
    .join('\n')
}
