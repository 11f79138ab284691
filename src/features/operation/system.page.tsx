import { SummaryList } from '../../ui/components/summary-list.tsx'
import { PageTop } from '../../ui/page-parts.tsx'
import type { SystemFigures } from './system.query.ts'

export const SystemPage = (
  props: SystemFigures & {
    sessions: number
    version: string
    kind: 'embedded' | 'server'
    mode: 'demonstration' | 'real'
    url: string
  },
) => (
  <>
    <PageTop heading="System" lede="How this Concord runs. Job plans are not shown here." />
    <SummaryList
      rows={[
        { key: 'Version', value: props.version },
        { key: 'Address', value: props.url },
        { key: 'Used as', value: props.mode === 'real' ? 'A real trust' : 'A demonstration' },
        {
          key: 'Database',
          value: `PostgreSQL ${props.databaseVersion}, ${props.kind === 'embedded' ? 'inside Concord' : 'on a server'}`,
        },
        { key: 'People', value: props.people },
        { key: 'Accounts', value: props.accounts },
        { key: 'Signed in now', value: props.sessions },
      ]}
    />
  </>
)
