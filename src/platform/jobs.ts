/**
 * Work that is done after the answer: pg-boss over statements that the caller runs, so that a job is kept in the very
 * transaction that asks for it. The tables are made by our migration; this changes no schema. Why: docs/decisions/0013.
 */
import { type JobWithMetadata, PgBoss } from 'pg-boss'
import { framesOf, log } from './log.ts'

/** Runs one statement, or several without parameters. */
// biome-ignore lint/suspicious/noExplicitAny: rows are the library's own.
export type RunSql = (sql: string, parameters?: readonly unknown[]) => Promise<{ rows: any[] }>

export type Job<Payload> = {
  payload: Payload
  /** How long ago it was asked for. */
  ageMinutes: number
}

/** `again`: it is tried again, later each time. */
export type Outcome = 'done' | 'again'

export type QueueName = 'mail' | 'invitations'

export type Jobs = {
  /** Keeps jobs in the transaction of `run`. */
  send(run: RunSql, queue: QueueName, payloads: readonly object[]): Promise<void>
  /** Does the jobs of a queue, in batches; `stopping` says that no more should be begun. */
  work<Payload extends object>(
    queue: QueueName,
    many: { atOnce: number },
    work: (jobs: Job<Payload>[], stopping: AbortSignal) => Promise<Outcome[]>,
  ): Promise<void>
  /** Finishes what is under way within a few seconds, or gives it back. */
  stop(): Promise<void>
}

/** Tries: after half a minute, then ever later, up to an hour apart. Whoever does the work says when to give up. */
const tries = { retryLimit: 60, retryDelay: 30, retryBackoff: true, retryDelayMax: 3600 }

/** A worker that was killed is found out within half a minute, and its jobs are given to another. */
const heartbeatSeconds = 30
const day = 24 * 60 * 60
const stopMilliseconds = 4_000

/** Starts the queue over statements that run as concord_jobs, with every queue known, so that `send` asks for nothing. */
export async function startJobs(run: RunSql, pollSeconds = 2): Promise<Jobs> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => run(text, values) },
    schema: 'jobs',
    migrate: false,
    createSchema: false,
    schedule: false,
    reindex: false,
    monitorVacuum: false,
    superviseIntervalSeconds: pollSeconds * 8,
    monitorIntervalSeconds: pollSeconds * 8,
  })
  // Its messages can hold what a statement was about: only what kind of thing went wrong is kept.
  boss.on('error', (error) => log.error({ error: { name: error.name } }, 'the queue of jobs failed'))
  await boss.start()
  const queues: QueueName[] = ['mail', 'invitations']
  for (const queue of queues) {
    const options = {
      ...tries,
      heartbeatSeconds,
      expireInSeconds: 300,
      retentionSeconds: 2 * day,
      deleteAfterSeconds: day,
    }
    await boss.createQueue(queue, options)
    await boss.updateQueue(queue, options)
    await boss.getQueue(queue)
  }
  const stopping = new AbortController()

  return {
    send: async (runInside, queue, payloads) => {
      if (payloads.length === 0) return
      await boss.insert(
        queue,
        payloads.map((data) => ({ data })),
        { db: { executeSql: (text, values) => runInside(text, values) } },
      )
    },
    work: async <Payload extends object>(
      queue: QueueName,
      { atOnce }: { atOnce: number },
      work: (jobs: Job<Payload>[], stopping: AbortSignal) => Promise<Outcome[]>,
    ) => {
      await boss.work(
        queue,
        {
          batchSize: atOnce,
          burstWhenBatchFull: true,
          pollingIntervalSeconds: pollSeconds,
          includeMetadata: true as const,
          perJobResults: true as const,
        },
        async (batch: JobWithMetadata<Payload>[]) => {
          const outcomes = await work(
            batch.map(({ data, createdOn }) => ({
              payload: data,
              ageMinutes: (Date.now() - new Date(createdOn).getTime()) / 60_000,
            })),
            stopping.signal,
          ).catch((error: Error) => {
            // Nothing of its message, also where it is our own: that can say whom the job was about.
            log.error({ queue, error: { name: error.name, at: framesOf(error) } }, 'a job failed')
            return []
          })
          return batch.map(({ id }, index) => ({
            id,
            status: outcomes[index] === 'done' ? ('completed' as const) : ('failed' as const),
            output: {},
          }))
        },
      )
    },
    stop: async () => {
      stopping.abort()
      await boss.stop({ graceful: true, timeout: stopMilliseconds })
    },
  }
}
