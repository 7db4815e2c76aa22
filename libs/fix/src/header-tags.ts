/** 1 for the tags of the standard header (FIX.4.2, FIX.4.4, FIXT.1.1). */
export const IS_HEADER = new Uint8Array(65_536)
for (const tag of [
  8, 9, 34, 35, 43, 49, 50, 52, 56, 57, 90, 91, 97, 115, 116, 122, 128, 129, 142, 143, 144, 145, 212, 213, 347, 369,
  370, 627, 628, 629, 630, 1128, 1129, 1156,
]) {
  IS_HEADER[tag] = 1
}
