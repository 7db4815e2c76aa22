/** Texts of others are cut to this, so that no message of theirs can burst ours; bytes. */
export const TEXT_MAX = 256
/** A longer text is no id; bytes. */
export const ID_MAX = 128

/** Whether a text may be an id of ours or of a venue: there, and of a sane length. */
export function isId(length: number): boolean {
  return length > 0 && length <= ID_MAX
}
