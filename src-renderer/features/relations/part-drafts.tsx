import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Relations } from '#shared/rpc/relations.ts'
import { caseName } from '../../components/case-number.ts'
import { Notice } from '../../components/notice.tsx'
import type { DeskClient } from '../../rpc/connection.ts'
import { useRelations } from '../../rpc/reads.ts'
import { useScreen } from '../../stores/screen.ts'
import { useIntoDrafts } from '../case/use-into-drafts.ts'
import { rememberPlace } from '../case/whereabouts.ts'
import classes from './relations.module.css'

type PartDraft = Relations['partDrafts'][number]

/** Words that were begun in cases which have been merged into this one: none is lost, and none goes out unseen. */
export function PartDrafts({ caseId }: { caseId: string }) {
  const { data } = useRelations(caseId)
  return data?.partDrafts.map((draft) => (
    <PartDraftNotice key={`${draft.id} ${draft.mode}`} caseId={caseId} draft={draft} />
  ))
}

function PartDraftNotice({ caseId, draft }: { caseId: string; draft: PartDraft }) {
  const { t } = useTranslation()
  const screen = useScreen()
  const intoDrafts = useIntoDrafts()
  const { id, mode, caseNumber, body } = draft

  async function adopt() {
    const isStillThere = rememberPlace(screen)
    const take = (desk: DeskClient) => desk.relations.adoptDraft({ fromId: id, caseId, mode })
    if (!(await intoDrafts([{ caseId, mode }], take)) || !isStillThere({ caseId, mode })) return
    screen.composer.setState({ mode })
    screen.focus.setState({ wish: { target: 'composer', mode, caseId } })
  }

  const number = caseName(caseNumber, t)
  return (
    <div className={classes.banner}>
      <Notice
        tone="waiting"
        title={t(mode === 'reply' ? 'relations.replyBegun' : 'relations.noteBegun', { number })}
        actions={
          <Button size="compact-sm" onClick={() => void adopt()}>
            {t('relations.adopt')}
          </Button>
        }
      >
        <p>{body.length > 160 ? `${body.slice(0, 160)}…` : body}</p>
      </Notice>
    </div>
  )
}
