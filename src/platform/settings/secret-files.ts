import { readSecret } from './setting-file.ts'

/** Settings that are secret, or hold a password: each may be the content of a file that `NAME_FILE` names instead. */
export const secretSettings = [
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'CONCORD_SECRET',
  'CONCORD_METRICS_TOKEN',
  'CONCORD_SMTP_URL',
  'CONCORD_SMTP_PASSWORD',
] as const

type Environment = Record<string, string | undefined>

/** The environment with what stands in files put in its place, and one line for each that cannot be. Never a secret in it. */
export function withSecretFiles(environment: Environment): { environment: Environment; problems: string[] } {
  const read: Environment = {}
  const problems: string[] = []
  for (const name of secretSettings)
    try {
      read[name] = readSecret(environment, name)
    } catch (error) {
      problems.push((error as Error).message)
    }
  return { environment: { ...environment, ...read }, problems }
}
