import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import type { Link } from '#shared/domain/case-links.ts'
import { caseName } from '../../components/case-number.ts'
import { useOfferUndo } from '../../components/undo-toast.tsx'
import { useChange } from '../../rpc/use-change.ts'
import { useNavigation } from '../../stores/use-navigation.ts'

type Ref = { id: string; caseNumber: string }

/** What an agent does with two cases; each says what it did, and the large ones can be taken back for a moment. */
export function useRelationActions() {
  const { t } = useTranslation()
  const change = useChange()
  const offerUndo = useOfferUndo()
  const navigation = useNavigation()
  const say = (message: string) => notifications.show({ message, withCloseButton: false, autoClose: 3_000 })
  const name = ({ caseNumber }: Ref) => caseName(caseNumber, t)

  return {
    merge: (one: Ref, into: Ref, otherCompany: boolean) =>
      change(async (desk) => {
        const done = await desk.relations.merge({ caseId: one.id, intoId: into.id, otherCompany })
        offerUndo({ done, words: t('relations.merged', { number: name(one), into: name(into) }) })
        navigation.openCase(into.id)
      }),
    unmerge: (one: Ref) =>
      change(async (desk) => {
        await desk.relations.unmerge({ caseId: one.id })
        say(t('relations.unmerged', { number: name(one) }))
      }),
    split: (from: Ref, title: string, noteIds: string[]) =>
      change(async (desk) => {
        const done = await desk.relations.split({ caseId: from.id, title, noteIds })
        offerUndo({ done, words: t('relations.splitDone', { number: name(from) }) })
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
