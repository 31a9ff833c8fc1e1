import { Button, FileButton, Loader } from '@mantine/core'
import { IconArrowLeft, IconFileImport, IconFileSpreadsheet } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AgentView } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Notice } from '../../components/notice.tsx'
import page from '../../components/page.module.css'
import { useNavigation } from '../../stores/use-navigation.ts'
import classes from './device-import.module.css'
import { Report } from './report.tsx'
import { useDeviceImport } from './use-device-import.ts'

const TYPES = '.csv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A file of devices: chosen, looked at by the portal, then taken in. */
export function DeviceImportPage({ agent }: { agent: AgentView }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { state, choose, confirm } = useDeviceImport()
  useCommand('case.back', () => navigation.go('devices'))
  const { report } = state
  const ready = report && !report.file && report.errorCount === 0 && !report.imported
  const toWrite = report ? report.added + report.changed : 0

  return (
    <div className={page.page}>
      <div className={`${page.column} ${classes.column}`}>
        <div>
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconArrowLeft size={15} stroke={1.8} aria-hidden />}
            onClick={() => navigation.go('devices')}
          >
            {t('deviceImport.back')}
          </Button>
        </div>
        <h1 className={page.title}>{t('deviceImport.title')}</h1>
        {!agent.isAdmin ? (
          <Notice tone="waiting" title={t('deviceImport.notAdmin')} />
        ) : (
          <>
            <section className={page.card} aria-label={t('deviceImport.choose')}>
              <p>{t('deviceImport.intro')}</p>
              <p className={page.dim}>{t('deviceImport.rules')}</p>
              <div className={classes.actions}>
                <FileButton accept={TYPES} onChange={(file) => file && void choose(file)}>
                  {(props) => (
                    <Button
                      {...props}
                      autoFocus
                      variant={ready ? 'default' : 'filled'}
                      disabled={state.busy !== null}
                      leftSection={<IconFileSpreadsheet size={16} stroke={1.8} aria-hidden />}
                    >
                      {t(state.file ? 'deviceImport.chooseOther' : 'deviceImport.choose')}
                    </Button>
                  )}
                </FileButton>
                {ready && toWrite > 0 && (
                  <Button
                    disabled={state.busy !== null}
                    leftSection={<IconFileImport size={16} stroke={1.8} aria-hidden />}
                    onClick={() => void confirm()}
                  >
                    {t('deviceImport.confirm', { count: toWrite })}
                  </Button>
                )}
                <span role="status" className={classes.busy}>
                  {state.busy !== null && (
                    <>
                      <Loader size="xs" aria-hidden />
                      {t(`deviceImport.${state.busy}`)}
                    </>
                  )}
                </span>
              </div>
            </section>
            {state.problem && (
              <Notice tone="danger" live="alert" title={state.problem.title}>
                {state.problem.advice}
              </Notice>
            )}
            {report && <Report report={report} fileName={state.file?.name ?? ''} />}
          </>
        )}
      </div>
    </div>
  )
}
