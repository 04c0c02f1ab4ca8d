/** Seconds of a duration that keeps the rule DURATION: `30m`, `24h`, `7d`. */
export function durationSeconds(text: string): number {
  return Number(text.slice(0, -1)) * (SECONDS.get(text.slice(-1)) ?? Number.NaN)
}

const SECONDS: ReadonlyMap<string, number> = new Map([
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
])
