import { useState } from 'react'
import type { z } from 'zod'
import type { newCaseOptions } from '#shared/customer-api/cases.ts'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Documents } from '../../components/documents.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page } from '../../components/page.tsx'
import { useWords } from '../../i18n/use-words.ts'
import { TextArea, TextField } from '../form/field.tsx'
import { FilePicker } from '../form/file-picker.tsx'
import { SendingProblem } from '../form/sending-problem.tsx'
import { ConfirmDialog } from '../shared/confirm-dialog.tsx'
import { useLoad } from '../shared/use-load.ts'
import { useOwnDevices } from './devices.ts'
import { EntitlementField } from './entitlement-field.tsx'
import { FaultSummary } from './fault-summary.tsx'
import classes from './new-case.module.css'
import { longestOf, type NewCaseField } from './new-case-form.ts'
import { SerialField } from './serial-field.tsx'
import { TypeChoice } from './type-choice.tsx'
import { useNewCase } from './use-new-case.ts'
import { WarrantyChoice } from './warranty-choice.tsx'

export function NewCasePage() {
  const { t } = useWords()
  return (
    <Page title={t('cases.create.title')} lead={t('cases.create.lead')}>
      <NewCaseForm />
    </Page>
  )
}

function NewCaseForm() {
  const { t } = useWords()
  const { form, page, values, kept, faults, problem, sending, change, send } = useNewCase()
  const options = useLoad<z.infer<typeof newCaseOptions>>('options', (api, signal) =>
    api.get(`${CUSTOMER_PATHS.cases}/options`, undefined, signal),
  )
  const devices = useOwnDevices(values.serialNumber)
  const faultOf = (field: NewCaseField) => {
    const fault = faults[field]
    if (!fault) return null
    if (fault === 'required' && (field === 'title' || field === 'description')) return t(`cases.fault.${field}`)
    return t(`cases.fault.${fault}`, { max: longestOf(field) ?? 0 })
  }
  const busy = sending !== 'no'

  return (
    <form
      ref={page}
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <p className={classes.small}>{t('cases.create.required')}</p>
      <FaultSummary faults={faults} />
      <Card>
        <TypeChoice
          value={values.caseType}
          onChange={(caseType) => change({ caseType })}
          fault={faults.caseType ? t('cases.fault.type') : null}
        />
        <TextField
          label={t('cases.fields.title')}
          hint={t('cases.create.titleHint')}
          name="title"
          required
          readOnly={busy}
          value={values.title}
          onChange={(title) => change({ title })}
          fault={faultOf('title')}
        />
        <TextArea
          label={t('cases.fields.description')}
          hint={t('cases.create.descriptionHint')}
          name="description"
          required
          readOnly={busy}
          value={values.description}
          onChange={(description) => change({ description })}
          onFiles={form.uploads.add}
          fault={faultOf('description')}
        />
      </Card>
      <Card title={t('cases.files.title')}>
        <FilePicker uploads={form.uploads} />
      </Card>
      <Card title={t('cases.create.details')}>
        {options.problem || devices.problem ? (
          <Notice tone="waiting">
            <p>{t('cases.create.optionsFailed')}</p>
          </Notice>
        ) : null}
        <SerialField
          value={values.serialNumber}
          onChange={(serialNumber) => change({ serialNumber })}
          found={devices.data}
          known={devices.known}
          fault={faultOf('serialNumber')}
        />
        <WarrantyChoice value={values.warrantyRepair} onChange={(warrantyRepair) => change({ warrantyRepair })} />
        <EntitlementField
          value={values.entitlementId}
          onChange={(entitlementId) => change({ entitlementId })}
          entitlements={options.data?.entitlements ?? []}
          fault={faultOf('entitlementId')}
        />
        <TextField
          label={t('cases.fields.customerSystemId')}
          name="customerSystemId"
          value={values.customerSystemId}
          onChange={(customerSystemId) => change({ customerSystemId })}
          fault={faultOf('customerSystemId')}
        />
        <TextField
          label={t('cases.fields.reference')}
          hint={t('cases.create.referenceHint')}
          name="customerReference"
          value={values.customerReference}
          onChange={(customerReference) => change({ customerReference })}
          fault={faultOf('customerReference')}
        />
      </Card>
      <section className={classes.guide}>
        <h2>{t('cases.create.noteTitle')}</h2>
        <p>{t('cases.create.note')}</p>
        <Documents kinds={['conditions', 'priceList']} />
        <p>{t('cases.create.next')}</p>
      </section>
      {problem ? <SendingProblem problem={problem} unknownEnd={t('cases.create.unknownEnd')} /> : null}
      <div className={classes.end}>
        <Button type="submit" busy={busy}>
          {t(busy ? 'cases.create.sending' : 'cases.create.send')}
        </Button>
        {kept === 'nothing' || busy ? null : <Discard onDiscard={form.clear} />}
      </div>
      <p className={classes.small} role="status">
        {sending === 'files' ? t('cases.create.sendingFiles') : null}
        {sending === 'no' && kept === 'kept' ? t('cases.create.kept') : null}
        {sending === 'no' && kept === 'refused' ? t('cases.create.notKept') : null}
      </p>
    </form>
  )
}

function Discard({ onDiscard }: { onDiscard: () => void }) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button look="link" onClick={() => setAsking(true)}>
        {t('cases.create.discard')}
      </Button>
      {asking ? (
        <ConfirmDialog
          title={t('cases.create.discardTitle')}
          confirm={t('cases.create.discardConfirm')}
          cancel={t('shell.cancel')}
          look="danger"
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false)
            onDiscard()
          }}
        >
          <p>{t('cases.create.discardText')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  )
}
