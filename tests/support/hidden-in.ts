/** What a page that failed would send again: the hidden fields of its keyed form. */
export const hiddenIn = (html: string): Record<string, string> => {
  const [, form = ''] = /<form[^>]*data-keyed[^>]*>(.*?)<\/form>/s.exec(html) ?? []
  return Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  )
}
