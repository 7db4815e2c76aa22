/**
 * What an acceptor's session must do, said as plainly as possible: sets and lists in place of queues, journals and
 * bytes. The twin of FixSession in session-model.test.ts.
 */

/** A well-formed message of the peer. */
export interface PeerMessage {
  readonly type: '0' | '1' | '2' | '4' | '5' | 'A' | 'D'
  readonly seq: number
  readonly isDup?: boolean
  /** SequenceReset that obeys its own number. */
  readonly isFill?: boolean
  readonly newSeq?: number
  readonly from?: number
  readonly to?: number
  readonly isReset?: boolean
}

const LOGON_TIMEOUT = 10
const LOGOUT_TIMEOUT = 2

export class SessionModel {
  state: 'down' | 'connected' | 'up' | 'leaving' = 'down'
  nextIn = 1
  /** What we sent, by number: index 0 is number 1. */
  sent: ('app' | 'admin')[] = []
  /** Came ahead of its turn; null: was obeyed at once. */
  readonly ahead = new Map<number, PeerMessage | null>()
  /** Every number below was asked for. */
  askedBelow = 0
  seconds = 0
  readonly #interval: number
  #events: string[] = []
  #askedAt = 0
  #connectedAt = 0
  #sentAt = 0
  #heardAt = 0
  #leftAt = 0
  #testCount = 0

  constructor(heartBtInt: number) {
    this.#interval = heartBtInt
  }

  get nextOut(): number {
    return this.sent.length + 1
  }

  get hasGap(): boolean {
    return this.askedBelow > this.nextIn
  }

  takeEvents(): string[] {
    const events = this.#events
    this.#events = []
    return events
  }

  connect(): void {
    this.#forgetGap()
    this.state = 'connected'
    this.#connectedAt = this.seconds
    this.#sentAt = this.seconds
    this.#heardAt = this.seconds
    this.#testCount = 0
  }

  hangUp(): void {
    this.state = 'down'
    this.#forgetGap()
  }

  send(): void {
    if (this.state === 'up') this.#emit('D', 'app')
  }

  leave(): void {
    if (this.state === 'connected') this.#close()
    if (this.state !== 'up') return
    this.#emit('5')
    this.state = 'leaving'
    this.#leftAt = this.seconds
  }

  tick(seconds: number): void {
    this.seconds += seconds
    if (this.state === 'down') return
    if (this.state === 'connected') {
      if (this.seconds - this.#connectedAt >= LOGON_TIMEOUT) this.#close()
      return
    }
    if (this.state === 'leaving' && this.seconds - this.#leftAt >= LOGOUT_TIMEOUT) return this.#close()
    const silence = this.seconds - this.#heardAt
    if (silence >= 2.4 * this.#interval) return this.#close()
    if (silence >= 1.2 * this.#interval * (this.#testCount + 1)) {
      this.#testCount++
      this.#emit('1')
    } else if (this.#testCount === 0 && this.seconds - this.#sentAt >= this.#interval) this.#emit('0')
    if (this.state === 'up' && this.hasGap && this.seconds - this.#askedAt >= this.#interval) this.#ask()
  }

  receive(message: PeerMessage): void {
    if (this.state === 'down') return
    if (this.state === 'connected') {
      if (message.type === 'A') this.#onLogon(message)
      else this.#close()
    } else this.#inSession(message)
    for (let next = this.#nextAhead(); next !== undefined; next = this.#nextAhead()) {
      if (next === null) this.nextIn++
      else this.#inTurn(next)
    }
  }

  #inSession(message: PeerMessage): void {
    const { type, seq } = message
    this.#heardAt = this.seconds
    this.#testCount = 0
    if (type === '5') return this.#onLogout(seq)
    if (type === '2') return this.#onResendRequest(message)
    if (type === '4' && !message.isFill) return this.#onReset(message)
    if (type === 'A' && message.isReset) {
      this.#forgetGap()
      return this.#onLogon(message)
    }
    if (seq > this.nextIn) this.#keep(seq, message)
    else if (seq === this.nextIn) this.#inTurn(message)
    else if (!message.isDup) {
      if (this.state === 'up') this.#emit('5')
      this.#close()
    }
  }

  #inTurn(message: PeerMessage): void {
    this.nextIn++
    if (message.type === 'D') this.#events.push(`deliver ${message.seq}`)
    if (message.type === '1') this.#emit('0')
    if (message.type === '4' && message.newSeq! > message.seq) this.#moveTo(message.newSeq!)
    else if (message.type === '4') this.#emit('3')
  }

  #onLogon(message: PeerMessage): void {
    if (message.isReset) {
      this.nextIn = 1
      this.sent = []
    }
    if (message.seq < this.nextIn && !message.isDup) {
      this.#emit('5')
      return this.#close()
    }
    if (message.seq === this.nextIn) this.nextIn++
    this.#emit('A')
    this.state = 'up'
    this.#heardAt = this.seconds
    this.#testCount = 0
    this.#keep(message.seq, null)
  }

  #onLogout(seq: number): void {
    if (seq === this.nextIn) this.nextIn++
    if (this.state === 'up') this.#emit('5')
    this.#close()
  }

  #onResendRequest({ seq, from = 0, to = 0 }: PeerMessage): void {
    if (seq === this.nextIn) this.nextIn++
    const last = this.sent.length
    if (from < 1 || from > last) this.#emit('3')
    else this.#resend(from, to >= from && to < last ? to : last)
    this.#keep(seq, null)
  }

  #resend(from: number, to: number): void {
    let fillFrom = from
    for (let seq = from; seq <= to + 1; seq++) {
      if (seq <= to && this.sent[seq - 1] === 'admin') continue
      if (fillFrom < seq) this.#events.push(`4 ${fillFrom} again to ${seq}`)
      if (seq <= to) this.#events.push(`D ${seq} again`)
      fillFrom = seq + 1
    }
  }

  #onReset({ newSeq = 0 }: PeerMessage): void {
    if (newSeq >= this.nextIn) this.#moveTo(newSeq)
    else this.#emit('3')
  }

  #moveTo(nextIn: number): void {
    if (nextIn <= this.nextIn) return
    this.nextIn = nextIn
    for (const seq of [...this.ahead.keys()]) if (seq < nextIn) this.ahead.delete(seq)
  }

  /** @param message null when it needs nothing more. */
  #keep(seq: number, message: PeerMessage | null): void {
    if (seq <= this.nextIn && (message === null || seq < this.nextIn)) return
    if (message === null || !this.ahead.has(seq)) this.ahead.set(seq, message)
    if (this.hasGap) return
    this.askedBelow = seq
    this.#ask()
  }

  #ask(): void {
    this.#askedAt = this.seconds
    this.#emit('2', 'admin', ` from ${this.nextIn}`)
  }

  #nextAhead(): PeerMessage | null | undefined {
    if (this.state !== 'up' && this.state !== 'leaving') return undefined
    const next = this.ahead.get(this.nextIn)
    this.ahead.delete(this.nextIn)
    return next
  }

  #emit(type: string, kind: 'app' | 'admin' = 'admin', more = ''): void {
    this.sent.push(kind)
    this.#sentAt = this.seconds
    this.#events.push(`${type} ${this.sent.length}${more}`)
  }

  #close(): void {
    this.#events.push('disconnect')
    this.hangUp()
  }

  #forgetGap(): void {
    this.ahead.clear()
    this.askedBelow = 0
  }
}
