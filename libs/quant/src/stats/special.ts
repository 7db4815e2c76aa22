/** Gamma and beta functions and their regularised incomplete forms, relative error about 1e-13 or better. */

const LANCZOS = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
]
const LN_SQRT_2PI = 0.9189385332046728

/** ln gamma(x) for x > 0: Lanczos (g = 7) below 10, Stirling above. */
export function logGamma(x: number): number {
  if (x >= 10) return (x - 0.5) * Math.log(x) - x + LN_SQRT_2PI + stirlingCorrection(x)
  const y = x - 1
  let sum = LANCZOS[0]!
  for (let i = 1; i < 9; i++) sum += LANCZOS[i]! / (y + i)
  const t = y + 7.5
  return LN_SQRT_2PI + (y + 0.5) * Math.log(t) - t + Math.log(sum)
}

/** ln gamma(x) - ((x - 1/2) ln x - x + ln sqrt(2 pi)) for x >= 10. */
function stirlingCorrection(x: number): number {
  const r = 1 / (x * x)
  return (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - r * (691 / 360360 - r / 156)))))) / x
}

/** ln B(a, b), without the cancellation of three log gammas when an argument is large. */
export function logBeta(a: number, b: number): number {
  const p = Math.min(a, b)
  const q = Math.max(a, b)
  if (q < 10) return logGamma(p) + logGamma(q) - logGamma(p + q)
  const correction = stirlingCorrection(q) - stirlingCorrection(p + q)
  if (p < 10) return logGamma(p) + correction + p - p * Math.log(p + q) + (q - 0.5) * Math.log1p(-p / (p + q))
  return (
    -0.5 * Math.log(q) +
    LN_SQRT_2PI +
    stirlingCorrection(p) +
    correction +
    (p - 0.5) * Math.log(p / (p + q)) +
    q * Math.log1p(-p / (p + q))
  )
}

/**
 * Regularised incomplete beta I_x(a, b) by the continued fraction of Lentz.
 * @param complement 1 - x, given apart so that x near 1 keeps its accuracy.
 */
export function incompleteBeta(x: number, complement: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (complement <= 0) return 1
  const logX = x > 0.5 ? Math.log1p(-complement) : Math.log(x)
  const logComplement = x > 0.5 ? Math.log(complement) : Math.log1p(-x)
  const front = Math.exp(a * logX + b * logComplement - logBeta(a, b))
  if (x < (a + 1) / (a + b + 2)) return (front * betaFraction(x, a, b)) / a
  return 1 - (front * betaFraction(complement, b, a)) / b
}

function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300
  let c = 1
  let d = 1 - ((a + b) * x) / (a + 1)
  if (Math.abs(d) < tiny) d = tiny
  d = 1 / d
  let h = d
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / nonZero(1 + even * d)
    c = nonZero(1 + even / c)
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / nonZero(1 + odd * d)
    c = nonZero(1 + odd / c)
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < 1e-16) break
  }
  return h
}

function nonZero(x: number): number {
  return Math.abs(x) < 1e-300 ? 1e-300 : x
}

/** Upper regularised incomplete gamma Q(a, x) = P(Gamma(a) > x): series below a + 1, continued fraction above. */
export function incompleteGammaUpper(a: number, x: number): number {
  if (x <= 0) return 1
  const front = Math.exp(a * Math.log(x) - x - logGamma(a))
  if (x < a + 1) return 1 - front * gammaSeries(a, x)
  let b = x + 1 - a
  let c = 1 / 1e-300
  let d = 1 / b
  let h = d
  for (let i = 1; i <= 10_000; i++) {
    const an = -i * (i - a)
    b += 2
    d = 1 / nonZero(an * d + b)
    c = nonZero(b + an / c)
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < 1e-16) break
  }
  return front * h
}

/** Lower regularised incomplete gamma P(a, x). */
export function incompleteGammaLower(a: number, x: number): number {
  if (x <= 0) return 0
  if (x >= a + 1) return 1 - incompleteGammaUpper(a, x)
  return Math.exp(a * Math.log(x) - x - logGamma(a)) * gammaSeries(a, x)
}

function gammaSeries(a: number, x: number): number {
  let term = 1 / a
  let sum = term
  for (let n = 1; n <= 10_000; n++) {
    term *= x / (a + n)
    sum += term
    if (term < sum * 1e-17) break
  }
  return sum
}
