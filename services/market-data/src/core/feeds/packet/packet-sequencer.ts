/**
 * Puts the packets of one channel, received once or on several lines, into the order of their sequence numbers, each
 * number once. A packet that is early waits for the missing ones until the window is full or its time is over; then the
 * missing ones are a gap, told before the next packet is delivered.
 *
 *     onPacket(42) delivered, onPacket(44) waits, onPacket(42) duplicate, onPacket(43) delivered, 44 delivered
 *
 * A packet may hold several numbers (messages): of one that overlaps what was delivered, `skip` were delivered before.
 */

export interface PacketListener {
  /** @param skip numbers at the beginning of the packet that were delivered before. */
  onSequencedPacket(bytes: Uint8Array, view: DataView, offset: number, length: number, skip: number): void
  /** Numbers from `first` up to `next` - 1 are lost. */
  onSequenceGap(first: number, next: number): void
}

export interface SequencerOptions {
  readonly listener: PacketListener
  /** Packets that can wait. */
  readonly windowPackets: number
  /** How long a packet waits at most, ns. */
  readonly windowNs: number
  /** Longer packets than this are not kept: they end the wait. */
  readonly packetLengthMax: number
}

const NONE = -1
const OLD_IN_ROW_MAX = 4096

export class PacketSequencer {
  /** Sequence number that comes next; NaN before the first packet. */
  next = Number.NaN
  delivered = 0
  duplicates = 0
  gaps = 0
  /** Numbers lost in gaps. */
  lost = 0
  readonly #options: SequencerOptions
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #sequences: Float64Array
  readonly #counts: Float64Array
  readonly #arrivals: Float64Array
  readonly #lengths: Int32Array
  #waiting = 0
  #oldInRow = 0

  constructor(options: SequencerOptions) {
    const { windowPackets, packetLengthMax } = options
    this.#options = options
    this.#bytes = new Uint8Array(windowPackets * packetLengthMax)
    this.#view = new DataView(this.#bytes.buffer)
    this.#sequences = new Float64Array(windowPackets).fill(Number.NaN)
    this.#counts = new Float64Array(windowPackets)
    this.#arrivals = new Float64Array(windowPackets)
    this.#lengths = new Int32Array(windowPackets)
  }

  /** Packets that wait for missing ones. */
  get waiting(): number {
    return this.#waiting
  }

  /** Forgets everything: another session begins. */
  reset(): void {
    this.next = Number.NaN
    this.#waiting = 0
    this.#sequences.fill(Number.NaN)
  }

  /** @param sequence of its first number. @param count of numbers it holds; 0 for a heartbeat that names the next. */
  onPacket(
    nowNs: number,
    bytes: Uint8Array,
    view: DataView,
    offset: number,
    length: number,
    sequence: number,
    count: number,
  ): void {
    if (Number.isNaN(this.next)) this.next = sequence
    if (sequence > this.next) {
      const { windowPackets, packetLengthMax } = this.#options
      while (sequence > this.next && (this.#waiting === windowPackets || length > packetLengthMax))
        this.#endWait(sequence)
      if (sequence > this.next) {
        this.#keep(nowNs, bytes, offset, length, sequence, count)
        this.onTimer(nowNs)
        return
      }
    }
    if (sequence + count <= this.next) this.#onOld(sequence, count)
    if (sequence + count > this.next) this.#deliver(bytes, view, offset, length, sequence, count)
    if (this.#waiting > 0) this.#drain()
    this.onTimer(nowNs)
  }

  /** Ends waits that have lasted too long. @returns how many gaps were told. */
  onTimer(nowNs: number): number {
    let told = 0
    while (this.#waiting > 0 && nowNs - this.#oldestArrival() > this.#options.windowNs) {
      this.#giveUp()
      told++
    }
    return told
  }

  /** Nothing more will come: what waits is delivered, its gaps told. */
  finish(): void {
    while (this.#waiting > 0) this.#giveUp()
  }

  #deliver(bytes: Uint8Array, view: DataView, offset: number, length: number, sequence: number, count: number): void {
    const skip = this.next - sequence
    this.next = sequence + count
    this.delivered++
    this.#oldInRow = 0
    this.#options.listener.onSequencedPacket(bytes, view, offset, length, skip)
  }

  #keep(nowNs: number, bytes: Uint8Array, offset: number, length: number, sequence: number, count: number): void {
    const { windowPackets, packetLengthMax } = this.#options
    for (let i = 0; i < windowPackets; i++)
      if (this.#sequences[i] === sequence && this.#counts[i]! >= count) {
        if (count > 0) this.duplicates++
        return
      }
    let slot = 0
    while (!Number.isNaN(this.#sequences[slot])) slot++
    this.#sequences[slot] = sequence
    this.#counts[slot] = count
    this.#arrivals[slot] = nowNs
    this.#lengths[slot] = length
    const at = slot * packetLengthMax
    for (let i = 0; i < length; i++) this.#bytes[at + i] = bytes[offset + i]!
    this.#waiting++
  }

  /** Delivers what waits and continues. */
  #drain(): void {
    while (this.#waiting > 0) {
      const slot = this.#earliest()
      const sequence = this.#sequences[slot]!
      if (sequence > this.next) return
      const count = this.#counts[slot]!
      this.#sequences[slot] = Number.NaN
      this.#waiting--
      if (sequence + count > this.next) {
        const at = slot * this.#options.packetLengthMax
        this.#deliver(this.#bytes, this.#view, at, this.#lengths[slot]!, sequence, count)
      } else if (count > 0) this.duplicates++
    }
  }

  /**
   * A number that was delivered. Many in a row without a new one mean that `next` was told wrong: the channel is taken
   * up again where it is.
   */
  #onOld(sequence: number, count: number): void {
    if (count === 0) return
    this.duplicates++
    if (++this.#oldInRow < OLD_IN_ROW_MAX) return
    this.#oldInRow = 0
    this.#tellGap(sequence)
  }

  /** No packet more can wait: the earliest gap is told. */
  #endWait(sequence: number): void {
    const earliest = this.#earliest()
    if (earliest !== NONE && this.#sequences[earliest]! < sequence) this.#giveUp()
    else this.#tellGap(sequence)
  }

  /** What is missing before the earliest packet that waits is lost. */
  #giveUp(): void {
    const slot = this.#earliest()
    if (slot !== NONE) this.#tellGap(this.#sequences[slot]!)
    this.#drain()
  }

  #tellGap(next: number): void {
    this.gaps++
    this.lost += Math.max(0, next - this.next)
    const first = this.next
    this.next = next
    this.#options.listener.onSequenceGap(first, next)
  }

  #earliest(): number {
    let earliest = NONE
    for (let i = 0; i < this.#sequences.length; i++) {
      const sequence = this.#sequences[i]!
      if (!Number.isNaN(sequence) && (earliest === NONE || sequence < this.#sequences[earliest]!)) earliest = i
    }
    return earliest
  }

  #oldestArrival(): number {
    let oldest = Number.POSITIVE_INFINITY
    for (let i = 0; i < this.#sequences.length; i++)
      if (!Number.isNaN(this.#sequences[i]!) && this.#arrivals[i]! < oldest) oldest = this.#arrivals[i]!
    return oldest
  }
}
