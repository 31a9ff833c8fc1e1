import type { BarcodeSymbol } from './symbols.ts'

/** Free space that scanners need around a symbol, in modules. */
const QUIET = { code128: 10, qr: 4 }

type Props = { symbol: BarcodeSymbol | null; kind: 'code128' | 'qr'; label: string }

/** Black on white whatever the theme: it is drawn for paper. Nothing where there is nothing to encode. */
export function Barcode({ symbol, kind, label }: Props) {
  if (symbol === null) return null
  const { width, height, path } = symbol
  const quiet = QUIET[kind]
  const upright = kind === 'qr' ? quiet : 0
  const box = `${-quiet} ${-upright} ${width + 2 * quiet} ${height + 2 * upright}`
  const ratio = kind === 'qr' ? 'xMidYMid' : 'none'
  return (
    <svg
      role="img"
      aria-label={label}
      className={`paper-${kind}`}
      viewBox={box}
      preserveAspectRatio={ratio}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000000" fillRule="evenodd" />
    </svg>
  )
}
