import { z } from 'zod'

const NS_PER_SECOND = 1e9
/** FIX.5.0 and its service packs travel in FIXT.1.1. */
export const BEGIN_STRINGS = ['FIX.4.0', 'FIX.4.1', 'FIX.4.2', 'FIX.4.3', 'FIX.4.4', 'FIXT.1.1'] as const
export type BeginString = (typeof BEGIN_STRINGS)[number]

const TIME_OF_DAY = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, 'HH:MM or HH:MM:SS')
const WEEKDAY = z.enum(['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'])

/** When a session may be open; see SessionSchedule. */
export const sessionScheduleConfig = z
  .object({
    timeZone: z
      .string()
      .default('UTC')
      .describe("IANA name: 'America/New_York'")
      .refine(isTimeZone, 'no such time zone'),
    start: TIME_OF_DAY.describe('local time at which it opens'),
    end: TIME_OF_DAY.describe('local time at which it closes; at or before start: on the next day'),
    days: z.array(WEEKDAY).default([]).describe('days on which a daily session begins; none: every day'),
    startDay: WEEKDAY.optional().describe('weekly session: the day of start'),
    endDay: WEEKDAY.optional().describe('weekly session: the day of end'),
    resetAtStart: z.boolean().default(true).describe('numbers begin at 1 in each window'),
  })
  .strict()
  .refine((value) => (value.startDay === undefined) === (value.endDay === undefined), 'startDay and endDay go together')

export type SessionScheduleConfig = z.output<typeof sessionScheduleConfig>

/** One FIX session as configured. `senderCompId` is always ours. */
export const fixSessionConfig = z
  .object({
    beginString: z.enum(BEGIN_STRINGS),
    senderCompId: z.string().min(1).max(64).describe('our CompID: 49 of what we send'),
    targetCompId: z.string().min(1).max(64).describe("the counterparty's CompID: 56 of what we send"),
    defaultApplVerId: z.string().default('9').describe('DefaultApplVerID(1137) on Logon, FIXT.1.1 only; 9 is FIX50SP2'),
    heartBtIntSeconds: z
      .int()
      .min(0)
      .max(3600)
      .default(30)
      .describe('HeartBtInt(108) an initiator asks for; an acceptor takes the one of its peer; 0: none'),
    timeDigits: z
      .literal([0, 3, 6, 9])
      .optional()
      .describe('digits of the fraction of SendingTime(52); default 3, in FIX.4.0 and 4.1 none: they know no fraction'),
    sendingTimeToleranceSeconds: z
      .int()
      .min(0)
      .default(120)
      .describe('largest distance of SendingTime(52) from our clock; 0: not checked'),
    resetOnLogon: z
      .boolean()
      .default(false)
      .describe('numbers begin at 1 at every logon (initiator: sends ResetSeqNumFlag(141)=Y)'),
    resetOnLogout: z.boolean().default(false).describe('numbers begin at 1 after a completed logout'),
    resetOnDisconnect: z.boolean().default(false).describe('numbers begin at 1 after every disconnect'),
    nextExpectedMsgSeqNum: z.boolean().default(false).describe('use NextExpectedMsgSeqNum(789) on Logon'),
    logonFields: z
      .string()
      .default('')
      .describe("further body fields of our Logon, as 'tag=value|tag=value' (credentials, cancel on disconnect)"),
    allowFrom: z
      .array(z.string())
      .default([])
      .describe("acceptor: addresses and networks the session may be opened from ('10.0.0.0/8'); none: all"),
    peerCertificateName: z
      .string()
      .default('')
      .describe("acceptor with TLS: common name the peer's certificate must have; '': any"),
    logonTimeoutSeconds: z
      .number()
      .positive()
      .default(10)
      .describe('a connection that is not logged on by then is closed'),
    logoutTimeoutSeconds: z.number().positive().default(2).describe('how long to wait for the answer to our Logout'),
    resendAgeMaxSeconds: z
      .number()
      .min(0)
      .default(0)
      .describe('application messages older than this are gap-filled instead of resent; 0: no limit'),
    resendMessagesPerSecondMax: z
      .int()
      .min(0)
      .default(0)
      .describe('pace at which we send again what was asked for, application messages; 0: as fast as it is read'),
    resendRequestMax: z
      .int()
      .min(0)
      .default(0)
      .describe('messages we ask for at a time when some are missing; 0: all to the end'),
    lastMsgSeqNumProcessed: z
      .boolean()
      .default(false)
      .describe('tell LastMsgSeqNumProcessed(369) in the header of all we send'),
    schedule: sessionScheduleConfig.optional().describe('when the session may be open; left out: always'),
    inboundMessagesPerSecondMax: z
      .int()
      .min(0)
      .max(1_000_000)
      .default(0)
      .describe('application messages taken in any second; 0: no limit. What is sent again does not count'),
    inboundThrottle: z
      .enum(['reject', 'queue', 'disconnect'])
      .default('reject')
      .describe('beyond it: refuse the message, leave it in the socket for later, or log out'),
    outboundMessagesPerSecondMax: z
      .int()
      .min(0)
      .max(1_000_000)
      .default(0)
      .describe('messages sent in any second; 0: no limit'),
    outboundThrottle: z
      .enum(['reject', 'queue'])
      .default('reject')
      .describe(
        'beyond it: send returns THROTTLED, or the message is stored and numbered and leaves when there is room',
      ),
    slowConsumerSeconds: z
      .number()
      .min(0)
      .default(30)
      .describe('a peer whose socket has taken not all of our bytes at any moment of that time is cut off; 0: never'),
    cancelOnDisconnect: z
      .enum(['never', 'loss', 'logout', 'both'])
      .default('never')
      .describe('acceptor: what makes us ask the application to cancel the orders of a peer that is gone'),
    cancelOnDisconnectGraceSeconds: z.number().min(0).default(0).describe('time a peer has to come back before that'),
    cancelOnDisconnectTypeTag: z
      .int()
      .min(0)
      .default(0)
      .describe('Logon field in which the peer chooses: 0 never, 1 loss, 2 logout, 3 both (35002 with some); 0: none'),
    cancelOnDisconnectTimeoutTag: z
      .int()
      .min(0)
      .default(0)
      .describe('Logon field in which the peer chooses the grace in ms (35003 with some); 0: none'),
    dropCopyOf: z
      .array(z.string())
      .default([])
      .describe("acceptor: targetCompIds of the sessions of this port whose messages this one gets too; '*': of all"),
    dropCopyTypes: z.array(z.string()).default(['8']).describe('MsgTypes(35) of those messages'),
    reconnectMinSeconds: z
      .number()
      .positive()
      .default(1)
      .describe('initiator: first pause before a reconnect; doubles'),
    reconnectMaxSeconds: z.number().positive().default(30).describe('initiator: longest pause before a reconnect'),
  })
  .strict()

export type FixSessionConfig = z.output<typeof fixSessionConfig>
/** As written in a file or a test: what has a default can be left out. */
export type FixSessionOptions = z.input<typeof fixSessionConfig>

/** FIX.4.0 and 4.1: no fraction of a second, no 371 to 373 in a Reject, 999999 for an open end. */
export function isBeforeFix42(beginString: BeginString): boolean {
  return beginString === 'FIX.4.0' || beginString === 'FIX.4.1'
}

export function timeDigitsOf(config: FixSessionConfig): number {
  return config.timeDigits ?? (isBeforeFix42(config.beginString) ? 0 : 3)
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

export function ns(seconds: number): number {
  return seconds * NS_PER_SECOND
}

/** Unique among the sessions of one process; also the name of the session's journal files. */
export function sessionName(config: FixSessionConfig): string {
  return `${config.beginString}-${config.senderCompId}-${config.targetCompId}`.replaceAll(/[^A-Za-z0-9.-]/g, '_')
}
