import type { PropsWithChildren } from 'hono/jsx'
import type { Sent } from './posted-form.ts'

/**
 * What was sent once, ready to be sent again, in its order. A page cannot hold a file: it is asked for again in its place.
 * `isKeyed` where its first key goes with it (see once/once-key.ts); the children are its buttons.
 */
export const SentForm = (props: PropsWithChildren<{ path: string; sent: Sent; isKeyed?: boolean }>) => {
  const { path, sent, isKeyed, children } = props
  return (
    <form
      action={path}
      method="post"
      enctype={sent.some(([, value]) => value === null) ? 'multipart/form-data' : undefined}
      data-keyed={isKeyed ? 'true' : undefined}
    >
      {sent.map(([name, value], at) => {
        if (value !== null) return <input type="hidden" name={name} value={value} />
        const isFirst = sent.findIndex(([other, file]) => other === name && file === null) === at
        return isFirst ? <FileAgain name={name} /> : null
      })}
      {children}
    </form>
  )
}

const FileAgain = ({ name }: { name: string }) => (
  <div class="nhsuk-form-group">
    <label class="nhsuk-label" for={name}>
      Choose the file again
    </label>
    <div class="nhsuk-hint" id={`${name}-hint`}>
      Words are kept, files are not.
    </div>
    <input class="nhsuk-file-upload" id={name} name={name} type="file" multiple aria-describedby={`${name}-hint`} />
  </div>
)
