// Support for fixtures.test.tsx: reads HTML into tokens, so that only what a browser would notice is compared.

/** Tags with their attributes in alphabetical order, and words with their spaces collapsed. Not a parser for other people's HTML. */
export const tokens = (html: string): string[] =>
  [...html.matchAll(/<(\/?)([a-z0-9]+)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*(\/?)>|([^<]+)/gi)].flatMap((match) => {
    const [, close, tag, attributes, , text] = match
    if (text !== undefined) return text.trim() === '' ? [] : [decode(text).replace(/\s+/g, ' ').trim()]
    if (close) return VOID.test(tag ?? '') ? [] : [`</${tag}>`]
    const sorted = [...(attributes ?? '').matchAll(/([^\s=]+)(?:="([^"]*)")?/g)]
      .map(([, name, value]) => (value ? `${name}="${decode(value)}"` : name))
      .sort()
    // XML’s way of ending an empty element (`<path/>`) is the same as closing it.
    return [`<${[tag, ...sorted].join(' ')}>`, ...(match[4] && !VOID.test(tag ?? '') ? [`</${tag}>`] : [])]
  })

const VOID = /^(br|hr|img|input|link|meta)$/i

const decode = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&ctdot;', '⋯')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
