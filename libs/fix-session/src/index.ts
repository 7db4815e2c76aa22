export {
  BACK_PRESSURED,
  isAdmin,
  MESSAGE_TOO_LONG,
  type MessageValidator,
  NO_REASON,
  NOT_LOGGED_ON,
  SESSION_DOWN,
  SESSION_UP,
  THROTTLED,
} from './codes.ts'
export { DictionaryValidator } from './dictionary-validator.ts'
export type { FixEndpointOptions, FixMessageHandler, SessionStateListener } from './endpoint-options.ts'
export { FixAcceptor, type FixAcceptorOptions } from './fix-acceptor.ts'
export { FixInitiator, type FixInitiatorOptions, type FixInitiatorSession } from './fix-initiator.ts'
export { FixSession, type FixSessionParts, type SessionOutput } from './fix-session.ts'
export { type LogonSignature, logonSigner, passwordAuthenticator, signatureAuthenticator } from './logon-crypto.ts'
export type { LogonAuthenticator, LogonIdentity, LogonSigner } from './logon-hooks.ts'
export { MemoryTransport } from './memory-transport.ts'
export { NodeTransport } from './node-transport.ts'
export { parseSession } from './parse-session.ts'
export {
  type LogonSignatureConfig,
  logonSignatureConfig,
  readSignature,
  readTls,
  type StreamTlsConfig,
  streamTlsConfig,
} from './security-config.ts'
export {
  BEGIN_STRINGS,
  type BeginString,
  type FixSessionConfig,
  type FixSessionOptions,
  fixSessionConfig,
  type SessionScheduleConfig,
  sessionName,
} from './session-config.ts'
export { SessionSchedule } from './session-schedule.ts'
export { SessionStore, type SessionStoreOptions } from './session-store.ts'
export type { StoredMessageHandler } from './stored-messages.ts'
export type {
  StreamAddress,
  StreamConnection,
  StreamHandler,
  StreamListener,
  StreamListenOptions,
  StreamTls,
  StreamTransport,
} from './stream-transport.ts'
