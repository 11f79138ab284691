/** What only the trust can say: it stands in the settings, and where it does not, the page says that it is owed. */
import { isAddress } from '../../platform/mail/mail-address.ts'

export const Owed = ({ what }: { what: string }) => (
  <strong>Not filled in yet. Your trust or health board must add {what} here.</strong>
)

/** An address that can be clicked, or words as they are. */
export const Contact = ({ text }: { text: string }) =>
  isAddress(text) ? <a href={`mailto:${text}`}>{text}</a> : <span>{text}</span>
