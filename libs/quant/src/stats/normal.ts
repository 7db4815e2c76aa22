/**
 * The normal distribution to double precision: density, distribution function, tail. The error function follows Sun's
 * fdlibm (s_erf.c, 1993); the exponent is taken from x itself, so that far tails keep their relative accuracy.
 */

import { polynomial } from './polynomial.ts'

const INV_SQRT_2PI = 0.3989422804014327
const ERF_SHIFT = 0.8450629115104675
const ERFC_SHIFT = 0.15493708848953247

// Rational approximations: |y| < 0.84375, 0.84375..1.25, 1.25..1/0.35, above.
const OUTER_A_TOP = [
  -0.009864944034847148, -0.6938585727071818, -10.558626225323291, -62.375332450326006, -162.39666946257347,
  -184.60509290671104, -81.2874355063066, -9.814329344169145,
]
const OUTER_A_BOTTOM = [
  1, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679, 429.00814002756783,
  108.63500554177944, 6.570249770319282, -0.0604244152148581,
]
const OUTER_B_TOP = [
  -0.0098649429247001, -0.799283237680523, -17.757954917754752, -160.63638485582192, -637.5664433683896,
  -1025.0951316110772, -483.5191916086514,
]
const OUTER_B_BOTTOM = [
  1, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955, 2553.0504064331644,
  474.52854120695537, -22.44095244658582,
]
const INNER_TOP = [
  0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442, -2.3763016656650163e-5,
]
const INNER_BOTTOM = [
  1, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164, -3.960228278775368e-6,
]
const MIDDLE_TOP = [
  -0.0023621185607526594, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175, -0.11089469428239668,
  0.035478304325618236, -0.002166375594868791,
]
const MIDDLE_BOTTOM = [
  1, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164, 0.01363708391202905,
  0.011984499846799107,
]

/** exp(-x x/2) with the square formed exactly: 24 leading bits of x apart from the rest. */
function expHalfSquare(x: number): number {
  if (Math.abs(x) > 60) return 0
  const z = Math.fround(x)
  return Math.exp(-0.5 * z * z) * Math.exp(-0.5 * (x - z) * (x + z))
}

/** y exp(y^2) erfc(y) for y >= 1.25. */
function scaledErfc(y: number): number {
  const s = 1 / (y * y)
  if (y < 1 / 0.35) return Math.exp(-0.5625 + polynomial(OUTER_A_TOP, s) / polynomial(OUTER_A_BOTTOM, s))
  return Math.exp(-0.5625 + polynomial(OUTER_B_TOP, s) / polynomial(OUTER_B_BOTTOM, s))
}

/** erf(y) for |y| < 0.84375. */
function erfInner(y: number): number {
  const z = y * y
  return y + y * (polynomial(INNER_TOP, z) / polynomial(INNER_BOTTOM, z))
}

/** erf(y) - ERF_SHIFT for 0.84375 <= y < 1.25. */
function erfMiddle(y: number): number {
  return polynomial(MIDDLE_TOP, y - 1) / polynomial(MIDDLE_BOTTOM, y - 1)
}

/** Complementary error function, relative error below 1e-15 until it underflows. */
export function erfc(x: number): number {
  const y = Math.abs(x)
  if (y < 0.84375) return 1 - erfInner(x)
  if (y < 1.25) return x > 0 ? ERFC_SHIFT - erfMiddle(y) : 1 + ERF_SHIFT + erfMiddle(y)
  const z = Math.fround(y)
  const tail = (Math.exp(-z * z) * Math.exp((z - y) * (z + y)) * scaledErfc(y)) / y
  return x > 0 ? tail : 2 - tail
}

/** Standard normal density. */
export function normalPdf(x: number): number {
  return INV_SQRT_2PI * expHalfSquare(x)
}

/**
 * P(Z <= x): absolute error below 1e-15, and below 1e-15 relative in the lower tail down to x = -37. Never NaN for a
 * number.
 */
export function normalCdf(x: number): number {
  const y = Math.abs(x) * Math.SQRT1_2
  if (y < 0.84375) return x < 0 ? 0.5 - 0.5 * erfInner(y) : 0.5 + 0.5 * erfInner(y)
  const upper = y < 1.25 ? 0.5 * (ERFC_SHIFT - erfMiddle(y)) : (0.5 * expHalfSquare(x) * scaledErfc(y)) / y
  return x < 0 ? upper : 1 - upper
}

/** P(Z > x), with relative accuracy in the upper tail. */
export function normalTail(x: number): number {
  return normalCdf(-x)
}
