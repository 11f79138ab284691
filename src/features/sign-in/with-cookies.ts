/** The answer with the session's cookies added. */
export function withCookies(answer: Response, cookies: Headers): Response {
  for (const cookie of cookies.getSetCookie()) answer.headers.append('set-cookie', cookie)
  return answer
}
