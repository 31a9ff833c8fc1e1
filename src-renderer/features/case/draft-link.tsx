import { UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { caseName } from '../../components/case-number.ts'
import undo from '../../components/undo-toast.module.css'
import { useDesk } from '../../rpc/desk.tsx'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import type { DraftKey } from './draft-saver.ts'

/** Opens the composer that holds a draft, with the focus. */
export function useShowDraft() {
  const { composer, focus } = useScreen()
  const navigation = useNavigation()
  return useCallback(
    ({ caseId, mode }: DraftKey) => {
      composer.setState({ mode })
      navigation.openCase(caseId)
      focus.setState({ wish: { target: 'composer', mode, caseId } })
    },
    [composer, focus, navigation],
  )
}

type Told = { title?: string; words: (number: string) => string; color?: string }

/** Says what became of a draft that the agent does not look at; only a link leads there. */
export function useTellOfDraft() {
  const { t } = useTranslation()
  const { queries, queryClient } = useDesk()
  const show = useShowDraft()
  return useCallback(
    async (key: DraftKey, { title, words, color }: Told): Promise<void> => {
      const options = queries.cases.get.queryOptions({ input: { caseId: key.caseId } })
      const number = await queryClient.ensureQueryData(options).then(
        (detail) => caseName(detail.case.caseNumber, t),
        () => caseName('', t),
      )
      const id = notifications.show({
        title,
        color,
        autoClose: false,
        closeButtonProps: { 'aria-label': t('app.close') },
        message: (
          <div className={undo.line}>
            <span className={undo.words}>{words(number)}</span>
            <UnstyledButton
              className={undo.undo}
              onClick={() => {
                notifications.hide(id)
                show(key)
              }}
            >
              {t('operations.openCase', { number })}
            </UnstyledButton>
          </div>
        ),
      })
    },
    [queries, queryClient, show, t],
  )
}
