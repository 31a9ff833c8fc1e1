import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Keys } from '../../components/keys-hint.tsx'
import { Notice } from '../../components/notice.tsx'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { COMMAND_IDS, SECTIONS, specOf } from './commands.ts'
import classes from './help-sheet.module.css'

/** The `?` sheet, made from the same table as the handlers. */
export function HelpSheet({ singleKeys }: { singleKeys: boolean }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { keys } = useScreen()
  const bindings = useStore(keys.bindings)
  return (
    <Modal
      opened
      size={760}
      onClose={() => navigation.hide('help')}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {!singleKeys && <Notice tone="active" title={t('keys.off')} />}
      <div className={classes.sections}>
        {SECTIONS.map((section) => (
          <section key={section} className={classes.section}>
            <h3 className={classes.heading}>{t(`keys.section.${section}`)}</h3>
            <dl className={classes.list}>
              {COMMAND_IDS.filter((id) => specOf(id).section === section && bindings[id].length > 0).map((id) => (
                <div key={id} className={classes.line}>
                  <dt>{t(`keys.command.${id}`)}</dt>
                  <dd>
                    <Keys id={id} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
