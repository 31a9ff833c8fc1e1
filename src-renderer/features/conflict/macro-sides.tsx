import type { TFunction } from 'i18next'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { MACRO_FIELDS, MACRO_ME, MACRO_NOBODY, type MacroContent, type MacroField } from '#shared/domain/macro.ts'
import type { MacroConflict } from '#shared/portal-api/operations.ts'
import { useAgents, useTeams } from '../../rpc/reads.ts'
import classes from './conflict-card.module.css'
import { DiffText } from './diff-text.tsx'
import { Side } from './sides.tsx'

type Names = { agents: { id: string; name: string }[]; teams: { id: string; name: string }[] }

/** Of a macro what the two versions differ in, field by field. */
export function MacroSides({ conflict, theirs }: { conflict: MacroConflict; theirs: ReactNode }) {
  const { t } = useTranslation()
  const id = useId()
  const { data: agents = [] } = useAgents()
  const { data: teams = [] } = useTeams()
  const { base, mine } = conflict
  const fields = MACRO_FIELDS.filter((field) => mine[field] !== conflict.theirs[field])
  const sides = [
    [t('conflict.base'), base],
    [t('conflict.mine'), mine],
    [theirs, conflict.theirs],
  ] as const
  return (
    <>
      {fields.map((field) => {
        const words = (content: MacroContent) => wordsOf(content, field, { agents, teams }, t)
        return (
          <section key={field} aria-labelledby={`${id}-${field}`}>
            <h4 id={`${id}-${field}`} className={classes.fieldName}>
              {nameOf(field, t)}
            </h4>
            <dl className={classes.texts} data-long={field === 'bodySl' || field === 'bodyEn' || undefined}>
              {sides.map(([name, content], at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: always the same three
                <Side key={at} name={name}>
                  <DiffText from={words(base)} to={words(content)} label={`${nameOf(field, t)} ${at + 1}`} />
                </Side>
              ))}
            </dl>
          </section>
        )
      })}
      <p className={classes.legend}>
        <ins>{t('conflict.added')}</ins> · <del>{t('conflict.removed')}</del>
      </p>
    </>
  )
}

function nameOf(field: MacroField, t: TFunction): string {
  switch (field) {
    case 'name':
      return t('templates.name')
    case 'shortcut':
      return t('templates.shortcut')
    case 'bodySl':
      return t('templates.body.sl')
    case 'bodyEn':
      return t('templates.body.en')
    case 'shared':
      return t('templates.who')
    case 'teamId':
      return t('macros.team')
    default:
      return t(`macros.${field}`)
  }
}

function wordsOf(content: MacroContent, field: MacroField, { agents, teams }: Names, t: TFunction): string {
  const { status, owner, teamId, snooze, words } = content
  const named = (list: Names['agents'], id: string) => list.find((one) => one.id === id)?.name ?? id
  switch (field) {
    case 'shared':
      return t(content.shared ? 'conflict.sharedYes' : 'conflict.sharedNo')
    case 'words':
      return t(`macros.wordsOf.${words}`)
    case 'status':
      return status === null ? t('macros.keep') : t(`status.${status}`)
    case 'owner':
      if (owner === null) return t('macros.keep')
      if (owner === MACRO_ME) return t('macros.ownerMe')
      return owner === MACRO_NOBODY ? t('case.assignToNobody') : named(agents, owner)
    case 'teamId':
      return teamId === null ? t('macros.keep') : named(teams, teamId)
    case 'snooze':
      return snooze === null ? t('macros.noSnooze') : t(`macros.snoozes.${snooze}`)
    default:
      return content[field]
  }
}
