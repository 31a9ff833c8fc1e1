import { Button, Checkbox, Modal, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconLink, IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isOpen } from '#shared/domain/status.ts'
import type { CaseDetail, CaseSummary } from '#shared/rpc/models.ts'
import { caseName } from '../../components/case-number.ts'
import { StatusChip } from '../../components/status.tsx'
import { useAwaitedEnter } from '../../components/use-awaited-enter.ts'
import { useRelations } from '../../rpc/reads.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { useSearch } from '../search/use-search.ts'
import classes from './relations.module.css'
import { useRelationActions } from './use-relation-actions.tsx'

const SHOWN = 8

/** Finds the other case: those that look alike first, then the customer's others; any other by number or words. */
export function RelateDialog({ detail, what }: { detail: CaseDetail; what: 'merge' | 'link' }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const actions = useRelationActions()
  const listId = useId()
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const [chosen, setChosen] = useState<CaseSummary | null>(null)
  const { hits, stale } = useSearch(text)
  const { data: relations } = useRelations(detail.case.id)
  const one = detail.case
  const number = caseName(one.caseNumber, t)

  const offered = useMemo(() => {
    // An open case goes into no closed one; whoever types its number is told why.
    const fits = ({ status }: CaseSummary) => what === 'link' || isOpen(status) || !isOpen(one.status)
    const suggested = [...(relations?.duplicates ?? []), ...detail.sameDevice, ...detail.sameCustomer]
    const all = text.trim() === '' ? suggested.filter(fits) : (hits ?? [])
    const unlike = new Map(all.filter(({ id }) => id !== one.id).map((hit) => [hit.id, hit]))
    return [...unlike.values()].slice(0, SHOWN)
  }, [relations, detail, hits, text, one, what])

  const close = () => navigation.hide(what)
  const at = Math.min(active, Math.max(0, offered.length - 1))

  const choose = () => setChosen(offered[at] ?? null)
  const awaitedEnter = useAwaitedEnter(text.trim() === '' || !stale, choose)

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') setActive(Math.min(at + 1, offered.length - 1))
    else if (event.key === 'ArrowUp') setActive(Math.max(at - 1, 0))
    else if (event.key === 'Enter') choose()
    else return
    event.preventDefault()
  }

  return (
    <Modal
      opened
      size={620}
      onClose={close}
      title={t(what === 'merge' ? 'relations.mergeTitle' : 'relations.linkTitle', { number })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {chosen === null ? (
        <>
          <TextInput
            data-autofocus
            // Whoever comes back from the choice goes on typing.
            autoFocus
            role="combobox"
            aria-label={t('relations.find')}
            aria-expanded
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={offered[at] ? `${listId}-${offered[at].id}` : undefined}
            placeholder={t('relations.findHint')}
            leftSection={<IconSearch size={15} aria-hidden />}
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value)
              setActive(0)
            }}
            onKeyDown={onKeyDown}
            {...awaitedEnter}
          />
          <div id={listId} role="listbox" aria-label={t('relations.found')} className={classes.found}>
            {offered.map((hit, index) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and says which one is active
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
              <div
                key={hit.id}
                id={`${listId}-${hit.id}`}
                role="option"
                aria-selected={index === at}
                className={classes.option}
                onClick={() => setChosen(hit)}
              >
                <span className={classes.optionTitle}>{hit.title}</span>
                <span className={classes.optionLine}>
                  <span>{caseName(hit.caseNumber, t)}</span>
                  <span className={classes.who}>{[hit.contactName, hit.accountName].filter(Boolean).join(' · ')}</span>
                  <StatusChip status={hit.status} short />
                </span>
              </div>
            ))}
          </div>
          {offered.length === 0 && <p className={classes.none}>{t('relations.nothingFound')}</p>}
        </>
      ) : what === 'merge' ? (
        <ConfirmMerge
          detail={detail}
          into={chosen}
          onBack={() => setChosen(null)}
          onMerge={async (otherCompany) => {
            if (await actions.merge(one, chosen, otherCompany)) close()
          }}
        />
      ) : (
        <div className={classes.choice}>
          <p>
            <strong>{number}</strong> {one.title}
            <br />
            <strong>{caseName(chosen.caseNumber, t)}</strong> {chosen.title}
          </p>
          <div className={classes.buttons}>
            <Button
              data-autofocus
              autoFocus
              leftSection={<IconLink size={15} aria-hidden />}
              onClick={async () => {
                if (await actions.link(one, chosen, 'relates_to')) close()
              }}
            >
              {t('relations.linkRelated')}
            </Button>
            <Button
              variant="default"
              onClick={async () => {
                if (await actions.link(one, chosen, 'duplicate_of')) close()
              }}
            >
              {t('relations.linkDuplicate')}
            </Button>
            <Button variant="default" onClick={() => setChosen(null)}>
              {t('relations.another')}
            </Button>
          </div>
        </div>
      )}
    </Modal>
  )
}

type ConfirmProps = {
  detail: CaseDetail
  into: CaseSummary
  onBack: () => void
  onMerge: (otherCompany: boolean) => Promise<void>
}

/** What will become of the two, and who will not read the other one's words. */
function ConfirmMerge({ detail, into, onBack, onMerge }: ConfirmProps) {
  const { t } = useTranslation()
  const [sure, setSure] = useState(false)
  const one = detail.case
  const otherCompany = (detail.account?.name ?? '') !== into.accountName
  const contact = detail.contact ? `${detail.contact.firstName} ${detail.contact.lastName}` : ''
  const otherContact = contact !== into.contactName
  const intoClosed = !isOpen(into.status) && isOpen(one.status)
  const values = { number: caseName(one.caseNumber, t), into: caseName(into.caseNumber, t) }
  return (
    <form
      className={classes.choice}
      onSubmit={(event) => {
        event.preventDefault()
        if (!intoClosed && (!otherCompany || sure)) void onMerge(otherCompany)
      }}
    >
      <p>
        <strong>{values.number}</strong> {one.title}
        <br />
        <span aria-hidden>↓ </span>
        <strong>{values.into}</strong> {into.title}
      </p>
      <p className={classes.explained}>{t('relations.mergeMeans', values)}</p>
      {(otherContact || otherCompany) && (
        <p className={classes.warning}>
          <IconAlertTriangle size={15} stroke={2} aria-hidden />
          <span>{t('relations.otherContact', { contact, other: into.contactName })}</span>
        </p>
      )}
      {intoClosed && (
        <p className={classes.warning}>
          <IconAlertTriangle size={15} stroke={2} aria-hidden />
          <span>{t('problem.merge_closed.advice')}</span>
        </p>
      )}
      {otherCompany && (
        <Checkbox
          autoFocus={!intoClosed}
          label={t('relations.otherCompany', { company: into.accountName })}
          checked={sure}
          onChange={(event) => setSure(event.currentTarget.checked)}
        />
      )}
      <div className={classes.buttons}>
        <Button type="submit" autoFocus={!otherCompany && !intoClosed} disabled={intoClosed || (otherCompany && !sure)}>
          {t('relations.mergeNow', values)}
        </Button>
        <Button variant="default" autoFocus={intoClosed} onClick={onBack}>
          {t('relations.another')}
        </Button>
      </div>
    </form>
  )
}
