import { ActionIcon, UnstyledButton } from '@mantine/core'
import { IconArrowsSplit2, IconGitMerge, IconLink, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isSaid } from '#shared/domain/case-links.ts'
import type { CaseDetail } from '#shared/rpc/models.ts'
import type { DuplicateHit, LinkView, Relations } from '#shared/rpc/relations.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { caseName } from '../../components/case-number.ts'
import { Hint } from '../../components/hint.tsx'
import { StatusChip } from '../../components/status.tsx'
import { useRelations } from '../../rpc/reads.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import context from '../context/context.module.css'
import classes from './relations.module.css'
import { useRelationActions } from './use-relation-actions.tsx'

/** Beside the case: what was merged into it, what it is linked with, and what looks like the same matter. */
export function RelationsCard({ detail }: { detail: CaseDetail }) {
  const { data } = useRelations(detail.case.id)
  if (!data) return null
  return (
    <>
      {data.duplicates.length > 0 && <Duplicates detail={detail} duplicates={data.duplicates} />}
      {data.parts.length > 0 && <Parts parts={data.parts} />}
      {data.links.length > 0 && <Links caseId={detail.case.id} links={data.links} />}
    </>
  )
}

function Duplicates({ detail, duplicates }: { detail: CaseDetail; duplicates: readonly DuplicateHit[] }) {
  const { t } = useTranslation()
  const list = useRef<HTMLUListElement>(null)
  useCommand('case.duplicates', () => list.current?.querySelector<HTMLElement>('button')?.focus())
  return (
    <section className={context.card} aria-label={t('relations.duplicates')}>
      <h3 className={context.heading}>{t('relations.duplicates')}</h3>
      <ul className={context.others} ref={list}>
        {duplicates.map((hit) => (
          <Duplicate key={hit.id} detail={detail} hit={hit} />
        ))}
      </ul>
      <p className={context.dim}>{t('relations.duplicateKeys')}</p>
    </section>
  )
}

/** `m` merges this case into it, `l` links the two, Delete says that they are none. */
function Duplicate({ detail, hit }: { detail: CaseDetail; hit: DuplicateHit }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const actions = useRelationActions()
  const number = caseName(hit.caseNumber, t)
  const sameCompany = detail.account?.name === hit.accountName
  const merge = () => (sameCompany ? void actions.merge(detail.case, hit, false) : navigation.about('merge'))
  const link = () => void actions.link(detail.case, hit, 'duplicate_of')
  const dismiss = () => void actions.link(detail.case, hit, 'not_duplicate')

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    if (event.key === 'm') merge()
    else if (event.key === 'l') link()
    else if (event.key === 'Delete') dismiss()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <li className={classes.suggested} onKeyDown={onKeyDown}>
      <UnstyledButton className={context.other} onClick={() => navigation.openCase(hit.id)}>
        <span className={context.otherTitle}>{hit.title}</span>
        <span className={context.otherLine}>
          <span className={context.otherNumber}>{number}</span>
          <StatusChip status={hit.status} short />
        </span>
        <span className={context.dim}>{t(`relations.why.${hit.why}`)}</span>
      </UnstyledButton>
      <Hint label={t('relations.mergeInto', { number })}>
        <ActionIcon variant="subtle" color="gray" aria-label={t('relations.mergeInto', { number })} onClick={merge}>
          <IconGitMerge size={16} stroke={1.8} aria-hidden />
        </ActionIcon>
      </Hint>
      <Hint label={t('relations.linkAsDuplicate', { number })}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('relations.linkAsDuplicate', { number })}
          onClick={link}
        >
          <IconLink size={16} stroke={1.8} aria-hidden />
        </ActionIcon>
      </Hint>
      <Hint label={t('relations.dismiss', { number })}>
        <ActionIcon variant="subtle" color="gray" aria-label={t('relations.dismiss', { number })} onClick={dismiss}>
          <IconX size={16} stroke={1.8} aria-hidden />
        </ActionIcon>
      </Hint>
    </li>
  )
}

function Parts({ parts }: { parts: Relations['parts'] }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const actions = useRelationActions()
  return (
    <section className={context.card} aria-label={t('relations.parts')}>
      <h3 className={context.heading}>{t('relations.parts')}</h3>
      <ul className={context.others}>
        {parts.map((part) => {
          const number = caseName(part.caseNumber, t)
          return (
            <li key={part.id} className={classes.related}>
              <UnstyledButton className={context.other} onClick={() => navigation.openCase(part.id)}>
                <span className={context.otherTitle}>{part.title}</span>
                <span className={context.otherLine}>
                  <span className={context.otherNumber}>{number}</span>
                </span>
                {part.otherCustomer && (
                  <span className={context.dim}>{t('relations.notForCustomer', { name: part.contactName ?? '' })}</span>
                )}
              </UnstyledButton>
              {part.direct && (
                <Hint label={t('relations.takeOut', { number })}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('relations.takeOut', { number })}
                    onClick={() => void actions.unmerge(part)}
                  >
                    <IconArrowsSplit2 size={16} stroke={1.8} aria-hidden />
                  </ActionIcon>
                </Hint>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Links({ caseId, links }: { caseId: string; links: readonly LinkView[] }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const actions = useRelationActions()
  return (
    <section className={context.card} aria-label={t('relations.links')}>
      <h3 className={context.heading}>{t('relations.links')}</h3>
      <ul className={context.others}>
        {links.map(({ otherId, otherNumber, title, status, kind, pending }) => {
          const number = caseName(otherNumber, t)
          return (
            <li key={otherId} className={classes.related}>
              <UnstyledButton
                className={context.other}
                disabled={title === null}
                onClick={() => navigation.openCase(otherId)}
              >
                <span className={context.dim}>
                  {t(`relations.kind.${kind}`)}
                  {pending && ` · ${t('history.pending')}`}
                </span>
                <span className={context.otherTitle}>{title ?? t('relations.notHere')}</span>
                <span className={context.otherLine}>
                  <span className={context.otherNumber}>{number}</span>
                  {status && <StatusChip status={status} short />}
                </span>
              </UnstyledButton>
              {isSaid(kind) && (
                <Hint label={t('relations.unlink', { number })}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('relations.unlink', { number })}
                    onClick={() => void actions.unlink(caseId, otherId)}
                  >
                    <IconX size={16} stroke={1.8} aria-hidden />
                  </ActionIcon>
                </Hint>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
