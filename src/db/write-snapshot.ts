import { writeSnapshot } from './snapshot.ts'

await writeSnapshot()
