const tooMany = 'There were too many wrong tries. Wait 15 minutes and try again'

/** What is said to somebody signed in whose password does not count. */
export const PASSWORD_REFUSALS = {
  wrong: 'That is not your password. Check it and try again',
  'too-many': tooMany,
}

/** What is said of a code from an app, and of a recovery code. */
export const CODE_REFUSALS = {
  wrong: 'That code is not right, or was used already. Wait for the next one and try again',
  'too-many': tooMany,
  'too-many-today':
    'There were too many wrong codes in a day. Try again tomorrow, or ask the job-planning office to reset your second factor',
}
