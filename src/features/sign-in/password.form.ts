/**
 * What makes a password good enough: long, and not made of what anybody knows about the person. No rule about signs and
 * figures: those make passwords harder to remember, not to guess (National Cyber Security Centre).
 */
const least = 12
const most = 200

/** Passwords that are long and yet among the first that are tried. */
const known = ['password1234', '123456789012', 'qwertyuiop12', 'letmeinletmein', 'passwordpassword', 'welcome12345']

/**
 * What is wrong with a new password, as one kind sentence, or null. `about` are the words it must not be made of: names,
 * the e-mail address, the trust. Words of fewer than four letters are let be.
 */
export function passwordProblem(password: string, about: readonly (string | null)[]): string | null {
  if ([...password].length < least)
    return `Choose a password of ${least} or more characters. Three or four words do well.`
  if ([...password].length > most) return `Choose a password of ${most} characters or fewer.`
  const plain = password.toLowerCase()
  if (new Set(plain).size < 5 || known.some((each) => plain.startsWith(each)))
    return 'That password would be guessed soon. Choose three or four words that do not belong together.'
  const words = about
    .flatMap((text) => (text ?? '').toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= 4)
  const found = words.find((word) => plain.includes(word) && !common.has(word))
  return found ? `Leave “${found}” out of your password: others know it belongs to you or your trust.` : null
}

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
