import { Button, UnstyledButton } from '@mantine/core'
import { IconCopy, IconLink, IconNote } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DuplicateHit } from '#shared/rpc/relations.ts'
import { useAriaKeys } from '../../app/keys/use-keys.ts'
import { caseName } from '../../components/case-number.ts'
import { ButtonKeys } from '../../components/keys-hint.tsx'
import { StatusChip } from '../../components/status.tsx'
import { useNavigation } from '../../stores/use-navigation.ts'
import classes from './new-case.module.css'

export type LinkSaid = 'relates_to' | 'duplicate_of'

const ACTIONS = [
  { id: 'newCase.note', Icon: IconNote, words: 'newCase.addNote' },
  { id: 'newCase.related', Icon: IconLink, words: 'newCase.saveRelated' },
  { id: 'newCase.duplicate', Icon: IconCopy, words: 'newCase.saveDuplicate' },
] as const
type Action = (typeof ACTIONS)[number]

type Props = {
  other: DuplicateHit
  /** The keys act on this one. */
  reached: boolean
  onReach: () => void
  onNote: () => void
  onLink: (link: LinkSaid) => void
}

/** A case that may be the same matter: opened, added to, or linked with the one that is entered. */
export function KnownCase({ other, reached, onReach, onNote, onLink }: Props) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const number = caseName(other.caseNumber, t)
  const actOf: Record<Action['id'], () => void> = {
    'newCase.note': onNote,
    'newCase.related': () => onLink('relates_to'),
    'newCase.duplicate': () => onLink('duplicate_of'),
  }
  return (
    <li className={classes.knownCase} data-reached={reached || undefined} onFocus={onReach}>
      <UnstyledButton data-known className={classes.knownOpen} onClick={() => navigation.openCase(other.id)}>
        <span className={classes.knownTitle}>{other.title}</span>
        <span className={classes.knownLine}>
          <span>{number}</span>
          <span className={classes.knownWho}>
            {other.contactName} · {t(`relations.why.${other.why}`)}
          </span>
          <StatusChip status={other.status} short />
        </span>
      </UnstyledButton>
      <div className={classes.knownActions}>
        {ACTIONS.map((action) => (
          <ActionButton key={action.id} action={action} number={number} reached={reached} onAct={actOf[action.id]} />
        ))}
      </div>
    </li>
  )
}

type ActionProps = { action: Action; number: string; reached: boolean; onAct: () => void }

function ActionButton({ action: { id, Icon, words }, number, reached, onAct }: ActionProps) {
  const { t } = useTranslation()
  const shortcuts = useAriaKeys(id)
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<Icon size={13} stroke={1.9} aria-hidden />}
      rightSection={reached && <ButtonKeys id={id} />}
      aria-keyshortcuts={shortcuts}
      onClick={onAct}
    >
      {t(words)} <span className="visually-hidden">{number}</span>
    </Button>
  )
}
