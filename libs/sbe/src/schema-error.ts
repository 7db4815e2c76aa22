/** A schema that cannot be used, with the place: `messageSchema/message[Car]/field[speed]: unknown type "Speed"`. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError'
  readonly path: string

  constructor(path: string, problem: string) {
    super(`${path}: ${problem}`)
    this.path = path
  }
}
