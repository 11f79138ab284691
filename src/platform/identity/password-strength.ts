/**
 * What makes a password good enough: long, not among those that are tried first, and not made of what anybody knows about
 * the person. No rule about signs and figures: those make passwords harder to remember, not to guess (National Cyber
 * Security Centre).
 */
import { createHash } from 'node:crypto'
import { log } from '../log.ts'

const least = 12
const most = 200

/** The work of weighing grows faster than the password; a beginning that is strong enough is so with anything behind it. */
const mostWeighed = 72

/**
 * Fewer guesses than 10 to this power are soon made. Three words drawn by lot from a list of 7,776 take 10 to the 11.5,
 * and less than this in two draws of a hundred, where one is a common password itself. Two names and a year take 10 to the 9.
 */
const leastGuessesLog10 = 10.5

const tooKnown = 'That password would be guessed soon. Choose three or four words that do not belong together.'
const breached =
  'That password is known from a break-in elsewhere, so it would be tried. Choose three or four words that do not belong together.'

/**
 * What is wrong with a new password, as one kind sentence, or null. `about` are the words it must not be made of: names,
 * the e-mail address, the trust. Words of fewer than four letters are let be. `breachedUrl` is a list of breached
 * passwords to ask as well; without it, or while it does not answer, the lists that Concord carries stand alone.
 */
export async function passwordProblem(
  password: string,
  about: readonly (string | null)[],
  breachedUrl: string | null,
): Promise<string | null> {
  const chars = [...password]
  if (chars.length < least) return `Choose a password of ${least} or more characters. Three or four words do well.`
  if (chars.length > most) return `Choose a password of ${most} characters or fewer.`
  const plain = password.toLowerCase()
  const words = about
    .flatMap((text) => (text ?? '').toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= 4)
  const found = words.find((word) => plain.includes(word) && !common.has(word))
  if (found) return `Leave “${found}” out of your password: others know it belongs to you or your trust.`
  const weighed = chars.slice(0, mostWeighed).join('')
  const guesses = await guessesLog10(weighed, [...words, 'concord', 'jobplan', 'job plan'])
  if (guesses < leastGuessesLog10) return tooKnown
  return breachedUrl && (await isBreached(password, breachedUrl)) ? breached : null
}

/**
 * How many guesses it takes, as a power of ten: as it was typed, or as the words alone, whichever takes fewer. Signs between
 * words hide them from the lists, and hide nothing from whoever guesses: each kind of sign is worth ten tries.
 */
async function guessesLog10(password: string, about: string[]): Promise<number> {
  const { check } = await strength()
  const signs = new Set(password.match(signsOrSpaces)?.join(''))
  const asWords = check(wordsAlone(password), about).guessesLog10 + signs.size
  return Math.min(check(password, about).guessesLog10, asWords)
}

const signsOrSpaces = /[^\p{L}\p{N}]+/gu
/** Small letters and figures, without accents and without what stands between them. */
const wordsAlone = (text: string) => text.normalize('NFKD').toLowerCase().replaceAll(signsOrSpaces, '')

type Strength = { check(password: string, about: string[]): { guessesLog10: number } }
let loaded: Promise<Strength> | undefined

/** Loaded when the first password is chosen: the lists are large, and most starts of the server never need them. */
function strength(): Promise<Strength> {
  loaded ??= (async () => {
    const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }, { famousPhrases }] = await Promise.all([
      import('@zxcvbn-ts/core'),
      import('@zxcvbn-ts/language-common'),
      import('./famous-phrases.ts'),
    ])
    const lists = {
      passwords: dictionary['passwords-common'],
      // By this name zxcvbn counts each of its words alike; by any other, one is the stronger the later it is in the alphabet.
      diceware: dictionary['diceware-common'],
      phrases: famousPhrases.map(wordsAlone),
    }
    const zxcvbn = new ZxcvbnFactory({ dictionary: lists, graphs: adjacencyGraphs })
    return { check: (password, about) => zxcvbn.check(password, about) }
  })()
  return loaded
}

/**
 * Whether a list of breached passwords has this one. Only the first five figures of its SHA-1 leave the machine, for which
 * the list answers with some hundreds of endings (k-anonymity, as Have I Been Pwned does), and with false ones among them.
 */
async function isBreached(password: string, url: string): Promise<boolean> {
  const digest = createHash('sha1').update(password, 'utf8').digest('hex').toUpperCase()
  try {
    const ending = digest.slice(5)
    return (await askBreached(url, digest.slice(0, 5))).some((line) => {
      const [suffix, count] = line.trim().split(':')
      return suffix?.toUpperCase() === ending && Number(count) > 0
    })
  } catch (error) {
    log.warn(
      { error: (error as Error).name },
      'the list of breached passwords did not answer: the lists here stand alone',
    )
    return false
  }
}

/** The lines of a list of breached passwords for five figures of a digest. Throws where it does not answer within two seconds. */
async function askBreached(url: string, figures: string): Promise<string[]> {
  const answer = await fetch(`${url.replace(/\/$/, '')}/${figures}`, {
    headers: { 'Add-Padding': 'true' },
    redirect: 'error',
    signal: AbortSignal.timeout(2_000),
  })
  if (!answer.ok) throw new Error(`status ${answer.status}`)
  return (await answer.text()).split('\n')
}

/** Whether a list of breached passwords answers as one does; nothing of anybody's password is asked. */
export const answersAboutBreached = (url: string): Promise<boolean> =>
  askBreached(url, '00000').then(
    (lines) => lines.some((line) => /^[\dA-F]{35}:\d+$/i.test(line.trim())),
    () => false,
  )

/** Words of a trust's name or address that say nothing about anybody. */
const common = new Set([
  'trust',
  'foundation',
  'hospital',
  'hospitals',
  'university',
  'health',
  'board',
  'mail',
  'example',
])
