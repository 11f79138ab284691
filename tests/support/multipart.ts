/**
 * A form with a file field as a browser sends it. Where no file was chosen there is one without a name and with nothing in
 * it, which Node’s own FormData leaves out.
 */
export function multipart(fields: Record<string, string>, file: { name: string; text: string } | null = null) {
  const boundary = 'a-boundary-for-tests'
  const parts = [
    ...Object.entries(fields).map(([name, value]) => `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`),
    `Content-Disposition: form-data; name="file"; filename="${file?.name ?? ''}"\r\n` +
      `Content-Type: application/octet-stream\r\n\r\n${file?.text ?? ''}`,
  ]
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: `${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`,
  }
}
