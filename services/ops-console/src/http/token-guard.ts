import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const TOKEN_BYTES = 24

/**
 * Knows the token that actions must carry. Compares digests in constant time, so that neither length nor prefix leaks.
 */
export class TokenGuard {
  readonly token: string
  readonly #digest: Buffer

  constructor(configured: string | undefined) {
    this.token = configured ?? randomBytes(TOKEN_BYTES).toString('base64url')
    this.#digest = digestOf(this.token)
  }

  /** @param authorization the header `Bearer <token>`. */
  accepts(authorization: string | undefined): boolean {
    const match = /^Bearer ([\x21-\x7e]{1,256})$/.exec(authorization ?? '')
    return timingSafeEqual(digestOf(match?.[1] ?? ''), this.#digest)
  }
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
