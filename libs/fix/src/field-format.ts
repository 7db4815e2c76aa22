/** Formats of FIX data types, and whether bytes have them. */

const ZERO = 48
const DOT = 46
const MINUS = 45
const YES = 89
const NO = 78
const WEEK = 119

export const FORMAT_TEXT = 1
export const FORMAT_INT = 2
export const FORMAT_DECIMAL = 3
export const FORMAT_CHAR = 4
export const FORMAT_BOOLEAN = 5
export const FORMAT_TIMESTAMP = 6
export const FORMAT_DATE = 7
export const FORMAT_TIME = 8
export const FORMAT_MULTIPLE = 9
export const FORMAT_MONTH_YEAR = 10

const FORMATS: Readonly<Record<string, number>> = {
  INT: FORMAT_INT,
  LENGTH: FORMAT_INT,
  SEQNUM: FORMAT_INT,
  NUMINGROUP: FORMAT_INT,
  TAGNUM: FORMAT_INT,
  DAYOFMONTH: FORMAT_INT,
  PRICE: FORMAT_DECIMAL,
  PRICEOFFSET: FORMAT_DECIMAL,
  QTY: FORMAT_DECIMAL,
  QUANTITY: FORMAT_DECIMAL,
  AMT: FORMAT_DECIMAL,
  FLOAT: FORMAT_DECIMAL,
  PERCENTAGE: FORMAT_DECIMAL,
  CHAR: FORMAT_CHAR,
  BOOLEAN: FORMAT_BOOLEAN,
  UTCTIMESTAMP: FORMAT_TIMESTAMP,
  TIME: FORMAT_TIMESTAMP,
  UTCDATE: FORMAT_DATE,
  UTCDATEONLY: FORMAT_DATE,
  LOCALMKTDATE: FORMAT_DATE,
  MONTHYEAR: FORMAT_MONTH_YEAR,
  UTCTIMEONLY: FORMAT_TIME,
  MULTIPLECHARVALUE: FORMAT_MULTIPLE,
  MULTIPLEVALUESTRING: FORMAT_MULTIPLE,
  MULTIPLESTRINGVALUE: FORMAT_MULTIPLE,
}

/** Versions whose CHAR may be longer than one character (ExecInst, OrdRejReason ...). */
const LONG_CHAR_VERSIONS = ['FIX.4.0', 'FIX.4.1']

/**
 * @param type of a dictionary, upper case. Types without a rule are text.
 * @param version of the dictionary: FIX.4.0 and FIX.4.1 had no type for text.
 */
export function formatOf(type: string, version: string): number {
  if (type === 'CHAR' && LONG_CHAR_VERSIONS.includes(version)) return FORMAT_TEXT
  return FORMATS[type] ?? FORMAT_TEXT
}

export function isWellFormed(format: number, bytes: Uint8Array, offset: number, length: number): boolean {
  switch (format) {
    case FORMAT_INT:
      return isInteger(bytes, offset, length)
    case FORMAT_DECIMAL:
      return isDecimal(bytes, offset, length)
    case FORMAT_CHAR:
      return length === 1
    case FORMAT_BOOLEAN:
      return length === 1 && (bytes[offset] === YES || bytes[offset] === NO)
    case FORMAT_TIMESTAMP:
      return (
        length >= 17 &&
        isDate(bytes, offset) &&
        bytes[offset + 8] === MINUS &&
        isTimeOfDay(bytes, offset + 9, length - 9)
      )
    case FORMAT_DATE:
      return length === 8 && isDate(bytes, offset)
    case FORMAT_TIME:
      return isTimeOfDay(bytes, offset, length)
    case FORMAT_MONTH_YEAR:
      return isMonthYear(bytes, offset, length)
    default:
      return true
  }
}

function isInteger(bytes: Uint8Array, offset: number, length: number): boolean {
  const start = bytes[offset] === MINUS ? offset + 1 : offset
  return start < offset + length && areDigits(bytes, start, offset + length)
}

function isDecimal(bytes: Uint8Array, offset: number, length: number): boolean {
  let digitCount = 0
  let dotCount = 0
  for (let i = bytes[offset] === MINUS ? offset + 1 : offset; i < offset + length; i++) {
    const c = bytes[i]!
    if (c === DOT) dotCount++
    else if (c >= ZERO && c <= ZERO + 9) digitCount++
    else return false
  }
  return digitCount > 0 && dotCount <= 1
}

/** yyyymmdd. */
function isDate(bytes: Uint8Array, offset: number): boolean {
  if (!areDigits(bytes, offset, offset + 8)) return false
  const month = two(bytes, offset + 4)
  const day = two(bytes, offset + 6)
  return month >= 1 && month <= 12 && day >= 1 && day <= 31
}

/** yyyymm, yyyymmdd or yyyymmwn with a week of 1..5. */
function isMonthYear(bytes: Uint8Array, offset: number, length: number): boolean {
  if (length === 8 && bytes[offset + 6] !== WEEK) return isDate(bytes, offset)
  const week = bytes[offset + 7]! - ZERO
  if (length === 8 ? week < 1 || week > 5 : length !== 6) return false
  const month = two(bytes, offset + 4)
  return areDigits(bytes, offset, offset + 6) && month >= 1 && month <= 12
}

/** HH:MM:SS with any fraction; second 60 is a leap second. */
function isTimeOfDay(bytes: Uint8Array, offset: number, length: number): boolean {
  if (length < 8 || bytes[offset + 2] !== 58 || bytes[offset + 5] !== 58) return false
  if (!areDigits(bytes, offset, offset + 2) || !areDigits(bytes, offset + 3, offset + 5)) return false
  if (!areDigits(bytes, offset + 6, offset + 8)) return false
  if (two(bytes, offset) > 23 || two(bytes, offset + 3) > 59 || two(bytes, offset + 6) > 60) return false
  if (length === 8) return true
  return bytes[offset + 8] === DOT && length > 9 && areDigits(bytes, offset + 9, offset + length)
}

function areDigits(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const digit = bytes[i]! - ZERO
    if (digit < 0 || digit > 9) return false
  }
  return true
}

function two(bytes: Uint8Array, offset: number): number {
  return (bytes[offset]! - ZERO) * 10 + bytes[offset + 1]! - ZERO
}
