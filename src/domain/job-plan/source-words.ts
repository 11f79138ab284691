/** The source of what no contract says. It is in documents that are signed, so these words stay. */
export const FORMAT_SOURCE = 'The job plan format, concord.job-plan/1'

/** A source as people read it: the name of a format means nothing to a clinician. */
export const saySource = (source: string): string =>
  source === FORMAT_SOURCE ? 'How Concord adds up a job plan (format concord.job-plan/1)' : source
