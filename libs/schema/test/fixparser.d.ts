/** The part of fixparser 2.9.5 that tests use; the package has no types of its own. */
declare module 'fixparser' {
  export interface ParsedField {
    readonly tag: number
    readonly value: unknown
    readonly name: string
  }
  export interface ParsedMessage {
    readonly data: readonly ParsedField[]
    readonly bodyLengthValid: boolean
    readonly checksumValid: boolean
    readonly description: string
    getField(tag: number): ParsedField
    encode(separator: string): string
  }
  export default class FIXParser {
    parse(text: string): ParsedMessage[]
  }
}
