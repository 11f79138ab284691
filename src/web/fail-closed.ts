/**
 * What a handler must do before anything is kept, held to it: one that forgets changes nothing and answers with an error.
 * Both stand within `onlyOnce`, so that what is thrown back is thrown back with its key.
 */
import type { Kysely } from 'kysely'
import type { Handler, Request, Services } from './request.ts'

/** Gives a handler other services while it works. */
async function workingWith(c: Request, handler: Handler, services: Services): Promise<Response> {
  const { services: whole } = c.var
  c.set('services', services)
  try {
    return await handler(c)
  } finally {
    c.set('services', whole)
  }
}

/** A handler about one plan or assignment: no work of its is kept before `permit` has found that its person may. */
export const onlyPermitted =
  (handler: Handler): Handler =>
  async (c) => {
    const { services } = c.var
    const { database } = services
    const insist = () => {
      if (!c.var.permitted) throw new Error(`${c.var.routeName} went on without checking its permission`)
    }
    const response = await workingWith(c, handler, {
      ...services,
      database: {
        ...database,
        // At the end of the work: many find only within it what it is about.
        write: (scope, work) =>
          database.write(scope, async (tx) => {
            const result = await work(tx)
            insist()
            return result
          }),
      },
    })
    insist()
    return response
  }

/** Sign-in's tables, of which anybody may read; whatever else Kysely can do with them insists first. */
const forReading = <Tables>(identity: Kysely<Tables>, insist: () => void): Kysely<Tables> =>
  new Proxy(identity, {
    get: (whole, name) => {
      if (name !== 'selectFrom') insist()
      const part: unknown = Reflect.get(whole, name, whole)
      return typeof part === 'function' ? part.bind(whole) : part
    },
  })

/**
 * A handler that asks its person to prove themselves: it neither writes nor leads on before. Left open is only what the
 * proof itself needs: reading, trying a code and telling its person of many, and noting that this session has proved itself.
 */
export const onlyProved =
  (handler: Handler): Handler =>
  async (c) => {
    const { services } = c.var
    const { database, identity, messages } = services
    const insist = () => {
      if (!c.var.provedAgain) throw new Error(`${c.var.routeName} went on without asking its person again`)
    }
    const first =
      <Given extends unknown[], Result>(act: (...given: Given) => Promise<Result>) =>
      async (...given: Given) => {
        insist()
        return act(...given)
      }
    const response = await workingWith(c, handler, {
      ...services,
      messages: {
        ...messages,
        send: (tx, ...all) =>
          messages.send(all.every(({ kind }) => kind === 'codes-tried') ? database.identity : tx, ...all),
      },
      database: {
        ...database,
        write: async (scope, work) => {
          insist()
          return database.write(scope, work)
        },
        asSignIn: async (work) => {
          insist()
          return database.asSignIn(work)
        },
        asOwner: async (work) => {
          insist()
          return database.asOwner(work)
        },
        jobs: first(database.jobs),
        script: first(database.script),
        identity: forReading(database.identity, insist),
      },
      identity: {
        ...identity,
        startSession: first(identity.startSession),
        createAccount: first(identity.createAccount),
        removeAccount: first(identity.removeAccount),
        secondFactor: {
          ...identity.secondFactor,
          confirm: first(identity.secondFactor.confirm),
          renewRecoveryCodes: first(identity.secondFactor.renewRecoveryCodes),
          remove: first(identity.secondFactor.remove),
        },
      },
    })
    if (response.status < 400) insist()
    return response
  }
