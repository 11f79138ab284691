/**
 * The names in a query that handlers read, found as they read them: a new one is attacked on the day it is added. Handlers
 * read a query by Hono's `query` alone; tests/architecture holds that.
 */
import { HonoRequest } from 'hono/request'
import { vi } from 'vitest'

export type QueryNames = {
  /** All that were read until now. */
  read: ReadonlySet<string>
  stop(): void
}

/** Notes every name that is asked of a query from now on; of a whole query, those that are then taken from it. */
export function noteQueryNames(): QueryNames {
  const read = new Set<string>()
  const original = HonoRequest.prototype.query as (this: HonoRequest, name?: string) => unknown
  const spy = vi.spyOn(HonoRequest.prototype, 'query').mockImplementation(function (this: HonoRequest, name?: string) {
    if (name !== undefined) {
      read.add(name)
      return original.call(this, name)
    }
    return new Proxy(original.call(this) as object, {
      get: (query, key) => {
        if (typeof key === 'string') read.add(key)
        return Reflect.get(query, key)
      },
    })
  } as never)
  return { read, stop: () => spy.mockRestore() }
}
