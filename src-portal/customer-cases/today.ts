const DAY_THERE = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Ljubljana' })

/** The day in Ljubljana, `YYYY-MM-DD`. `now` in epoch ms. */
export function dayInLjubljana(now: number): string {
  return DAY_THERE.format(now)
}
