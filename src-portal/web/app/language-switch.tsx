import { IconLanguage } from '@tabler/icons-react'
import { useWords } from '../i18n/use-words.ts'
import classes from './frame.module.css'

const OTHER = { sl: { language: 'en', name: 'English' }, en: { language: 'sl', name: 'Slovenščina' } } as const

/** To the other language, in that language. */
export function LanguageSwitch() {
  const { language, change } = useWords()
  const other = OTHER[language]
  return (
    <button type="button" className={classes.link} lang={other.language} onClick={() => void change(other.language)}>
      <IconLanguage size={20} aria-hidden="true" />
      {other.name}
    </button>
  )
}
