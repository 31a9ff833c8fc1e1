import { Button, Checkbox, Radio, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseFilter, printFilter } from '#shared/domain/filter/index.ts'
import { CASE_SORTS, MAX_VIEW_NAME, SORT_DIRECTIONS, VIEW_COLOURS, type ViewContent } from '#shared/domain/view.ts'
import { useLanguage } from './use-filter-field.ts'
import { ViewIcon } from './view-icon.tsx'
import classes from './views.module.css'
import { filterIn } from './views.ts'

type Props = {
  content: ViewContent
  /** What is shared stays so. */
  wasShared: boolean
  onSave: (content: ViewContent) => Promise<boolean>
  onCancel: () => void
}

export function ViewForm({ content, wasShared, onSave, onCancel }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [draft, setDraft] = useState(content)
  const [filter, setFilter] = useState(() => filterIn(content.filter, language))
  const [told, setTold] = useState(false)
  const [busy, setBusy] = useState(false)
  const { filter: terms, faults } = parseFilter(filter)
  const [fault] = faults
  const nameless = draft.name.trim() === ''
  const put = (part: Partial<ViewContent>) => setDraft({ ...draft, ...part })

  async function save(event: FormEvent) {
    event.preventDefault()
    setTold(true)
    if (fault || nameless || busy) return
    setBusy(true)
    const saved = await onSave({ ...draft, name: draft.name.trim(), filter: printFilter(terms, 'en') })
    if (!saved) setBusy(false)
  }

  return (
    <form className={classes.form} onSubmit={(event) => void save(event)}>
      <TextInput
        data-autofocus
        autoFocus
        label={t('views.name')}
        placeholder={t('views.namePlaceholder')}
        maxLength={MAX_VIEW_NAME}
        autoComplete="off"
        value={draft.name}
        error={told && nameless ? t('views.nameMissing') : undefined}
        onChange={(event) => put({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t('views.filter')}
        description={t('views.filterHelp')}
        autoComplete="off"
        spellCheck={false}
        value={filter}
        error={fault ? t(`filter.fault.${fault.code}`, { what: fault.what, place: fault.from + 1 }) : undefined}
        onChange={(event) => setFilter(event.currentTarget.value)}
      />
      <div className={classes.order}>
        <Select
          label={t('list.sort')}
          allowDeselect={false}
          data={CASE_SORTS.map((value) => ({ value, label: t(`list.sortBy.${value}`) }))}
          value={draft.sort}
          onChange={(value) => put({ sort: CASE_SORTS.find((sort) => sort === value) ?? draft.sort })}
        />
        <Select
          label={t('views.direction')}
          allowDeselect={false}
          data={SORT_DIRECTIONS.map((value) => ({ value, label: t(`list.direction.${value}`) }))}
          value={draft.direction}
          onChange={(value) => put({ direction: value === 'asc' ? 'asc' : 'desc' })}
        />
      </div>
      <Radio.Group
        label={t('views.colour')}
        value={draft.colour}
        onChange={(value) => put({ colour: VIEW_COLOURS.find((colour) => colour === value) ?? draft.colour })}
      >
        <div className={classes.colours}>
          {VIEW_COLOURS.map((colour) => (
            <Radio
              key={colour}
              value={colour}
              label={
                <span className={classes.colour}>
                  <ViewIcon colour={colour} size={16} />
                  {t(`views.colours.${colour}`)}
                </span>
              }
            />
          ))}
        </div>
      </Radio.Group>
      <Checkbox
        label={t('views.pinned')}
        description={t('views.pinnedHelp')}
        checked={draft.pinned}
        onChange={(event) => put({ pinned: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('views.shared')}
        description={t(wasShared ? 'views.sharedAlready' : 'views.sharedHelp')}
        disabled={wasShared}
        checked={draft.shared}
        onChange={(event) => put({ shared: event.currentTarget.checked })}
      />
      <div className={classes.formActions}>
        <Button variant="default" onClick={onCancel}>
          {t('app.cancel')}
        </Button>
        <Button type="submit" loading={busy}>
          {t('views.save')}
        </Button>
      </div>
    </form>
  )
}
