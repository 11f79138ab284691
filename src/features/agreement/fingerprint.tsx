import { pathTo } from '../../routes.ts'

/** The digest of what is signed, and where its text is. */
export const Fingerprint = ({ digest, planId }: { digest: string; planId: number }) => (
  <p class="document-digest">
    Fingerprint of this plan (SHA-256): <code>{digest}</code>. It changes if anything in the plan changes.{' '}
    <a class="screen-only" href={pathTo('planAgreement', { planId })}>
      The kept text, as a file
    </a>
  </p>
)
