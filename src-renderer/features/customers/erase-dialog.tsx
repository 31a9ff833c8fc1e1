import { Button, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactRow } from '#shared/portal-api/rows.ts'
import { foldText } from '../../components/fold-text.ts'
import { useScreen } from '../../stores/screen.ts'
import classes from './customers.module.css'
import { nameOf } from './customers.ts'
import { useCustomerActions } from './use-customer-actions.ts'

type Props = { contact: ContactRow; caseCount: number; onClose: () => void }

/** Asks twice: first what goes and what stays, then for the person's name, typed. */
export function EraseDialog({ contact, caseCount, onClose }: Props) {
  const { t } = useTranslation()
  const { customers } = useScreen()
  const { act, busy } = useCustomerActions(contact)
  const [sure, setSure] = useState(false)
  const [typed, setTyped] = useState('')
  const name = nameOf(contact)
  const agrees = foldText(typed.trim().replace(/\s+/g, ' ')) === foldText(name)

  async function erase(event: FormEvent) {
    event.preventDefault()
    if (!agrees || !(await act('erase'))) return
    // Nobody is left to be refused anything.
    customers.setState(({ refusals }) => ({ refusals: { ...refusals, [contact.id]: undefined } }))
    onClose()
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('customers.eraseTitle', { name })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {!sure ? (
        <div className={classes.dialog}>
          <div>
            <h3 className={classes.heading}>{t('customers.eraseGoes')}</h3>
            <p>{t('customers.eraseGoesText')}</p>
          </div>
          <div>
            <h3 className={classes.heading}>{t('customers.eraseStays')}</h3>
            <p>{t('customers.eraseStaysText', { count: caseCount })}</p>
          </div>
          {contact.deletionRequestedAt !== null && <p>{t('customers.eraseTold')}</p>}
          <p className={classes.strong}>{t('customers.eraseForGood')}</p>
          <div className={classes.dialogActions}>
            <Button data-autofocus variant="default" onClick={onClose}>
              {t('app.cancel')}
            </Button>
            <Button variant="default" className={classes.danger} onClick={() => setSure(true)}>
              {t('customers.eraseNext')}
            </Button>
          </div>
        </div>
      ) : (
        <form className={classes.dialog} onSubmit={(event) => void erase(event)}>
          <TextInput
            autoFocus
            label={t('customers.eraseType')}
            description={name}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <div className={classes.dialogActions}>
            <Button variant="default" onClick={onClose}>
              {t('app.cancel')}
            </Button>
            <Button type="submit" color="red.9" disabled={!agrees || busy}>
              {t('customers.eraseDo')}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  )
}
