import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import type { Link } from '#shared/domain/case-links.ts'
import { caseName } from '../../components/case-number.ts'
import { useOfferUndo } from '../../components/undo-toast.tsx'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'

type Ref = { id: string; caseNumber: string }

/** What an agent does with two cases; each says what it did, and the large ones can be taken back for a moment. */
export function useRelationActions() {
  const { t } = useTranslation()
  const change = useChange()
  const offerUndo = useOfferUndo()
  const navigation = useNavigation()
  const { view, selection } = useScreen()
  const say = (message: string) => notifications.show({ message, withCloseButton: false, autoClose: 3_000 })
  const name = ({ caseNumber }: Ref) => caseName(caseNumber, t)
  /** What is taken back leads back, unless something else is looked at by now. */
  const backTo = (caseId: string, ledTo: string) => {
    const { page } = view.getState()
    if (page === 'queue' && selection.getState().openId === ledTo) navigation.openCase(caseId)
  }

  return {
    merge: (one: Ref, into: Ref, otherCompany: boolean) =>
      change(async (desk) => {
        const done = await desk.relations.merge({ caseId: one.id, intoId: into.id, otherCompany })
        const words = t('relations.merged', { number: name(one), into: name(into) })
        offerUndo({ done, words, onBack: () => backTo(one.id, into.id) })
        navigation.openCase(into.id)
      }),
    unmerge: (one: Ref) =>
      change(async (desk) => {
        await desk.relations.unmerge({ caseId: one.id })
        say(t('relations.unmerged', { number: name(one) }))
      }),
    split: (from: Ref, title: string, noteIds: string[], onBack: () => void) =>
      change(async (desk) => {
        const done = await desk.relations.split({ caseId: from.id, title, noteIds })
        const words = t('relations.splitDone', { number: name(from) })
        const takenBack = () => {
          onBack()
          backTo(from.id, done.caseId)
        }
        offerUndo({ done, words, onBack: takenBack })
        navigation.openCase(done.caseId)
      }),
    link: (one: Ref, other: Ref, link: Link) =>
      change(async (desk) => {
        await desk.relations.link({ caseId: one.id, otherId: other.id, link })
        say(t(`relations.said.${link}`, { number: name(one), other: name(other) }))
      }),
    unlink: (caseId: string, otherId: string) => change((desk) => desk.relations.unlink({ caseId, otherId })),
  }
}
