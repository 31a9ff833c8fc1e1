import { useEffect, useId, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { useWords } from '../../i18n/use-words.ts'
import { MAX_SEARCH_LENGTH } from './list-address.ts'
import classes from './list-page.module.css'

/** Asks when it is sent, not at every letter: each answer costs a slow phone seconds. */
export function SearchBox({ text, onSearch }: { text: string; onSearch: (text: string) => void }) {
  const { t } = useWords()
  const id = useId()
  const [typed, setTyped] = useState(text)
  useEffect(() => setTyped(text), [text])
  return (
    <search className={classes.searchPlace}>
      <form
        className={classes.search}
        onSubmit={(event) => {
          event.preventDefault()
          onSearch(typed.trim())
        }}
      >
        <div className={classes.searchField}>
          <label htmlFor={id}>{t('cases.list.search')}</label>
          <input
            id={id}
            type="search"
            className={classes.input}
            value={typed}
            maxLength={MAX_SEARCH_LENGTH}
            placeholder={t('cases.list.searchHint')}
            enterKeyHint="search"
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        <Button look="plain" type="submit">
          {t('cases.list.searchButton')}
        </Button>
      </form>
    </search>
  )
}
