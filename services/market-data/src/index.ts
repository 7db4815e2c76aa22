/** Venue feeds to exact books and one normalised stream. */

export * from './config.ts'
export { CRYPTO_FORMATS, type CryptoFormat } from './core/crypto/crypto-venue.ts'
export {
  type PartResult,
  type RunOptions,
  runSet,
  type SetInstrumentResult,
  type SetResult as BookSetResult,
  setFormats,
} from './feeds/run-set.ts'
export { FrameRecorder, type RecorderCounts } from './live/frame-recorder.ts'
export { dialectOf } from './live/venue-dialect.ts'
export {
  inspectRecording,
  type RecordedFile,
  type RecordedInstrument,
  type RecordedVenue,
  type RecordingInfo,
} from './recording/inspect-recording.ts'
export { createMarketDataService } from './service.ts'
