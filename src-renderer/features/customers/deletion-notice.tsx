import { Button } from '@mantine/core'
import { IconUserX, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { MAX_REASON_LENGTH } from '#shared/portal-api/operations.ts'
import type { CustomerCard } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { BegunIcon } from '../../components/begun-icon.tsx'
import { ButtonKeys } from '../../components/keys-hint.tsx'
import { Notice } from '../../components/notice.tsx'
import { useFormat } from '../../components/use-format.tsx'
import { WordsForm } from '../../components/words-form.tsx'
import { useScreen } from '../../stores/screen.ts'
import classes from './customers.module.css'
import { waitsForDeletion } from './customers.ts'
import { useCustomerActions } from './use-customer-actions.ts'

type Props = Pick<CustomerCard, 'contact' | 'pending'> & { onErase: () => void }

/** The person asks to be deleted: erase, or refuse with a reason. The words wait while other cards are shown. */
export function DeletionNotice({ contact, pending, onErase }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { customers } = useScreen()
  const { act, busy } = useCustomerActions(contact)
  const { id, deletionRequestedAt } = contact
  const refusal = useStore(customers, (state) => state.refusals[id])
  const set = (next: typeof refusal) =>
    customers.setState(({ refusals }) => ({ refusals: { ...refusals, [id]: next } }))
  const decidable = waitsForDeletion({ contact, pending })
  const begin = () => set({ text: refusal?.text ?? '', open: true, attempted: false })
  const close = () => set(refusal && refusal.text.trim() !== '' ? { ...refusal, open: false } : undefined)
  useCommand('customer.refuseDeletion', begin, decidable && !refusal?.open)
  if (!decidable) return null

  async function send(): Promise<boolean> {
    const reason = refusal?.text.trim() ?? ''
    if (reason === '' || reason.length > MAX_REASON_LENGTH) {
      set({ text: refusal?.text ?? '', open: true, attempted: true })
      return false
    }
    const done = await act('refuse_deletion', { reason })
    if (done) set(undefined)
    return done
  }

  return (
    <section className={classes.deletion} aria-label={t('customers.deletion')}>
      <Notice
        tone="waiting"
        title={t('customers.deletionRequested', { date: format.date(deletionRequestedAt ?? 0) })}
        actions={
          !refusal?.open && (
            <>
              <Button
                variant="default"
                size="compact-sm"
                disabled={busy}
                leftSection={refusal ? <BegunIcon size={14} /> : <IconX size={14} aria-hidden />}
                rightSection={<ButtonKeys id="customer.refuseDeletion" />}
                onClick={begin}
              >
                {t('customers.refuse')}
              </Button>
              <Button
                variant="default"
                size="compact-sm"
                className={classes.danger}
                disabled={busy}
                leftSection={<IconUserX size={14} aria-hidden />}
                onClick={onErase}
              >
                {t('customers.erase')}
              </Button>
            </>
          )
        }
      >
        {t('customers.deletionAdvice')}
      </Notice>
      {refusal?.open && (
        <WordsForm
          label={t('customers.refuseReason')}
          description={t('customers.refuseHint')}
          missing={t('customers.refuseMissing')}
          send={t('customers.refuseSend')}
          text={refusal.text}
          attempted={refusal.attempted}
          max={MAX_REASON_LENGTH}
          busy={busy}
          onWrite={(text) => set({ ...refusal, text })}
          onClose={close}
          onSend={send}
        />
      )}
    </section>
  )
}
