/** One line of the bench. `must` says the bound in words; `ok` whether `value` keeps it. */
export type Figure = {
  figure: string
  value: number
  unit: 'ms' | 's' | 'ratio' | 'MB' | 'rows/s'
  must?: string
  ok?: boolean
  [detail: string]: string | number | boolean | undefined
}

export function atMost(figure: string, value: number, bound: number, unit: Figure['unit'], details = {}): Figure {
  return { figure, value: round(value), unit, must: `<= ${bound}`, ok: value <= bound, ...details }
}

export function atLeast(figure: string, value: number, bound: number, unit: Figure['unit'], details = {}): Figure {
  return { figure, value: round(value), unit, must: `>= ${bound}`, ok: value >= bound, ...details }
}

export function print(figure: Figure): void {
  console.log(JSON.stringify(figure))
}

/** The value below which the share `p` of the samples lies. */
export function percentile(samples: number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN
}

/** Milliseconds of each of `runs` calls, after a tenth as many to warm up. */
export function sample(runs: number, fn: (run: number) => unknown): number[] {
  for (let i = 0; i < runs / 10; i++) fn(i)
  return Array.from({ length: runs }, (_, i) => {
    const start = performance.now()
    fn(i)
    return performance.now() - start
  })
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
