import type { FixFrame } from '@reflex/fix'
import type { FixSessionConfig } from './session-config.ts'

/** Decides whether a Logon comes from whom it says. Its parties, time and fields were checked before. */
export interface LogonAuthenticator {
  /** @param logon valid only during the call. @returns '' to let him in, or the Text(58) of the Logout he gets. */
  check(config: FixSessionConfig, logon: FixFrame): string
}

/** What a Logon under way says of itself, as it stands on the wire. */
export interface LogonIdentity {
  readonly beginString: string
  readonly senderCompId: string
  readonly targetCompId: string
  readonly msgSeqNum: number
  readonly sendingTime: string
}

/** Gives the fields that prove who we are, in the order in which they are sent. */
export type LogonSigner = (identity: LogonIdentity) => readonly (readonly [number, string])[]
