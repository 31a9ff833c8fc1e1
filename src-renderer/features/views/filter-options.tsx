import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Proposal } from '#shared/domain/filter/index.ts'
import classes from './views.module.css'

type Props = {
  id: string
  proposals: readonly Proposal[]
  /** -1: none yet. */
  chosen: number
  onPoint: (at: number) => void
  onTake: (proposal: Proposal) => void
}

export function FilterOptions({ id, proposals, chosen, onPoint, onTake }: Props) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another chosen entry is what scrolls
  useEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <div
      ref={box}
      id={`${id}-options`}
      className={classes.options}
      role="listbox"
      aria-label={t('filter.proposals')}
      tabIndex={-1}
    >
      {proposals.map((proposal, at) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys; an option has only the pointer
        <div
          key={proposal.insert}
          id={`${id}-${at}`}
          className={classes.option}
          role="option"
          tabIndex={-1}
          aria-selected={at === chosen}
          onMouseDown={(event) => event.preventDefault()}
          onMouseMove={() => onPoint(at)}
          onClick={() => onTake(proposal)}
        >
          <span>{proposal.label}</span>
          {proposal.kind === 'field' && (
            <span className={classes.optionHint}>{t(`filter.field.${proposal.field}`)}</span>
          )}
        </div>
      ))}
    </div>
  )
}
