export {
  BACK_PRESSURED,
  isAdmin,
  MESSAGE_TOO_LONG,
  type MessageValidator,
  NO_REASON,
  NOT_LOGGED_ON,
  SESSION_DOWN,
  SESSION_UP,
} from './codes.ts'
export { DictionaryValidator } from './dictionary-validator.ts'
export { FixAcceptor, type FixAcceptorOptions } from './fix-acceptor.ts'
export { FixInitiator, type FixInitiatorOptions, type FixInitiatorSession } from './fix-initiator.ts'
export { FixSession, type FixSessionParts, type SessionOutput } from './fix-session.ts'
export { MemoryTransport } from './memory-transport.ts'
export { NodeTransport } from './node-transport.ts'
export {
  BEGIN_STRINGS,
  type BeginString,
  type FixSessionConfig,
  type FixSessionOptions,
  fixSessionConfig,
  sessionName,
} from './session-config.ts'
export type { FixEndpointOptions, FixMessageHandler, SessionStateListener } from './session-link.ts'
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
