import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../components/empty.tsx'
import classes from './error-boundary.module.css'

type Props = { children: ReactNode; resetKey?: string | null }
type State = { error: Error | null }

/** Keeps one broken part from taking the window with it; another `resetKey` tries again. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null }

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override componentDidUpdate(before: Props) {
    if (before.resetKey !== this.props.resetKey && this.state.error) this.setState({ error: null })
  }

  override render() {
    const { error } = this.state
    return error ? <Broken error={error} /> : this.props.children
  }
}

function Broken({ error }: { error: Error }) {
  const { t } = useTranslation()
  return (
    <Empty
      alert
      icon={<IconAlertTriangle size={26} stroke={1.6} />}
      title={t('crash.title')}
      advice={t('crash.advice')}
    >
      <div className={classes.column}>
        <Button onClick={() => location.reload()}>{t('crash.reload')}</Button>
        <details className={classes.details}>
          <summary>{t('crash.details')}</summary>
          <pre>{error.message}</pre>
        </details>
      </div>
    </Empty>
  )
}
