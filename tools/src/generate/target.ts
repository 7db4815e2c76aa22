/** One generator: what it makes, as texts. Writing and comparing is the caller's job. */

export type GeneratedFiles = ReadonlyMap<string, string>

export interface Target {
  readonly name: string
  /** Folders that hold nothing but this target's files; others in them are left over. */
  readonly owns: readonly string[]
  /** @returns the text of each file by its path from the root. */
  generate(): Promise<GeneratedFiles>
}
