import type { CaseStatus } from '#shared/domain/status.ts'
import { useChange } from '../../rpc/use-change.ts'

/** Changes of a case; what goes wrong is said, and true means that the desk took it. */
export function useCaseActions(caseId: string) {
  const change = useChange()
  return {
    setStatus: (status: CaseStatus) => change((desk) => desk.cases.setStatus({ caseId, status })),
    setTeam: (teamId: string) => change((desk) => desk.cases.setTeam({ caseId, teamId })),
    setOwner: (ownerId: string | null) => change((desk) => desk.cases.setOwner({ caseId, ownerId })),
  }
}
