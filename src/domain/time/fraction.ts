/** An exact number: lowest terms, the sign on top, the bottom always positive. */
export type Fraction = { readonly n: bigint; readonly d: bigint }

/** How exact numbers are written in documents: a JSON number, or text such as `"4/3"`, `"37.5"`. */
export type Exact = number | string

export const ZERO: Fraction = { n: 0n, d: 1n }
export const ONE: Fraction = { n: 1n, d: 1n }

/** A fraction in lowest terms. Throws RangeError when the bottom is zero. */
export function fraction(top: bigint | number, bottom: bigint | number = 1n): Fraction {
  const n = BigInt(top)
  const d = BigInt(bottom)
  if (d === 1n) return { n, d }
  if (d === 0n) throw new RangeError('A fraction cannot have zero at the bottom')
  const shared = greatestCommonDivisor(n, d)
  return d < 0n ? { n: -n / shared, d: -d / shared } : { n: n / shared, d: d / shared }
}

/** Above this, doubles no longer hold every whole number. */
const LARGEST_SAFE = BigInt(Number.MAX_SAFE_INTEGER)

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  if (a === 1n || b === 1n) return 1n
  let x = a < 0n ? -a : a
  let y = b < 0n ? -b : b
  while (x > LARGEST_SAFE || y > LARGEST_SAFE) {
    if (y === 0n) return x
    ;[x, y] = [y, x % y]
  }
  // Doubles are several times faster and exact here: the sums of a whole plan rest on this loop.
  let s = Number(x)
  let t = Number(y)
  while (t !== 0) [s, t] = [t, s % t]
  return BigInt(s)
}

/** Longer text is not read as a number: nobody writes one, and reading it would take long. In characters. */
export const LONGEST_NUMBER = 1_000

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/
const RATIO = /^(-?\d+)\/(\d+)$/

/** Reads a whole number, a decimal or a ratio exactly; undefined when the text is none of these, or past 1,000 characters. */
export function parseFraction(text: string): Fraction | undefined {
  if (text.length > LONGEST_NUMBER) return undefined
  const ratio = RATIO.exec(text)
  if (ratio) {
    const bottom = BigInt(ratio[2] as string)
    return bottom === 0n ? undefined : fraction(BigInt(ratio[1] as string), bottom)
  }
  const decimal = DECIMAL.exec(text)
  if (!decimal) return undefined
  const [, sign, whole, decimals = '', exponent = '0'] = decimal
  const digits = BigInt(`${whole}${decimals}`)
  const shift = Number(exponent) - decimals.length
  const top = sign ? -digits : digits
  return shift < 0 ? fraction(top, 10n ** BigInt(-shift)) : fraction(top * 10n ** BigInt(shift))
}

/**
 * The exact value of a number in a document. A JSON number counts as the decimal it is written as: 0.1 is 1/10.
 * Throws RangeError for anything that is not a number; the document's schema refuses those first.
 */
export function toFraction(value: Exact): Fraction {
  if (Number.isSafeInteger(value)) return { n: BigInt(value), d: 1n }
  const parsed = parseFraction(String(value))
  if (!parsed) throw new RangeError(`"${value}" is not a number`)
  return parsed
}

/** `"29/12"`, `"42"`, `"-25/4"`. */
export function formatFraction({ n, d }: Fraction): string {
  return d === 1n ? n.toString() : `${n}/${d}`
}

/** Below this a number is short: reducing once, at the end, costs least. Nearly every plan has only short ones. */
const SHORT = 1n << 26n

/**
 * Sums of many parts have long bottoms, and a part's is short, so adding and multiplying look only for divisors that the two
 * can share: never for those of one long number and another. (Knuth, The Art of Computer Programming, volume 2, 4.5.1.)
 */
export function add(a: Fraction, b: Fraction): Fraction {
  if (a.n === 0n) return b
  if (b.n === 0n) return a
  if (a.d === b.d) return fraction(a.n + b.n, a.d)
  if (a.d < SHORT && b.d < SHORT) return fraction(a.n * b.d + b.n * a.d, a.d * b.d)
  const shared = greatestCommonDivisor(a.d, b.d)
  const top = a.n * (b.d / shared) + b.n * (a.d / shared)
  const rest = greatestCommonDivisor(top, shared)
  return { n: top / rest, d: (a.d / shared) * (b.d / rest) }
}

export function subtract(a: Fraction, b: Fraction): Fraction {
  return b.n === 0n ? a : add(a, { n: -b.n, d: b.d })
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  if (a.n === 0n || b.n === 0n) return ZERO
  if (a.d < SHORT && b.d < SHORT) return fraction(a.n * b.n, a.d * b.d)
  const down = greatestCommonDivisor(a.n, b.d)
  const up = greatestCommonDivisor(b.n, a.d)
  return { n: (a.n / down) * (b.n / up), d: (a.d / up) * (b.d / down) }
}

/** Throws RangeError when dividing by zero. */
export function divide(a: Fraction, b: Fraction): Fraction {
  if (b.n === 0n) throw new RangeError('Nothing can be divided by zero')
  return multiply(a, b.n < 0n ? { n: -b.d, d: -b.n } : { n: b.d, d: b.n })
}

export function sum(parts: Iterable<Fraction>): Fraction {
  let total = ZERO
  for (const part of parts) total = add(total, part)
  return total
}

/** Below zero when a < b, zero when equal, above zero when a > b. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.n * b.d - b.n * a.d
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export function isZero(a: Fraction): boolean {
  return a.n === 0n
}

/** For a screen only: nothing is ever worked out from a rounded figure. Halves round away from zero. */
export function roundForScreen({ n, d }: Fraction, decimals = 2): string {
  const scale = 10n ** BigInt(decimals)
  const size = n < 0n ? -n : n
  const rounded = (2n * size * scale + d) / (2n * d)
  const remainder = (rounded % scale).toString().padStart(decimals, '0').replace(/0+$/, '')
  const text = `${rounded / scale}${remainder && `.${remainder}`}`
  return n < 0n && rounded !== 0n ? `-${text}` : text
}
