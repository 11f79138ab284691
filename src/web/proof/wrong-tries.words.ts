const tooMany = 'There were too many wrong tries. Wait 15 minutes and try again'

/** What is said to somebody signed in whose password does not count. */
export const PASSWORD_REFUSALS = {
  wrong: 'That is not your password. Check it and try again',
  'too-many': tooMany,
  'too-many-today':
    'There were too many wrong passwords in a day. Sign out and choose “Forgotten your password?”, or try again tomorrow',
}

/** What is said of a code from an app, and of a recovery code. */
export const CODE_REFUSALS = {
  wrong: 'That code is not right, or was used already. Wait for the next one and try again',
  'too-many': tooMany,
  'too-many-today':
    'There were too many wrong codes in a day. Try again tomorrow, or ask the job-planning office to reset your second factor',
}

/** Said to whoever has no way to show again that it is they. */
export const CANNOT_PROVE =
  'You cannot show here that it is you: the service that you signed in with is no longer set up. Tell the job-planning office'
