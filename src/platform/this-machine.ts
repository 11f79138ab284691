/** Whether a host name, as a `URL` writes it, is this very machine's own. */
export const isThisMachine = (hostname: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
