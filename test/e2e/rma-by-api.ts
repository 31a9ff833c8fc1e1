import { randomUUID } from 'node:crypto'
import { legalSteps, type RmaLineState } from '#shared/domain/rma-line.ts'
import { agentByApi } from './agent-by-api.ts'

export type SentIn = { caseId: string; rmaId: string; lineIds: string[] }

/** Devices that a customer sends in, as far on their way as named; at the portal, from where desks get them. */
export async function sendIn(
  url: string,
  caseId: string,
  serialNumbers: readonly string[],
  path: readonly RmaLineState[] = ['approved'],
): Promise<SentIn> {
  const agent = await agentByApi(url)
  const rmaId = randomUUID()
  const lines = serialNumbers.map((serialNumber) => ({
    ...{ lineId: randomUUID(), serialNumber, model: 'Zone Touch', fault: 'Ne vklopi se.', accessories: '' },
    warranty: 'undecided',
  }))
  await agent.push({ kind: 'rma.create', caseId, rmaId, lines })
  for (const { lineId } of lines) {
    let from: RmaLineState = 'requested'
    for (const to of path) {
      if (!legalSteps(from).includes(to)) throw new Error(`There is no step from ${from} to ${to}`)
      await agent.push({ kind: 'rma.step', caseId, rmaId, lineId, from, to, warranty: 'warranty' })
      from = to
    }
  }
  return { caseId, rmaId, lineIds: lines.map(({ lineId }) => lineId) }
}
