import { Button, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '#shared/rpc/models.ts'
import { CHANGEABLE_IDS, type CommandId, SECTIONS, specOf } from '../../../app/keys/commands.ts'
import { bindingsOf, changeKeys, type Refusal, refusalOf, takenBy } from '../../../app/keys/shortcuts.ts'
import { foldText } from '../../../components/fold-text.ts'
import { keyText } from '../../../components/keys-hint.tsx'
import { useSetSettings } from '../../../rpc/use-set-settings.ts'
import { useScreen } from '../../../stores/screen.ts'
import { ShortcutRow } from './shortcut-row.tsx'
import classes from './shortcuts.module.css'

type Refused = { id: CommandId; keys: string; refusal: Refusal }

/** Every command with its keys, to be given others or none. */
export function ShortcutsTable({ changes }: { changes: Settings['keys'] }) {
  const { t } = useTranslation()
  const setSettings = useSetSettings()
  const { speech } = useScreen()
  const [text, setText] = useState('')
  const [refused, setRefused] = useState<Refused | null>(null)
  const bindings = bindingsOf(changes)
  const then = t('keys.then')
  const say = (words: string) => speech.setState((before) => ({ ...before, text: words, count: before.count + 1 }))

  const words = (keys: readonly string[]) => keys.map((one) => keyText(one, then)).join(', ') || t('shortcuts.off')

  async function keep(id: CommandId, keys: readonly string[] | null) {
    setRefused(null)
    const next = changeKeys(changes, id, keys)
    if (!(await setSettings({ keys: next }))) return
    say(t('shortcuts.now', { command: t(`keys.command.${id}`), keys: words(bindingsOf(next)[id]) }))
  }

  function record(id: CommandId, keys: string) {
    const refusal = refusalOf(bindings, id, keys)
    if (refusal) setRefused({ id, keys, refusal })
    else void keep(id, [keys])
  }

  function reset(id: CommandId) {
    for (const keys of specOf(id).keys) {
      const by = takenBy(bindings, id, keys)
      if (by) return setRefused({ id, keys, refusal: { reason: 'taken', by } })
    }
    void keep(id, null)
  }

  function refusedWords({ keys, refusal }: Refused): string {
    const shown = keyText(keys, then)
    if (refusal.reason !== 'taken') return t(`shortcuts.${refusal.reason}`, { keys: shown })
    const { section } = specOf(refusal.by)
    return t('shortcuts.taken', {
      keys: shown,
      command: t(`keys.command.${refusal.by}`),
      section: t(`keys.section.${section}`),
    })
  }

  const wanted = foldText(text.trim())
  const found = CHANGEABLE_IDS.filter(
    (id) =>
      foldText(t(`keys.command.${id}`)).includes(wanted) ||
      bindings[id].some((keys) => foldText(keyText(keys, then)) === wanted || keys.toLowerCase() === wanted),
  )

  return (
    <>
      <div className={classes.tools}>
        <TextInput
          className={classes.find}
          aria-label={t('shortcuts.find')}
          placeholder={t('shortcuts.find')}
          leftSection={<IconSearch size={15} stroke={1.9} aria-hidden />}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={Object.keys(changes).length === 0}
          onClick={() => {
            setRefused(null)
            void setSettings({ keys: {} })
          }}
        >
          {t('shortcuts.resetAll')}
        </Button>
      </div>
      <p className={classes.hint}>{t('shortcuts.pressHint')}</p>
      {found.length === 0 && (
        <p className={classes.hint} role="status">
          {t('shortcuts.none')}
        </p>
      )}
      {SECTIONS.map((section) => {
        const ids = found.filter((id) => specOf(id).section === section)
        if (ids.length === 0) return null
        return (
          <table
            key={section}
            className={classes.table}
            aria-label={t('shortcuts.table', { section: t(`keys.section.${section}`) })}
          >
            <thead>
              <tr>
                <th scope="col" className={classes.section}>
                  {t(`keys.section.${section}`)}
                </th>
                <th scope="col" className="visually-hidden">
                  {t('shortcuts.keys')}
                </th>
                <th scope="col" className="visually-hidden">
                  {t('shortcuts.change')}
                </th>
              </tr>
            </thead>
            <tbody>
              {ids.map((id) => (
                <ShortcutRow
                  key={id}
                  id={id}
                  keys={bindings[id]}
                  changed={changes[id] !== undefined || bindings[id].join() !== specOf(id).keys.join()}
                  refused={refused?.id === id ? refusedWords(refused) : null}
                  onRecorded={(keys) => record(id, keys)}
                  onOff={() => void keep(id, [])}
                  onReset={() => reset(id)}
                />
              ))}
            </tbody>
          </table>
        )
      })}
    </>
  )
}
