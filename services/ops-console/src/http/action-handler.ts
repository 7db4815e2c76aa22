import type { IncomingMessage } from 'node:http'
import type { CounterTable } from '@reflex/service-host'
import type { AuditLog, AuditRecord } from '../audit-log.ts'
import type { OperatorAction, OperatorRequest } from '../core/operator-desk.ts'
import type { ConsoleCounter } from '../counters.ts'
import { parseAction } from './action-request.ts'
import { RateLimit } from './rate-limit.ts'
import type { TokenGuard } from './token-guard.ts'

const BODY_BYTES_MAX = 4096
const ONE_OPERATOR = 'all'

export interface ActionHandlerOptions {
  readonly guard: TokenGuard
  readonly audit: AuditLog
  readonly counters: CounterTable<ConsoleCounter>
  readonly actionsPerMinuteMax: number
  readonly wrongTokensPerMinuteMax: number
  /** ms since 1970. */
  readonly nowMs: () => number
  readonly submit: (request: OperatorRequest) => void
  readonly onError: (error: unknown) => void
}

export interface ActionAnswer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** Who asks, with what. */
interface Asked {
  readonly action: OperatorAction
  readonly id: string
  readonly remote: string
}

/**
 * Decides about one POST: token, origin, rate, form; writes the audit record, then hands the request to the core.
 * Refusals are audited too. When the disk refuses the record a release or a change is refused, a kill or cancel goes
 * out: stopping must not wait for a disk.
 */
export class ActionHandler {
  readonly #options: ActionHandlerOptions
  readonly #actions: RateLimit
  readonly #wrongTokens: RateLimit
  #count = 0

  constructor(options: ActionHandlerOptions) {
    this.#options = options
    this.#actions = new RateLimit(options.actionsPerMinuteMax)
    this.#wrongTokens = new RateLimit(options.wrongTokensPerMinuteMax)
  }

  async handle(action: OperatorAction, request: IncomingMessage): Promise<ActionAnswer> {
    const nowMs = this.#options.nowMs()
    const remote = request.socket.remoteAddress ?? 'unknown'
    const asked = { action, id: `OPS-${nowMs}-${++this.#count}`, remote }
    const refusal = this.#check(asked, request, nowMs)
    if (refusal !== undefined) return refusal
    const text = await bodyOf(request)
    if (text === undefined) return this.#refuse(asked, 413, `a body of more than ${BODY_BYTES_MAX} bytes`)
    let body: unknown
    try {
      body = JSON.parse(text)
    } catch {
      return this.#refuse(asked, 400, 'the body is not JSON')
    }
    const parsed = parseAction(action, asked.id, body)
    if ('problem' in parsed) return this.#refuse(asked, 400, parsed.problem, parsed.actor, parsed.reason)
    return this.#take(asked, parsed.request, parsed.detail)
  }

  #check(asked: Asked, request: IncomingMessage, nowMs: number): ActionAnswer | undefined {
    const { guard } = this.#options
    if (!guard.accepts(request.headers.authorization)) {
      if (this.#wrongTokens.take(asked.remote, nowMs)) return this.#refuse(asked, 401, 'wrong or missing token')
      this.#options.counters.increment('actionsRefused')
      return { status: 429, body: { error: 'too many wrong tokens' } }
    }
    if (!isSameOrigin(request)) return this.#refuse(asked, 403, `origin ${String(request.headers.origin)}`)
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
      return this.#refuse(asked, 415, 'the content type is not application/json')
    }
    const isWithin = this.#actions.take(ONE_OPERATOR, nowMs)
    return isWithin || asked.action === 'kill' ? undefined : this.#refuse(asked, 429, 'too many actions')
  }

  #take(asked: Asked, request: OperatorRequest, detail: string): ActionAnswer {
    const { actor, reason } = request
    const isStop = asked.action === 'kill' || asked.action === 'cancel-all'
    const isWritten = this.#write(this.#record(asked, 'accepted', actor, reason, detail))
    if (!isWritten && !isStop) return { status: 500, body: { error: 'the audit record could not be written' } }
    this.#options.counters.increment('actions')
    this.#options.submit(request)
    return { status: 202, body: { id: asked.id, action: asked.action, audited: isWritten } }
  }

  #refuse(asked: Asked, status: number, why: string, actor = '', reason = ''): ActionAnswer {
    this.#options.counters.increment('actionsRefused')
    this.#write(this.#record(asked, 'refused', actor, reason, why))
    return { status, body: { error: why } }
  }

  #record(asked: Asked, result: AuditRecord['result'], actor: string, reason: string, detail: string): AuditRecord {
    const time = new Date(this.#options.nowMs()).toISOString()
    return { time, action: asked.action, result, id: asked.id, actor, reason, remote: asked.remote, detail }
  }

  /** @returns whether it is on the disk. */
  #write(record: AuditRecord): boolean {
    try {
      this.#options.audit.append(record)
      return true
    } catch (error) {
      this.#options.counters.increment('auditFailures')
      this.#options.onError(error)
      return false
    }
  }
}

/** A browser says where a request comes from; other programs need not. */
function isSameOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers
  if (origin === undefined) return true
  return origin === `http://${String(host)}` || origin === `https://${String(host)}`
}

/** @returns undefined when it is too long. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > BODY_BYTES_MAX) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
