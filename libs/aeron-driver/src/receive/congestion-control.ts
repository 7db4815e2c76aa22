/** Decides the window a receiver offers. */
export interface CongestionControl {
  /** In bytes, for the first status message. */
  readonly initialWindow: number
  /** Whether the last result shall be told at once. */
  readonly isStatusForced: boolean
  /** Every cycle of the conductor. @returns the window in bytes. */
  onTrackRebuild(nowNs: number, hasProgress: boolean, hasLoss: boolean): number
  isRttWanted(nowNs: number): boolean
  onRttSent(nowNs: number): void
  onRtt(nowNs: number, rttNs: number): void
}

/** The default: always the same window. */
export class StaticWindow implements CongestionControl {
  readonly initialWindow: number
  readonly isStatusForced = false

  constructor(window: number) {
    this.initialWindow = window
  }

  onTrackRebuild(): number {
    return this.initialWindow
  }

  isRttWanted(): boolean {
    return false
  }

  onRttSent(): void {}

  onRtt(): void {}
}

const INITIAL_SEGMENTS = 10
/** Of the CUBIC paper: the aggressiveness, and the part by which the window shrinks at a loss. */
const C = 0.4
const B = 0.2
const RTT_TIMEOUT_MULTIPLE = 4

export interface CubicOptions {
  /** Largest window, in bytes. */
  readonly maxWindow: number
  readonly mtuLength: number
  readonly measureRtt: boolean
  readonly initialRttNs: number
  readonly tcpMode: boolean
  /** Shows the round trip, in ns. */
  readonly onRtt: (rttNs: number) => void
  /** Shows the window, in bytes. */
  readonly onWindow: (window: number) => void
}

/** CUBIC in segments of the sender's mtu: grows along a cubic curve since the last loss. */
export class CubicWindow implements CongestionControl {
  isStatusForced = false
  readonly #options: CubicOptions
  readonly #maxSegments: number
  #segments: number
  #plateau: number
  #k: number
  #timeOfLossNs = 0
  #timeOfUpdateNs = 0
  #timeOfRttNs = 0
  #rttNs: number

  constructor(options: CubicOptions, nowNs: number) {
    this.#options = options
    this.#maxSegments = Math.max(1, Math.floor(options.maxWindow / options.mtuLength))
    this.#segments = Math.min(INITIAL_SEGMENTS, this.#maxSegments)
    this.#plateau = this.#maxSegments
    this.#k = Math.cbrt((this.#plateau * B) / C)
    this.#rttNs = options.initialRttNs
    this.#timeOfLossNs = nowNs
    this.#timeOfUpdateNs = nowNs
    options.onRtt(this.#rttNs)
    options.onWindow(this.initialWindow)
  }

  get initialWindow(): number {
    return this.#segments * this.#options.mtuLength
  }

  onTrackRebuild(nowNs: number, hasProgress: boolean, hasLoss: boolean): number {
    this.isStatusForced = false
    if (hasLoss) {
      this.#plateau = this.#segments
      this.#k = Math.cbrt((this.#plateau * B) / C)
      this.#segments = Math.max(1, Math.floor(this.#segments * (1 - B)))
      this.#timeOfLossNs = nowNs
      this.isStatusForced = true
    } else if (this.#segments < this.#maxSegments && nowNs - this.#timeOfUpdateNs > this.#options.initialRttNs) {
      this.#grow(nowNs)
      this.#timeOfUpdateNs = nowNs
    } else if (this.#segments === 1 && hasProgress) {
      this.isStatusForced = true
    }
    const window = this.#segments * this.#options.mtuLength
    this.#options.onWindow(window)
    return window
  }

  isRttWanted(nowNs: number): boolean {
    const intervalNs = Math.max(this.#rttNs, this.#options.initialRttNs) * RTT_TIMEOUT_MULTIPLE
    return this.#options.measureRtt && nowNs - this.#timeOfRttNs > intervalNs
  }

  onRttSent(nowNs: number): void {
    this.#timeOfRttNs = nowNs
  }

  onRtt(nowNs: number, rttNs: number): void {
    if (rttNs < 0) return
    this.#timeOfRttNs = nowNs
    this.#rttNs = rttNs
    this.#options.onRtt(rttNs)
  }

  #grow(nowNs: number): void {
    const seconds = (nowNs - this.#timeOfLossNs) / 1e9
    const cubic = this.#plateau + Math.trunc(C * (seconds - this.#k) ** 3)
    let segments = Math.min(this.#maxSegments, cubic)
    if (this.#options.tcpMode && segments < this.#plateau) {
      const rttSeconds = this.#rttNs / 1e9
      const tcp = this.#plateau * (1 - B) + ((3 * B) / (2 - B)) * (seconds / rttSeconds)
      segments = Math.min(this.#maxSegments, Math.max(segments, Math.floor(tcp)))
    }
    this.#segments = Math.max(1, segments)
  }
}
