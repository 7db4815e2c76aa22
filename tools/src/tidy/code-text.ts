/**
 * Splits TypeScript into code and comments without a compiler: two texts of the same shape as the source, one with
 * comments and the contents of strings blanked out, one with only the comments. Line and column stay the same in both.
 * Regular expressions are told from division by the character before them, which is right for formatted code.
 */

export interface CodeText {
  /** The source with comments and string contents replaced by blanks. */
  readonly code: readonly string[]
  /** The source with everything but comments replaced by blanks. */
  readonly comments: readonly string[]
}

const REGEX_MAY_FOLLOW = new Set([...'(,=:[!&|?{};+-*%<>~^', '\n', ''])
const KEYWORD_BEFORE_REGEX = /\b(?:return|case|typeof|in|of|void)\s*$/

export function splitCode(text: string): CodeText {
  return new Splitter(text).split()
}

class Splitter {
  readonly #text: string
  readonly #code: string[] = []
  readonly #comments: string[] = []
  #index = 0
  /** Depth of braces at which each open template expression ends. */
  readonly #templates: number[] = []
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  split(): CodeText {
    while (this.#index < this.#text.length) this.#step()
    return { code: this.#code.join('').split('\n'), comments: this.#comments.join('').split('\n') }
  }

  #step(): void {
    const two = this.#text.slice(this.#index, this.#index + 2)
    const one = two[0]!
    if (two === '//') this.#comment(this.#until('\n'))
    else if (two === '/*') this.#comment(this.#until('*/') + 2)
    else if (one === "'" || one === '"') this.#quoted(one)
    else if (one === '`') this.#template()
    else if (one === '/' && this.#startsRegex()) this.#regex()
    else if (one === '}' && this.#templates.at(-1) === this.#depth - 1) this.#endExpression()
    else this.#plain(one)
  }

  #plain(char: string): void {
    if (char === '{') this.#depth++
    if (char === '}') this.#depth--
    this.#emit(1, true)
  }

  /** The brace that ends an expression of a template: the text of the template goes on. */
  #endExpression(): void {
    this.#depth--
    this.#templates.pop()
    this.#template()
  }

  #until(mark: string): number {
    const found = this.#text.indexOf(mark, this.#index)
    return found === -1 ? this.#text.length : found
  }

  #comment(end: number): void {
    const stop = Math.min(end, this.#text.length)
    while (this.#index < stop) {
      const char = this.#text[this.#index++]!
      this.#comments.push(char)
      this.#code.push(char === '\n' ? char : ' ')
    }
  }

  /** Copies `count` characters to the code, or blanks in their place. */
  #emit(count: number, isCode: boolean): void {
    const stop = Math.min(this.#index + count, this.#text.length)
    while (this.#index < stop) {
      const char = this.#text[this.#index++]!
      this.#code.push(isCode || char === '\n' ? char : ' ')
      this.#comments.push(char === '\n' ? char : ' ')
    }
  }

  #quoted(quote: string): void {
    this.#emit(1, true)
    while (this.#index < this.#text.length && this.#text[this.#index] !== quote && this.#text[this.#index] !== '\n') {
      this.#emit(this.#text[this.#index] === '\\' ? 2 : 1, false)
    }
    this.#emit(1, true)
  }

  /** From a backtick or the end of an expression to the next expression or the closing backtick. */
  #template(): void {
    this.#emit(1, true)
    while (this.#index < this.#text.length && this.#text[this.#index] !== '`') {
      if (this.#text.startsWith('${', this.#index)) {
        this.#emit(2, true)
        this.#templates.push(this.#depth++)
        return
      }
      this.#emit(this.#text[this.#index] === '\\' ? 2 : 1, false)
    }
    this.#emit(1, true)
  }

  #startsRegex(): boolean {
    const before = this.#text.slice(Math.max(0, this.#index - 40), this.#index)
    const last = before.trimEnd().at(-1) ?? ''
    return REGEX_MAY_FOLLOW.has(last) || KEYWORD_BEFORE_REGEX.test(before)
  }

  #regex(): void {
    this.#emit(1, true)
    let inClass = false
    while (this.#index < this.#text.length && this.#text[this.#index] !== '\n') {
      const char = this.#text[this.#index]!
      if (char === '/' && !inClass) break
      if (char === '[') inClass = true
      if (char === ']') inClass = false
      this.#emit(char === '\\' ? 2 : 1, false)
    }
    this.#emit(1, true)
  }
}
