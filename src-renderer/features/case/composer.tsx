import { useCallback, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { COMPOSER_MODES } from '#shared/domain/case.ts'
import type { CaseDetail } from '#shared/rpc/models.ts'
import { useScreen } from '../../stores/screen.ts'
import { AttachButton } from '../files/attach-button.tsx'
import { TemplateButton } from '../templates/template-button.tsx'
import classes from './composer.module.css'
import { ComposerBox } from './composer-box.tsx'
import { ModeTabs } from './mode-tabs.tsx'

/** Reply or internal note; each mode has its own words, colour and button. */
export function Composer({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation()
  const { composer, drafts, focus, staging } = useScreen()
  const mode = useStore(composer, (state) => state.mode)
  const caseId = detail.case.id

  // Leaving the case or the mode saves what was typed at once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another case is the reason
  useEffect(() => () => drafts.flushAll(), [drafts, caseId])
  const choose = useCallback(
    (next: (typeof COMPOSER_MODES)[number]) => {
      drafts.flushAll()
      composer.setState({ mode: next })
    },
    [drafts, composer],
  )

  function attach(files: File[]) {
    staging.add({ caseId, mode }, files)
    focus.setState({ wish: { target: 'composer', mode, caseId } })
  }

  return (
    <section className={classes.composer} data-mode={mode} aria-label={t('composer.label')}>
      <div className={classes.head}>
        <ModeTabs mode={mode} caseId={caseId} onChange={choose} />
        <span className={classes.tools}>
          <TemplateButton />
          <AttachButton onFiles={attach} />
        </span>
      </div>
      <ComposerBox key={`${mode}:${caseId}`} detail={detail} mode={mode} />
    </section>
  )
}
