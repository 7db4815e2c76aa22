export { MemoryTransport } from './memory-transport.ts'
export { NodeTransport } from './node-transport.ts'
export type {
  StreamAddress,
  StreamConnection,
  StreamHandler,
  StreamListener,
  StreamListenOptions,
  StreamTransport,
} from './stream-transport.ts'
