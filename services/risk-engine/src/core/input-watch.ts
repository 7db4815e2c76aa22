import { bytesEqual } from '@reflex/base'
import { civilFromDays, type FixFrame } from '@reflex/fix'
import { FIELDS, POS_REQ_TYPE, RequestForPositionsEncoder, STREAM } from '@reflex/schema'
import { type Outbox, PeerLiveness } from '@reflex/service-host'

const OMS = 0
const MARKET_DATA = 1
const PEERS = ['oms', 'market-data'] as const
const MS_PER_DAY = 86_400_000

/**
 * Whether the engine's inputs can be trusted: positions asked for and complete, oms and market data alive; and since
 * when they cannot.
 */
export class InputWatch {
  isSynced = false
  readonly #peers: PeerLiveness
  readonly #retryNs: number
  readonly #request = new RequestForPositionsEncoder()
  #requestId = new Uint8Array(0)
  #requestedNs = Number.NEGATIVE_INFINITY
  #omsLife = Number.NaN
  /** NaN before everything was well for the first time. */
  #wellNs = Number.NaN
  #nowNs = 0
  #number = 0
  #isReplayed = false

  constructor(timeoutNs: number, retryNs: number) {
    this.#peers = new PeerLiveness(PEERS, timeoutNs)
    this.#retryNs = retryNs
  }

  /** For a recording: positions count from the first report on, since the answers in it are to another's request. */
  trustRecording(): void {
    this.#isReplayed = true
    this.isSynced = true
  }

  onHeartbeat(nowNs: number, frame: FixFrame): void {
    if (this.#peers.onHeartbeat(nowNs, frame) !== OMS) return
    const life = this.#peers.lifeOf(OMS)
    if (life === this.#omsLife) return
    this.#omsLife = life
    this.isSynced = this.#isReplayed
    this.#requestedNs = Number.NEGATIVE_INFINITY
  }

  onPositionReport(frame: FixFrame): void {
    if (this.isSynced || !frame.boolean(FIELDS.LastRptRequested.tag)) return
    const slot = frame.find(FIELDS.PosReqID.tag)
    if (slot < 0) return
    const id = this.#requestId
    if (bytesEqual(frame.bytes, frame.offsets[slot]!, frame.lengths[slot]!, id, 0, id.length)) this.isSynced = true
  }

  /** @returns how many requests were sent. */
  onTimer(nowNs: number, out: Outbox): number {
    this.#nowNs = nowNs
    if (this.isWell) this.#wellNs = nowNs
    const isDue = !this.isSynced && nowNs - this.#requestedNs >= this.#retryNs
    if (!isDue || !this.#peers.isAlive(OMS, nowNs)) return 0
    this.#ask(nowNs, out)
    return 1
  }

  get isWell(): boolean {
    return this.isSynced && this.#peers.firstNotReady(this.#nowNs) < 0
  }

  /** How long something has been missing, ms; 0 while all is well, and before it was for the first time. */
  get staleMs(): number {
    return Number.isNaN(this.#wellNs) ? 0 : (this.#nowNs - this.#wellNs) / 1e6
  }

  /** What is missing, in words; '' when nothing is. */
  get missing(): string {
    const names: string[] = []
    if (!this.isSynced) names.push('positions')
    if (!this.#peers.isReady(OMS, this.#nowNs)) names.push('oms')
    if (!this.#peers.isReady(MARKET_DATA, this.#nowNs)) names.push('market-data')
    return names.join(', ')
  }

  #ask(nowNs: number, out: Outbox): void {
    this.#requestedNs = nowNs
    const days = Math.floor((out.sessionTime.sessionEpochMs + nowNs / 1e6) / MS_PER_DAY)
    const text = `RE${Math.floor(nowNs / 1e6)}-P${++this.#number}`
    this.#requestId = Uint8Array.from(text, (character) => character.charCodeAt(0))
    this.#request
      .begin(out, STREAM.POSITION_REQUESTS)
      .posReqIdText(text)
      .posReqType(POS_REQ_TYPE.POSITIONS)
      .clearingBusinessDate(civilFromDays(days))
      .transactTime(nowNs)
      .end()
  }
}
