/**
 * The JSX of our components as text, for the browser's scripts: the vite build for the browser puts it in place of
 * hono/jsx's own runtime, which is ten times as large for the sake of streaming, suspense and context. Components that
 * wait, or that use context, are for the server alone. jsx-runtime.test.ts holds the two to the same HTML.
 */

/** HTML that needs no escaping, as hono/html's `raw` gives it. */
type Html = { isEscaped: true; toString(): string }
type Node = string | number | boolean | null | undefined | Html | Node[]
type Props = { children?: Node; [attribute: string]: unknown }

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Elements without content, as far as our components use them. */
const EMPTY = new Set(['br', 'hr', 'img', 'input', 'link', 'meta'])

/** Attributes that are there or not; any other says true or false in words. */
const FLAGS = new Set([
  'checked',
  'disabled',
  'formnovalidate',
  'hidden',
  'multiple',
  'open',
  'readonly',
  'required',
  'selected',
])

export function jsx(tag: string | ((props: Props) => Node), props: Props): Html {
  if (typeof tag === 'function') return html(text(tag(props)))
  const { children, ...attributes } = props
  const opening = `<${tag}${Object.entries(attributes).map(attribute).join('')}`
  return html(EMPTY.has(tag) ? `${opening}/>` : `${opening}>${text(children)}</${tag}>`)
}

export { jsx as jsxs }

export const Fragment = ({ children }: Props): Node => children

function html(written: string): Html {
  return { isEscaped: true, toString: () => written }
}

function text(node: Node): string {
  if (Array.isArray(node)) return node.map(text).join('')
  if (typeof node === 'boolean' || node === null || node === undefined) return ''
  return typeof node === 'string' ? escaped(node) : String(node)
}

function attribute([name, value]: [string, unknown]): string {
  if (value === null || value === undefined) return ''
  if (FLAGS.has(name) && typeof value === 'boolean') return value ? ` ${name}=""` : ''
  return ` ${name}="${escaped(String(value))}"`
}

function escaped(written: string): string {
  return written.replaceAll(/[&<>"']/g, (letter) => ESCAPES[letter] ?? letter)
}
