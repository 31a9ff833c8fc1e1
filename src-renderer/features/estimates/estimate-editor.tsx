import { Button, Modal, Textarea, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_ESTIMATE_ITEMS, MAX_ESTIMATE_NOTE_LENGTH } from '#shared/domain/estimate.ts'
import type { CaseDetail } from '#shared/rpc/models.ts'
import { caseName } from '../../components/case-number.ts'
import { Notice } from '../../components/notice.tsx'
import { UnreadDialog } from '../../components/unread-dialog.tsx'
import { useFormat } from '../../components/use-format.tsx'
import { useNavigation } from '../../stores/use-navigation.ts'
import { EstimateDevices } from './estimate-devices.tsx'
import { hasFaults, mayAddItem, usualValidity } from './estimate-form.ts'
import { EstimateItemRow } from './estimate-item-row.tsx'
import { grossOf } from './estimate-sums.ts'
import { EstimateTotalsList } from './estimate-totals.tsx'
import classes from './estimates.module.css'
import { type EstimateFormHandle, useEstimateForm } from './use-estimate-form.ts'

/** Costs for the customer to approve before the work is done. What is typed waits with the case until it is sent. */
export function EstimateEditor({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const form = useEstimateForm(detail.case.id)
  if (form.unread) {
    const title = t('estimates.editor', { number: caseName(detail.case.caseNumber, t) })
    return <UnreadDialog title={title} onClose={() => navigation.hide('estimate')} />
  }
  return form.ready && <Editor detail={detail} form={form} />
}

function Editor({ detail, form }: { detail: CaseDetail; form: EstimateFormHandle }) {
  const { t } = useTranslation()
  const format = useFormat()
  const navigation = useNavigation()
  const [asking, setAsking] = useState(false)
  const table = useRef<HTMLTableSectionElement>(null)
  const { values, told, busy } = form
  const customer = detail.contact ? `${detail.contact.firstName} ${detail.contact.lastName}` : t('thread.customer')
  const company = detail.account?.name ?? t('case.empty')
  const open = detail.estimates.find(({ state, pending }) => state === 'open' && pending !== 'withdraw')
  const close = () => navigation.hide('estimate')

  function focusItem(at: number, field: string) {
    requestAnimationFrame(() => {
      const row = table.current?.querySelectorAll('[data-item]')[at]
      row?.querySelector<HTMLElement>(`[data-field="${field}"]`)?.focus()
    })
  }

  async function send() {
    if (await form.send()) return close()
    const { items, noItems } = form.faults
    const first = items.findIndex((faults) => Object.keys(faults).length > 0)
    if (noItems) focusItem(0, 'description')
    else if (first >= 0) focusItem(first, Object.keys(items[first] ?? {})[0] ?? 'description')
  }

  function add() {
    form.addItem()
    focusItem(values.items.length, 'description')
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
    else return
    event.preventDefault()
  }

  return (
    <Modal
      opened
      size={920}
      onClose={close}
      title={t('estimates.editor', { number: caseName(detail.case.caseNumber, t) })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        className={classes.editor}
        noValidate
        aria-label={t('estimates.form')}
        onKeyDown={onKeyDown}
        onSubmit={(event) => event.preventDefault()}
      >
        <p className={classes.audience}>{t('estimates.audience', { name: customer, company })}</p>
        {open && <Notice tone="waiting" title={t('estimates.anotherOpen', { total: format.money(grossOf(open)) })} />}
        <table className={classes.items}>
          <thead>
            <tr>
              <th scope="col">{t('estimates.field.description')}</th>
              <th scope="col" data-number>
                {t('estimates.field.quantity')}
              </th>
              <th scope="col" data-number>
                {t('estimates.field.unitPrice')}
              </th>
              <th scope="col">{t('estimates.field.vat')}</th>
              <th scope="col" data-number>
                {t('estimates.field.total')}
              </th>
              <th>
                <span className="visually-hidden">{t('estimates.field.remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody ref={table}>
            {values.items.map((item, at) => (
              <EstimateItemRow
                key={item.key}
                item={item}
                at={at}
                faults={told.items[at] ?? {}}
                only={values.items.length === 1}
                readOnly={busy}
                onChange={(change) => form.setItem(item.key, change)}
                onRemove={() => {
                  form.removeItem(item.key)
                  focusItem(Math.max(0, at - 1), 'description')
                }}
                onNext={() =>
                  at === values.items.length - 1
                    ? !busy && mayAddItem(values) && add()
                    : focusItem(at + 1, 'description')
                }
              />
            ))}
          </tbody>
        </table>
        {told.noItems && (
          <p className={classes.fault} role="alert">
            {t('estimates.fault.noItems')}
          </p>
        )}
        <div className={classes.below}>
          <div className={classes.left}>
            <Button
              variant="default"
              leftSection={<IconPlus size={14} stroke={2} aria-hidden />}
              disabled={busy || !mayAddItem(values)}
              title={mayAddItem(values) ? undefined : t('estimates.fault.tooMany', { max: MAX_ESTIMATE_ITEMS })}
              onClick={add}
            >
              {t('estimates.add')}
            </Button>
            <Textarea
              label={t('estimates.field.note')}
              description={t('estimates.noteHint')}
              classNames={{ input: classes.note }}
              error={
                told.note ? t('edit.tooLong', { length: values.note.length, max: MAX_ESTIMATE_NOTE_LENGTH }) : undefined
              }
              spellCheck
              readOnly={busy}
              value={values.note}
              onChange={(event) => form.set({ note: event.currentTarget.value })}
            />
            <EstimateDevices
              caseId={detail.case.id}
              chosen={values.rmaLineIds}
              onChoose={(rmaLineIds) => form.set({ rmaLineIds })}
            />
          </div>
          <div className={classes.right}>
            <EstimateTotalsList totals={form.totals} />
            <TextInput
              type="date"
              label={t('estimates.field.validUntil')}
              description={format.longDay(values.validUntil || usualValidity(form.today))}
              required
              readOnly={busy}
              min={form.today}
              error={told.validUntil ? t(`estimates.fault.validUntil.${told.validUntil}`) : undefined}
              value={values.validUntil || usualValidity(form.today)}
              onChange={(event) => form.set({ validUntil: event.currentTarget.value })}
            />
          </div>
        </div>
        {form.problem && (
          <Notice tone="danger" live="alert" title={form.problem.title}>
            {form.problem.advice} {t('estimates.notSent')}
          </Notice>
        )}
        <footer className={classes.foot}>
          {asking ? (
            <>
              <p className={classes.ask}>{t('estimates.discardSure')}</p>
              <Button
                variant="default"
                onClick={() => {
                  form.discard()
                  close()
                }}
              >
                {t('estimates.discard')}
              </Button>
              <Button autoFocus onClick={() => setAsking(false)}>
                {t('estimates.keep')}
              </Button>
            </>
          ) : (
            <>
              <p className={classes.hint}>{hasFaults(told) ? t('estimates.faulty') : t('estimates.kept')}</p>
              {form.touched && !busy && (
                <Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
                  {t('estimates.discard')}
                </Button>
              )}
              <Button variant="default" onClick={close}>
                {t('estimates.later')}
              </Button>
              <Button
                loading={busy}
                rightSection={
                  <kbd className={classes.kbd} aria-hidden>
                    Ctrl ↵
                  </kbd>
                }
                onClick={() => void send()}
              >
                {t('estimates.send')}
              </Button>
            </>
          )}
        </footer>
      </form>
    </Modal>
  )
}
