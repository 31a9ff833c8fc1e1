import { Button, PasswordInput, TextInput } from '@mantine/core'
import { isNotEmpty, useForm } from '@mantine/form'
import { IconArrowBigUpLine } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../components/notice.tsx'
import { errorWords, type Words } from '../../components/problem-words.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { Brand } from './brand.tsx'
import classes from './full-page.module.css'
import { isPortalUrl } from './portal-url.ts'

export function SignInPage({ portalUrl, version }: { portalUrl: string; version: string }) {
  const { t } = useTranslation()
  const { client, queries, queryClient } = useDesk()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Words | null>(null)
  const [visible, setVisible] = useState(false)
  const [capsLock, setCapsLock] = useState(false)
  const form = useForm({
    initialValues: { portalUrl, email: '', password: '' },
    validate: {
      portalUrl: (value) => (isPortalUrl(value) ? null : t('session.portalUrlInvalid')),
      email: isNotEmpty(t('session.emailMissing')),
      password: isNotEmpty(t('session.passwordMissing')),
    },
  })

  async function signIn(values: typeof form.values) {
    setBusy(true)
    setProblem(null)
    try {
      const state = await client.session.signIn({
        portalUrl: values.portalUrl.trim(),
        email: values.email.trim(),
        password: values.password,
      })
      queryClient.setQueryData(queries.session.state.queryKey(), state)
      void queryClient.invalidateQueries()
    } catch (error) {
      setProblem(errorWords(error, t))
      form.setFieldValue('password', '')
      form.getInputNode('password')?.focus()
    } finally {
      setBusy(false)
    }
  }

  const onKey = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'))

  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <Brand />
        <div>
          <h1 className={classes.title}>{t('session.title')}</h1>
          <p className={classes.text}>{t('session.subtitle')}</p>
        </div>
        {problem && (
          <Notice tone="danger" live="alert" title={problem.title}>
            {problem.advice}
          </Notice>
        )}
        <form className={classes.form} noValidate onSubmit={form.onSubmit((values) => void signIn(values))}>
          <TextInput
            label={t('session.portalUrl')}
            type="url"
            autoComplete="url"
            spellCheck={false}
            key={form.key('portalUrl')}
            {...form.getInputProps('portalUrl')}
          />
          <TextInput
            label={t('session.email')}
            type="email"
            autoComplete="username"
            spellCheck={false}
            autoFocus
            key={form.key('email')}
            {...form.getInputProps('email')}
          />
          <PasswordInput
            label={t('session.password')}
            autoComplete="current-password"
            visible={visible}
            onVisibilityChange={setVisible}
            visibilityToggleButtonProps={{
              'aria-label': t(visible ? 'session.hidePassword' : 'session.showPassword'),
              tabIndex: 0,
            }}
            onKeyDown={onKey}
            onKeyUp={onKey}
            key={form.key('password')}
            {...form.getInputProps('password')}
          />
          <div role="status">
            {capsLock && (
              <p className={classes.caps}>
                <IconArrowBigUpLine size={15} aria-hidden />
                {t('session.capsLock')}
              </p>
            )}
          </div>
          <Button type="submit" size="sm" fullWidth loading={busy}>
            {t(busy ? 'session.signingIn' : 'session.signIn')}
          </Button>
        </form>
        <p className={classes.version}>{t('settings.version', { version })}</p>
      </div>
    </main>
  )
}
