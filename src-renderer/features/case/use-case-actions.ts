import { type CaseStatus, statusGroup } from '#shared/domain/status.ts'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import { tellTriage } from '../triage/use-triage.ts'

/** Changes of a case; what goes wrong is said, and true means that the desk took it. */
export function useCaseActions(caseId: string) {
  const change = useChange()
  const screen = useScreen()
  /** Going through a list, what ends looking at a case leads to the next one. */
  const andTell = async (done: Promise<boolean>, ends = true) => {
    if ((await done) && ends) tellTriage(screen, caseId)
    return done
  }
  return {
    setStatus: (status: CaseStatus) =>
      andTell(
        change((desk) => desk.cases.setStatus({ caseId, status })),
        statusGroup(status) !== 'active',
      ),
    setTeam: (teamId: string) => change((desk) => desk.cases.setTeam({ caseId, teamId })),
    setOwner: (ownerId: string | null) => andTell(change((desk) => desk.cases.setOwner({ caseId, ownerId }))),
  }
}
