import { type Disk, SimulatedCrash } from './disk.ts'
import type { Written } from './world.ts'

/** Whether `act` has taken these back is open until it answers, and for good where it fails or the machine stops. */
export async function inDoubt<Answer>(
  { disk }: { disk: Disk },
  about: readonly Written[],
  act: () => Answer | Promise<Answer>,
): Promise<Answer> {
  const before = about.map(({ doubtful }) => doubtful ?? false)
  for (const one of about) one.doubtful = true
  const answer = await act()
  if (disk.dead) throw new SimulatedCrash()
  for (const [at, one] of about.entries()) one.doubtful = before[at] ?? false
  return answer
}
