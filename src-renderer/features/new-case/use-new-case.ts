import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { AgentView, CaseSummary, ContactHit } from '#shared/rpc/models.ts'
import { caseName } from '../../components/case-number.ts'
import { errorWords } from '../../components/problem-words.ts'
import { showUndo } from '../../components/undo-toast.tsx'
import { useDesk } from '../../rpc/desk.tsx'
import { useDraftFacts } from '../../rpc/reads.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { useTakeBack } from '../case/undo-send.tsx'
import {
  CHECKED_FIELDS,
  type CheckedField,
  creationOf,
  EMPTY_NEW_CASE,
  EMPTY_VALUES,
  FILES_OF_NEW_CASE,
  faultsOf,
  isTouched,
  type NewCaseValues,
  noteOf,
} from './new-case.ts'

/** What the new case is to another one. */
type NewLink = { otherId: string; link: 'relates_to' | 'duplicate_of' }

/** The form of a new case: what it holds, what is wrong with it, and saving it. */
export function useNewCase(agent: AgentView) {
  const { t } = useTranslation()
  const { newCase, staging, view } = useScreen()
  const { client, queries, queryClient } = useDesk()
  const navigation = useNavigation()
  const takeBack = useTakeBack()
  const { values, attempted, busy, problem } = useStore(newCase)
  const faults = faultsOf(values)
  const files = useDraftFacts(FILES_OF_NEW_CASE.caseId, FILES_OF_NEW_CASE.mode)?.attachments ?? []
  const teamId = values.teamId ?? agent.teamIds[0] ?? null

  function set(change: Partial<NewCaseValues>) {
    newCase.setState((before) =>
      before.busy ? before : { ...before, problem: null, values: { ...before.values, ...change } },
    )
  }

  const readFiles = () =>
    queryClient.invalidateQueries({ queryKey: queries.drafts.get.key({ input: FILES_OF_NEW_CASE }) })

  /** `take` gives the case into which the values went; it is opened, and the form is empty again. */
  async function taken(take: (values: NewCaseValues) => Promise<string>): Promise<void> {
    if (newCase.getState().busy) return
    newCase.setState({ busy: true, problem: null })
    try {
      if (!(await staging.idle(FILES_OF_NEW_CASE))) {
        const problem = { title: t('files.notAttached'), advice: t('files.notAttachedAdvice') }
        return newCase.setState({ busy: false, problem })
      }
      const { values } = newCase.getState()
      const caseId = await take(values)
      void readFiles()
      // Who enters cases for a team will enter the next one for it too.
      newCase.setState({ ...EMPTY_NEW_CASE, values: { ...EMPTY_VALUES, teamId: values.teamId } })
      // Who has gone on to something else is not taken away from it.
      if (view.getState().page === 'new') navigation.openCase(caseId)
    } catch (error) {
      newCase.setState({ busy: false, problem: errorWords(error, t) })
    }
  }

  return {
    values,
    teamId,
    busy,
    problem,
    /** Missing words are told after the first attempt to save; words that are too long at once. */
    faultOf: (field: CheckedField) => (attempted || faults[field] === 'tooLong' ? faults[field] : undefined),
    set,
    setContact(contact: ContactHit | null) {
      const sameAccount = contact?.contact.accountId === values.contact?.contact.accountId
      set({ contact, ...(sameAccount ? {} : { entitlementId: null }) })
    },
    /** True when leaving would throw something away. */
    isTouched: files.length > 0 || isTouched(values),
    /** A file that came while the case is made would go with the next one. */
    attach: (chosen: File[]) => !busy && staging.add(FILES_OF_NEW_CASE, chosen),
    async discard() {
      if (busy) return
      newCase.setState(EMPTY_NEW_CASE)
      for (const { id } of files) await client.attachments.unstage({ attachmentId: id }).catch(() => {})
      await readFiles()
    },
    /** Saves and opens the case, linked with another one where so; gives the first field that keeps it from that. */
    async save(link?: NewLink): Promise<CheckedField | null> {
      const { contact } = values
      const first = CHECKED_FIELDS.find((field) => faults[field])
      if (first || !contact) {
        newCase.setState({ attempted: true })
        return first ?? 'contact'
      }
      await taken(async (values) => {
        const creation = creationOf({ ...values, teamId }, contact.contact.id)
        const { caseId } = await client.cases.create(link ? { ...creation, link } : creation)
        notifications.show({ message: t('newCase.saved'), withCloseButton: false, autoClose: 3_500 })
        return caseId
      })
      return null
    },
    /** Makes no case: what was entered becomes an internal note of one that is there already. */
    addTo: (other: CaseSummary) =>
      taken(async (values) => {
        const caseId = other.id
        const { opId, undoUntil } = await client.cases.addEntry({ caseId, body: noteOf(values, other, t) })
        const words = t('newCase.noted', { number: caseName(other.caseNumber, t) })
        showUndo({ toast: opId, words, undoUntil, takeBack: () => takeBack({ opId, caseId, mode: 'note' }) })
        return caseId
      }),
  }
}
