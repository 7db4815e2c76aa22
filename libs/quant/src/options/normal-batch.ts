/**
 * The normal distribution over whole arrays, in one loop without a call, since V8 boxes a double that a call returns
 * and a batch must not allocate. Hart (1968), algorithm 5666, as in West (2005), "Better approximations to cumulative
 * normal functions": one rational function up to 7.07, a continued fraction beyond.
 */

const INV_SQRT_2PI = 0.3989422804014327
const RATIONAL_MAX = 7.07106781186547
/** Beyond this the density is 0 in double precision. */
const FAR = 38.6

/**
 * Fills `cdf[i]` with P(Z <= x[i]) and `pdf[i]` with the density, for i in 0..count-1. Error of the distribution
 * function: below 1e-15 absolute, and below 1e-8 relative anywhere in the lower tail. NaN gives NaN.
 */
export function normalInto(x: Float64Array, cdf: Float64Array, pdf: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) {
    const a = Math.abs(x[i]!)
    if (a > FAR) {
      cdf[i] = x[i]! < 0 ? 0 : 1
      pdf[i] = 0
      continue
    }
    // exp(-a a/2) with the square formed exactly: 24 leading bits of a apart from the rest.
    const h = Math.fround(a)
    const e = Math.exp(-0.5 * h * h) * Math.exp(-0.5 * (a - h) * (a + h))
    let upper = 0
    if (a < RATIONAL_MAX) {
      let top = 0.0352624965998911 * a + 0.700383064443688
      top = top * a + 6.37396220353165
      top = top * a + 33.912866078383
      top = top * a + 112.079291497871
      top = top * a + 221.213596169931
      top = top * a + 220.206867912376
      let bottom = 0.0883883476483184 * a + 1.75566716318264
      bottom = bottom * a + 16.064177579207
      bottom = bottom * a + 86.7807322029461
      bottom = bottom * a + 296.564248779674
      bottom = bottom * a + 637.333633378831
      bottom = bottom * a + 793.826512519948
      bottom = bottom * a + 440.413735824752
      upper = (e * top) / bottom
    } else {
      upper = (e * INV_SQRT_2PI) / (a + 1 / (a + 2 / (a + 3 / (a + 4 / (a + 5 / (a + 6 / (a + 0.65)))))))
    }
    pdf[i] = INV_SQRT_2PI * e
    cdf[i] = x[i]! < 0 ? upper : 1 - upper
  }
}
