import { SessionTime, SystemNanoClock, sessionEpochMsOf, textOf } from '@reflex/base'
import { type FixDictionary, FixFrame } from '@reflex/fix'
import { MemoryStorage } from '@reflex/journal'
import {
  DictionaryValidator,
  FixAcceptor,
  type FixMessageHandler,
  type FixSessionOptions,
  NodeTransport,
} from '../src/index.ts'

const HEADER = new Set([8, 9, 35, 34, 49, 52, 56, 43, 122, 10])
const IN_HEADER = [97]
const REFLECTED = ['D', 'd', 'C']

/**
 * The application that the public acceptance definitions want behind an acceptor: sends D, d and C back, refuses other
 * messages. Body fields go back in ascending order of tags, as the definitions were recorded.
 */
export class Reflector implements FixMessageHandler {
  readonly acceptor: FixAcceptor
  readonly #clock = new SystemNanoClock(sessionEpochMsOf(Date.now()))
  readonly #frame = new FixFrame()
  readonly #seen = new Set<string>()
  readonly #dictionary: FixDictionary
  /** QuickFIX tells its version in a BusinessMessageReject; FIX.4.0 and 4.1 have none. */
  readonly #version: string
  readonly #isOld: boolean
  readonly #timer: NodeJS.Timeout

  /** @param application the dictionary of the application version where it is another than the session's. */
  constructor(session: FixSessionOptions, dictionary: FixDictionary, application?: FixDictionary) {
    const rules = { allowUserDefined: false, allowUnknownFields: false }
    this.#dictionary = application ?? dictionary
    this.#version = session.beginString === 'FIXT.1.1' ? `1137=${session.defaultApplVerId ?? '9'}\x01` : ''
    this.#isOld = session.beginString === 'FIX.4.0' || session.beginString === 'FIX.4.1'
    const turn = () => this.#turn()
    this.acceptor = new FixAcceptor({
      host: '127.0.0.1',
      port: 0,
      sessions: [session],
      transport: new NodeTransport(),
      storage: new MemoryStorage(),
      dir: 'fix',
      sessionTime: new SessionTime(sessionEpochMsOf(Date.now())),
      clock: this.#clock,
      listener: { onSessionState: (_index, state) => state === 0 && this.#seen.clear() },
      validatorOf: () => new DictionaryValidator(dictionary, application, rules),
      onArrival: () => setImmediate(turn),
      onError: (error) => {
        throw error
      },
    })
    this.#timer = setInterval(turn, 20)
  }

  close(): void {
    clearInterval(this.#timer)
    this.acceptor.close()
  }

  onMessage(index: number, bytes: Uint8Array, offset: number, length: number, seqNum: number): void {
    const frame = this.#frame
    frame.wrap(bytes, offset, length)
    const type = frame.text(35)
    if (type === '3') return
    if (!REFLECTED.includes(type)) {
      const refusal = `45=${seqNum}\x0158=Unsupported Message Type\x01`
      const body = this.#isOld ? `35=3\x01${refusal}` : `35=j\x01${refusal}372=${type}\x01380=3\x01${this.#version}`
      return this.#send(index, body)
    }
    const isNew = !this.#seen.has(frame.text(11))
    this.#seen.add(frame.text(11))
    if (type === 'D' && frame.boolean(97) && !isNew) return
    this.#send(index, `35=${type}\x01${this.#body(type)}`)
  }

  /** Fields sorted by tag, members of a group behind their count field. */
  #body(type: string): string {
    const frame = this.#frame
    const members = this.#dictionary.messages.get(type)!.members
    const fields: { tag: number; text: string }[] = []
    for (let slot = 0; slot < frame.fieldCount; slot++) {
      const tag = frame.tags[slot]!
      if (HEADER.has(tag)) continue
      const text = `${tag}=${textOf(frame.bytes, frame.offsets[slot]!, frame.lengths[slot]!)}\x01`
      if (members.has(tag) || IN_HEADER.includes(tag)) fields.push({ tag: IN_HEADER.includes(tag) ? 0 : tag, text })
      else fields.at(-1)!.text += text
    }
    return fields
      .sort((a, b) => a.tag - b.tag)
      .map((field) => field.text)
      .join('')
  }

  #send(index: number, body: string): void {
    const bytes = Buffer.from(body, 'latin1')
    this.acceptor.send(index, bytes, 0, bytes.length, this.#clock.nanoTime())
  }

  #turn(): void {
    const nowNs = this.#clock.nanoTime()
    this.acceptor.onTimer(nowNs)
    this.acceptor.poll(nowNs, this, 1000)
  }
}
