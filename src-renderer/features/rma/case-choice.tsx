import { Button, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isOpen } from '#shared/domain/status.ts'
import type { CaseSummary } from '#shared/rpc/models.ts'
import { caseName } from '../../components/case-number.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { EMPTY_VALUES, isTouched } from '../new-case/new-case.ts'
import formClasses from './form.module.css'
import classes from './rma.module.css'

const TYPING_MS = 120
const SHOWN = 30
/** Of a pasted list: so many devices' cases are offered before anything is typed. */
const ASKED_ABOUT = 5

type Props = { serialNumbers: readonly string[]; onChoose: (caseId: string) => void }

/** The open case that an RMA is to belong to: one that names the device already, any other, or a new one. */
export function CaseChoice({ serialNumbers, onChoose }: Props) {
  const { t } = useTranslation()
  const { queries } = useDesk()
  const { rmas, newCase } = useScreen()
  const navigation = useNavigation()
  const [text, setText] = useState('')
  const [wanted] = useDebouncedValue(text.trim(), TYPING_MS)
  const ofDevices = useQueries({
    queries: serialNumbers
      .slice(0, ASKED_ABOUT)
      .map((serialNumber) => queries.devices.lookUp.queryOptions({ input: { text: serialNumber, limit: 1 } })),
  }).flatMap(({ data }) => data?.cases ?? [])
  const { data: found } = useQuery(
    queries.search.queryOptions({
      input: { text: wanted, limit: SHOWN },
      enabled: wanted !== '',
      placeholderData: keepPreviousData,
      gcTime: 5_000,
    }),
  )
  const cases = offered(wanted === '' ? ofDevices : (found ?? []))
  const byId = new Map(cases.map((one) => [one.id, one]))

  function begin() {
    const { values } = newCase.getState()
    if (!isTouched(values)) {
      newCase.setState({ values: { ...EMPTY_VALUES, caseType: 'rma', serialNumber: serialNumbers[0] ?? '' } })
    }
    rmas.setState({ creation: null })
    navigation.go('new')
  }

  return (
    <div className={formClasses.form}>
      <Select
        data-autofocus
        label={t('rma.caseOf')}
        description={t(serialNumbers.length > 0 ? 'rma.hint.caseOfDevice' : 'rma.hint.case')}
        placeholder={t('rma.findCase')}
        searchable
        withScrollArea={false}
        classNames={{ options: formClasses.options }}
        searchValue={text}
        onSearchChange={setText}
        value={null}
        filter={({ options }) => options}
        data={cases.map(({ id, title }) => ({ value: id, label: title }))}
        renderOption={({ option }) => {
          const one = byId.get(option.value)
          return (
            <span className={formClasses.option}>
              <span>{option.label}</span>
              {one && (
                <span className={classes.dim}>
                  {[caseName(one.caseNumber, t), one.accountName, one.contactName].filter(Boolean).join(' · ')}
                </span>
              )}
            </span>
          )
        }}
        onChange={(caseId) => caseId !== null && onChoose(caseId)}
      />
      <p role="status" className={classes.dim}>
        {cases.length === 0 && (wanted === '' ? t('rma.typeCase') : found && t('rma.noCase'))}
      </p>
      <footer className={formClasses.formFoot}>
        <p className={classes.dim}>{t('rma.hint.newCase')}</p>
        <Button variant="default" leftSection={<IconPlus size={15} stroke={2} aria-hidden />} onClick={begin}>
          {t('nav.newCase')}
        </Button>
      </footer>
    </div>
  )
}

/** Open ones, each once. */
function offered(cases: readonly CaseSummary[]): CaseSummary[] {
  return [...new Map(cases.filter(({ status }) => isOpen(status)).map((one) => [one.id, one])).values()]
}
