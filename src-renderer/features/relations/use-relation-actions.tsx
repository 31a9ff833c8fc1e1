import { UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Link } from '#shared/domain/case-links.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { caseName } from '../../components/case-number.ts'
import { Keys } from '../../components/keys-hint.tsx'
import { useSecondsLeft } from '../../components/use-seconds-left.ts'
import { useChange } from '../../rpc/use-change.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import classes from './relations.module.css'

type Ref = { id: string; caseNumber: string }

/** What an agent does with two cases; each says what it did, and the large ones can be taken back for a moment. */
export function useRelationActions() {
  const { t } = useTranslation()
  const change = useChange()
  const navigation = useNavigation()
  const say = (message: string) => notifications.show({ message, withCloseButton: false, autoClose: 3_000 })
  const name = ({ caseNumber }: Ref) => caseName(caseNumber, t)

  return {
    merge: (one: Ref, into: Ref, otherCompany: boolean) =>
      change(async (desk) => {
        const { opId, undoUntil } = await desk.relations.merge({ caseId: one.id, intoId: into.id, otherCompany })
        const words = t('relations.merged', { number: name(one), into: name(into) })
        if (undoUntil !== null) offerTakeBack(opId, words, undoUntil)
        navigation.openCase(into.id)
      }),
    unmerge: (one: Ref) =>
      change(async (desk) => {
        await desk.relations.unmerge({ caseId: one.id })
        say(t('relations.unmerged', { number: name(one) }))
      }),
    split: (from: Ref, title: string, noteIds: string[]) =>
      change(async (desk) => {
        const { opId, undoUntil, caseId } = await desk.relations.split({ caseId: from.id, title, noteIds })
        if (undoUntil !== null) offerTakeBack(opId, t('relations.splitDone', { number: name(from) }), undoUntil)
        navigation.openCase(caseId)
      }),
    link: (one: Ref, other: Ref, link: Link) =>
      change(async (desk) => {
        await desk.relations.link({ caseId: one.id, otherId: other.id, link })
        say(t(`relations.said.${link}`, { number: name(one), other: name(other) }))
      }),
    unlink: (caseId: string, otherId: string) => change((desk) => desk.relations.unlink({ caseId, otherId })),
  }
}

function offerTakeBack(opId: string, words: string, undoUntil: number): void {
  notifications.show({
    id: opId,
    message: <Done opId={opId} words={words} undoUntil={undoUntil} />,
    withCloseButton: false,
    autoClose: false,
  })
}

function Done({ opId, words, undoUntil }: { opId: string; words: string; undoUntil: number }) {
  const { t } = useTranslation()
  const change = useChange()
  const seconds = useSecondsLeft(undoUntil)
  async function takeBack() {
    if (await change((desk) => desk.sync.withdraw({ opId }))) notifications.hide(opId)
  }
  useCommand('app.undo', () => void takeBack())
  useEffect(() => {
    if (seconds === 0) notifications.hide(opId)
  }, [seconds, opId])
  return (
    <span className={classes.done}>
      {words}
      <UnstyledButton className={classes.undo} onClick={() => void takeBack()}>
        <IconArrowBackUp size={15} stroke={2} aria-hidden />
        {t('composer.undo')} <Keys id="app.undo" />
      </UnstyledButton>
    </span>
  )
}
