import { Button, Input, Modal, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CASE_TYPES } from '#shared/domain/case.ts'
import type { AgentView } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Notice } from '../../components/notice.tsx'
import page from '../../components/page.module.css'
import { useFormat } from '../../components/use-format.tsx'
import { useDesk } from '../../rpc/desk.tsx'
import { useTeams } from '../../rpc/reads.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { dayOf, validityOn } from '../context/validity.ts'
import { useFileDrop } from '../files/file-drop.tsx'
import { useFilePaste } from '../files/use-file-paste.ts'
import { ContactPicker } from './contact-picker.tsx'
import { DeviceField } from './device-field.tsx'
import { KnownCases } from './known-cases.tsx'
import classes from './new-case.module.css'
import { afterDevice, type CheckedField, limitOf } from './new-case.ts'
import { NewCaseFiles } from './new-case-files.tsx'
import { useNewCase } from './use-new-case.ts'

const WARRANTY = ['yes', 'no', 'unknown'] as const
const NOTHING = { entitlements: [], devices: [] }

/** A case for a customer on the phone. What is typed waits here until it is saved or thrown away. */
export function NewCasePage({ agent }: { agent: AgentView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { clock } = useScreen()
  const { queries } = useDesk()
  const navigation = useNavigation()
  const form = useNewCase(agent)
  const { values, set, busy } = form
  const [asking, setAsking] = useState(false)
  const fields = useRef<Partial<Record<CheckedField, HTMLElement | null>>>({})
  const typeId = useId()
  const warrantyId = useId()
  const refOf = (field: CheckedField) => (element: HTMLElement | null) => {
    fields.current[field] = element
  }

  const contactId = values.contact?.contact.id
  const { data: belongings = NOTHING } = useQuery(
    queries.contacts.belongings.queryOptions({
      input: { contactId: contactId ?? '' },
      enabled: contactId !== undefined,
    }),
  )
  const { data: teams } = useTeams()
  const drop = useFileDrop(t('files.dropCase'), form.attach)
  const paste = useFilePaste(form.attach)
  const mine = (teams ?? []).filter((team) => agent.teamIds.includes(team.id))
  const today = dayOf(clock.getState().now)

  // The caller comes first; once there is one, the words do.
  useEffect(() => {
    const first = contactId === undefined ? 'contact' : 'title'
    fields.current[first]?.focus()
  }, [contactId])

  useCommand('case.back', () => navigation.go('queue'))

  async function save(link?: Parameters<typeof form.save>[0]) {
    const first = await form.save(link)
    if (first) fields.current[first]?.focus()
  }

  function onKeyDown(event: KeyboardEvent) {
    const { target } = event
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void save()
    } else if (event.key === 'Escape' && target instanceof Element && target.getAttribute('aria-expanded') === 'true') {
      // Closes its list, not the form.
      event.preventDefault()
    }
  }

  const says = (field: CheckedField) => {
    const fault = form.faultOf(field)
    if (!fault) return undefined
    if (fault === 'missing')
      return t(`newCase.missing.${field === 'contact' || field === 'title' ? field : 'description'}`)
    const length = field === 'contact' ? 0 : values[field].trim().length
    return t('edit.tooLong', { length, max: limitOf(field) })
  }

  return (
    <div className={classes.page} {...drop.props}>
      <form
        className={classes.column}
        noValidate
        aria-label={t('newCase.title')}
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <h1 className={page.title}>{t('newCase.title')}</h1>
        <section className={page.card} aria-label={t('newCase.caller')}>
          <h2 className={page.heading}>{t('newCase.caller')}</h2>
          <ContactPicker
            contact={values.contact}
            readOnly={busy}
            error={says('contact')}
            inputRef={refOf('contact')}
            onChange={form.setContact}
          />
        </section>

        <section className={page.card} aria-label={t('newCase.words')}>
          <h2 className={page.heading}>{t('newCase.words')}</h2>
          <div className={classes.line}>
            <Input.Label id={typeId} labelElement="div">
              {t('caseType.label')}
            </Input.Label>
            <SegmentedControl
              aria-labelledby={typeId}
              readOnly={busy}
              value={values.caseType}
              data={CASE_TYPES.map((value) => ({ value, label: t(`caseType.${value}`) }))}
              onChange={(value) => set({ caseType: CASE_TYPES.find((known) => known === value) ?? 'support' })}
            />
          </div>
          <TextInput
            ref={refOf('title')}
            label={t('newCase.titleField')}
            required
            error={says('title')}
            spellCheck
            readOnly={busy}
            value={values.title}
            onChange={(event) => set({ title: event.currentTarget.value })}
          />
          <Textarea
            ref={refOf('description')}
            label={t('newCase.description')}
            description={t('newCase.descriptionHint')}
            required
            classNames={{ input: classes.description }}
            error={says('description')}
            spellCheck
            onPaste={paste}
            readOnly={busy}
            value={values.description}
            onChange={(event) => set({ description: event.currentTarget.value })}
          />
          <NewCaseFiles onFiles={form.attach} onRemoved={() => fields.current.description?.focus()} />
        </section>

        {contactId !== undefined && (
          <KnownCases
            contactId={contactId}
            title={values.title}
            serialNumber={values.serialNumber}
            onNote={(other) => void form.addTo(other)}
            onLink={(other, link) => void save({ otherId: other.id, link })}
            onLeave={() => fields.current.title?.focus()}
          />
        )}

        <section className={page.card} aria-label={t('newCase.details')}>
          <h2 className={page.heading}>{t('newCase.details')}</h2>
          <div className={classes.grid}>
            <DeviceField
              readOnly={busy}
              value={values.serialNumber}
              devices={belongings.devices}
              known={contactId !== undefined}
              error={says('serialNumber')}
              inputRef={refOf('serialNumber')}
              onChange={(serialNumber) => set({ serialNumber })}
              onDevice={(device) => set(afterDevice(device, today))}
            />
            <div className={classes.field}>
              <Input.Label id={warrantyId} labelElement="div">
                {t('case.warrantyRepair')}
              </Input.Label>
              <Input.Description>{t('newCase.warrantyHint')}</Input.Description>
              <SegmentedControl
                aria-labelledby={warrantyId}
                readOnly={busy}
                value={values.warrantyRepair}
                data={WARRANTY.map((value) => ({ value, label: t(`newCase.warranty.${value}`) }))}
                onChange={(value) => set({ warrantyRepair: WARRANTY.find((known) => known === value) ?? 'unknown' })}
              />
            </div>
            <Select
              label={t('case.entitlement')}
              placeholder={t(
                contactId === undefined
                  ? 'newCase.entitlementFirst'
                  : belongings.entitlements.length === 0
                    ? 'context.noEntitlement'
                    : 'newCase.entitlementNone',
              )}
              disabled={belongings.entitlements.length === 0}
              clearable
              withScrollArea={false}
              classNames={{ options: classes.options }}
              clearButtonProps={{ 'aria-label': t('newCase.clear') }}
              readOnly={busy}
              value={values.entitlementId}
              data={belongings.entitlements.map(({ id, name, validFrom, validUntil }) => {
                const validity = validityOn(today, validFrom, validUntil)
                const words = {
                  valid: t('context.entitlementValid', { date: format.day(validUntil) }),
                  expired: t('context.entitlementExpired', { date: format.day(validUntil) }),
                  future: t('context.entitlementFuture', { date: format.day(validFrom) }),
                }
                return { value: id, label: `${name} (${words[validity].toLocaleLowerCase()})` }
              })}
              onChange={(entitlementId) => set({ entitlementId })}
            />
            <Select
              label={t('newCase.team')}
              allowDeselect={false}
              withScrollArea={false}
              classNames={{ options: classes.options }}
              readOnly={busy}
              value={form.teamId}
              data={mine.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(teamId) => set({ teamId })}
            />
            <TextInput
              ref={refOf('customerSystemId')}
              label={t('case.customerSystemId')}
              error={says('customerSystemId')}
              spellCheck={false}
              readOnly={busy}
              value={values.customerSystemId}
              onChange={(event) => set({ customerSystemId: event.currentTarget.value })}
            />
            <TextInput
              ref={refOf('customerReference')}
              label={t('case.customerReference')}
              error={says('customerReference')}
              spellCheck={false}
              readOnly={busy}
              value={values.customerReference}
              onChange={(event) => set({ customerReference: event.currentTarget.value })}
            />
          </div>
        </section>

        <footer className={classes.foot}>
          {form.problem && (
            <Notice tone="danger" live="alert" title={form.problem.title}>
              {form.problem.advice} {t('newCase.notSaved')}
            </Notice>
          )}
          <div className={classes.actions}>
            <p className={classes.hint}>{t('newCase.kept')}</p>
            {form.isTouched && !busy && (
              <Button variant="subtle" color="gray" size="sm" onClick={() => setAsking(true)}>
                {t('newCase.discard')}
              </Button>
            )}
            <Button variant="default" size="sm" onClick={() => navigation.go('queue')}>
              {t('newCase.later')}
            </Button>
            <Button type="submit" size="sm" loading={busy}>
              {t('newCase.save')}
              <kbd className={classes.kbd}>Ctrl ↵</kbd>
            </Button>
          </div>
        </footer>
      </form>
      {drop.zone}
      {asking && (
        <Modal
          opened
          onClose={() => setAsking(false)}
          title={t('newCase.discardTitle')}
          closeButtonProps={{ 'aria-label': t('app.close') }}
        >
          <p className={classes.dialogText}>{t('newCase.discardText')}</p>
          <div className={classes.actions}>
            <Button data-autofocus onClick={() => setAsking(false)}>
              {t('newCase.keep')}
            </Button>
            <Button
              variant="default"
              onClick={() => {
                void form.discard()
                setAsking(false)
              }}
            >
              {t('newCase.discard')}
            </Button>
          </div>
        </Modal>
      )}
    </div>
  )
}
