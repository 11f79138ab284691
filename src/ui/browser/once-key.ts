/** A key for one change, that nobody guesses, also where the page came without TLS, and whose page it is made on. */
export const newOnceKey = ({ body }: Document): string =>
  `${crypto.getRandomValues(new BigUint64Array(2)).join('-')}.${body.dataset.person}`
