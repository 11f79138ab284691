import type { WeekTone } from './week-grid.tsx'

export type SplitPart = {
  /** “Direct clinical care”. */
  label: string
  tone: WeekTone
  /** In the same unit as `contracted`; only its size against the others matters. */
  size: number
  /** The size as it is written, rounded (“7.94 PAs”). */
  text: string
}

export type SplitBarProps = {
  /** Distinguishes the bars of one page; used for ids. */
  id: string
  /** “How the 10.69 PAs are split”. */
  title: string
  parts: readonly SplitPart[]
  /** What the contract asks for, drawn as a line; `contractedText` is how it is written. */
  contracted?: number | undefined
  contractedText?: string | undefined
}

const WIDTH = 1000
const HEIGHT = 64

/** The split against the contract. The same figures stand in the table beside it, so colours are not needed to read them. */
export const SplitBar = ({ id, title, parts, contracted, contractedText }: SplitBarProps) => {
  const total = parts.reduce((sum, part) => sum + part.size, 0)
  const scale = WIDTH / (Math.max(total, contracted ?? 0) || 1)
  let before = 0
  const segments = parts.map((part) => {
    const x = before * scale
    before += part.size
    return { ...part, x, width: part.size * scale }
  })
  const line = contracted === undefined ? undefined : Math.min(contracted * scale, WIDTH - 2)
  const description = [
    ...parts.map((part) => `${part.label}: ${part.text}`),
    ...(contractedText ? [contractedText] : []),
  ].join('. ')
  return (
    <svg
      class="split"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{description}.</desc>
      <rect class="split__ground" width={WIDTH} height={HEIGHT} />
      {segments.map(({ tone, x, width }) => (
        <rect class={`split__part split__part--${tone}`} x={x.toFixed(1)} width={width.toFixed(1)} height={HEIGHT} />
      ))}
      {line === undefined ? null : <rect class="split__contract" x={(line - 3).toFixed(1)} width="6" height={HEIGHT} />}
    </svg>
  )
}
