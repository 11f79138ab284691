import type { Request } from './request.ts'

/** Whether a form was posted, as our pages send it; what a script sends is JSON. */
export const isForm = (c: Request): boolean =>
  /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(c.req.header('Content-Type') ?? '')

/** Passwords and codes by their field's name: never kept and never shown again, wherever they are typed. */
export const isSecretField = (name: string): boolean => /password$/i.test(name) || name === 'code'
