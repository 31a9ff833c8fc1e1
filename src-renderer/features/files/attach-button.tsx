import { ActionIcon } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Hint } from '../../components/hint.tsx'
import classes from './files.module.css'

/** Opens the system's dialog for files. */
export function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const choose = () => input.current?.click()
  useCommand('composer.attach', choose)

  return (
    <>
      <Hint id="composer.attach">
        <ActionIcon size={30} aria-label={t('keys.command.composer.attach')} onClick={choose}>
          <IconPaperclip size={17} stroke={1.8} aria-hidden />
        </ActionIcon>
      </Hint>
      <input
        ref={input}
        type="file"
        multiple
        className={classes.input}
        tabIndex={-1}
        aria-hidden
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])])
          // The same file may be chosen again after it was removed.
          event.currentTarget.value = ''
        }}
      />
    </>
  )
}
