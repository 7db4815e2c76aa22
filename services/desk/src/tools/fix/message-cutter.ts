/**
 * Cuts FIX messages out of any text around them: logs of other engines, `|` or `^A` for SOH, several messages a line,
 * bytes straight from a wire.
 *
 *     20260105-09:00:00.123 : 8=FIX.4.4|9=65|35=A|...|10=062|
 *     '- prefix ------------' '- message ------------------'
 *
 * BodyLength says where a message ends when it leads to a CheckSum; otherwise the next `10=nnn` does, and the message
 * is marked as damaged.
 */

const SOH = '\x01'
const BEGIN = '8=FIX'
/** Longest message looked for. */
const LENGTH_MAX = 1024 * 1024
const TRAILER_LENGTH = 7
const DELIMITER = `(${SOH}|\\||\\^A|\\^|;)`
const HEAD = new RegExp(`^8=FIXT?\\.\\d\\.\\d(SP\\d)?${DELIMITER}9=(\\d{1,7})${DELIMITER}`)
const SOH_HEAD = new RegExp(`^8=[^${SOH}]*${SOH}9=(\\d+)${SOH}`)

export interface CutMessage {
  /** The message, fields ended by SOH; one character a byte. */
  readonly text: string
  /** What stood in front of it on its line. */
  readonly prefix: string
  readonly direction: 'in' | 'out' | ''
  /** ns since 1970 as a number of milliseconds, where the source knows when. */
  readonly atMs: number
  /** '' or what is wrong with BodyLength or CheckSum. */
  readonly damage: string
}

export class MessageCutter {
  #rest = ''

  /** @param text one character a byte. @param isEnd nothing follows. @returns the messages that are complete. */
  push(text: string, isEnd: boolean): CutMessage[] {
    const all = this.#rest + text
    const messages: CutMessage[] = []
    let done = 0
    for (let at = all.indexOf(BEGIN); at >= 0; at = all.indexOf(BEGIN, Math.max(done, at + 1))) {
      const cut = cutAt(all, at, isEnd)
      if (cut === 'partial') break
      if (cut === undefined) continue
      const lineStart = Math.max(done, all.lastIndexOf('\n', at - 1) + 1)
      messages.push({ ...cut.message, prefix: all.slice(lineStart, at).trim() })
      done = cut.end
    }
    const open = all.lastIndexOf('\n') + 1
    const begin = all.indexOf(BEGIN, done)
    this.#rest = isEnd
      ? ''
      : all.slice(begin < 0 ? Math.max(done, open, all.length - LENGTH_MAX) : startOfLine(all, done, begin))
    if (this.#rest.length > 2 * LENGTH_MAX) this.#rest = this.#rest.slice(-LENGTH_MAX)
    return messages
  }
}

function startOfLine(all: string, done: number, begin: number): number {
  return Math.max(done, all.lastIndexOf('\n', begin - 1) + 1)
}

interface Cut {
  readonly message: Omit<CutMessage, 'prefix'>
  readonly end: number
}

/** @returns the message at `at`, 'partial' when more bytes may complete it, undefined when it is none. */
function cutAt(all: string, at: number, isEnd: boolean): Cut | 'partial' | undefined {
  const head = HEAD.exec(all.slice(at, at + 48))
  if (head === null) return !isEnd && all.length - at < 48 ? 'partial' : undefined
  const delimiter = head[2]!
  if (delimiter.length === 1) {
    const end = at + head[0].length + Number(head[3]) + TRAILER_LENGTH
    const trailer = all.slice(end - TRAILER_LENGTH, end)
    if (isTrailer(trailer, delimiter) || isTrailer(trailer.slice(0, -1), '')) return made(all, at, end, delimiter)
    if (!isEnd && end > all.length && end - at < LENGTH_MAX && delimiter === SOH) return 'partial'
  }
  return cutByTrailer(all, at, delimiter, isEnd)
}

function isTrailer(text: string, delimiter: string): boolean {
  return text.length === 6 + delimiter.length && /^10=\d{3}/.test(text) && text.endsWith(delimiter)
}

/** The end by the next CheckSum, for other delimiters and wrong BodyLengths. */
function cutByTrailer(all: string, at: number, delimiter: string, isEnd: boolean): Cut | 'partial' | undefined {
  const limit = Math.min(all.length, at + LENGTH_MAX)
  const text = all.slice(at, limit)
  const next = text.indexOf(BEGIN, 1)
  const line = delimiter === SOH ? -1 : text.indexOf('\n')
  const trailer = text.indexOf(`${delimiter}10=`)
  const isHere = trailer >= 0 && (next < 0 || trailer < next) && (line < 0 || trailer < line)
  if (!isHere) return !isEnd && next < 0 && line < 0 && text.length < LENGTH_MAX ? 'partial' : undefined
  const valueEnd = trailer + delimiter.length + 6
  if (!isEnd && valueEnd + delimiter.length > text.length) return 'partial'
  return made(all, at, at + valueEnd + (text.startsWith(delimiter, valueEnd) ? delimiter.length : 0), delimiter)
}

function made(all: string, at: number, end: number, delimiter: string): Cut {
  const raw = all.slice(at, end)
  let text = delimiter === SOH ? raw : raw.replaceAll(delimiter, SOH)
  if (!text.endsWith(SOH)) text += SOH
  return { message: { text, direction: '', atMs: Number.NaN, damage: damageOf(text) }, end }
}

/** @param text a message with SOH behind every field. @returns '' or what does not fit. */
export function damageOf(text: string): string {
  const head = SOH_HEAD.exec(text)
  const trailer = text.length - TRAILER_LENGTH
  if (head === null || !isTrailer(text.slice(trailer), SOH)) return 'no BodyLength or no CheckSum'
  const bodyLength = trailer - head[0].length
  if (bodyLength !== Number(head[1])) return `BodyLength is ${head[1]}, the body has ${bodyLength} bytes`
  let sum = 0
  for (let i = 0; i < trailer; i++) sum += text.charCodeAt(i)
  const given = text.slice(trailer + 3, -1)
  const right = String(sum & 255).padStart(3, '0')
  return given === right ? '' : `CheckSum is ${given} instead of ${right}`
}
