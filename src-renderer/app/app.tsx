import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import type { i18n } from 'i18next'
import { useEffect, useState } from 'react'
import { I18nextProvider } from 'react-i18next'
import type { Language } from '#shared/domain/case.ts'
import { FormatProvider } from '../components/use-format.tsx'
import { type Desk, DeskContext } from '../rpc/desk.tsx'
import { useSettings } from '../rpc/reads.ts'
import type { Navigation } from '../stores/navigation.ts'
import { type Screen, ScreenContext } from '../stores/screen.ts'
import { NavigationContext } from '../stores/use-navigation.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { Gate } from './gate.tsx'
import { applyLanguage, isLanguage } from './i18n.ts'
import { theme } from './theme.ts'
import { rememberedTheme, rememberTheme, useScheme } from './use-scheme.ts'

type Props = { desk: Desk; screen: Screen; navigation: Navigation; words: i18n }

export function App({ desk, screen, navigation, words }: Props) {
  return (
    <I18nextProvider i18n={words}>
      <QueryClientProvider client={desk.queryClient}>
        <DeskContext value={desk}>
          <ScreenContext value={screen}>
            <NavigationContext value={navigation}>
              <Look words={words} />
            </NavigationContext>
          </ScreenContext>
        </DeskContext>
      </QueryClientProvider>
    </I18nextProvider>
  )
}

/** Language and colours, as the settings say; those of the last run until the settings are read. */
function Look({ words }: { words: i18n }) {
  const { data: settings } = useSettings()
  const [language, setLanguage] = useState<Language>(isLanguage(words.language) ? words.language : 'sl')
  const chosen = settings?.theme ?? rememberedTheme(localStorage)
  const scheme = useScheme(chosen)

  useEffect(() => {
    if (!settings) return
    applyLanguage(words, settings.language, document, localStorage)
    setLanguage(settings.language)
    rememberTheme(localStorage, settings.theme)
  }, [words, settings])

  return (
    <MantineProvider theme={theme} forceColorScheme={scheme} withCssVariables={false} withGlobalClasses={false}>
      <FormatProvider language={language}>
        <ErrorBoundary>
          <Gate />
        </ErrorBoundary>
        <Notifications
          withinPortal={false}
          className="desk-toasts"
          position="top-center"
          limit={3}
          autoClose={4_000}
          zIndex={400}
        />
      </FormatProvider>
    </MantineProvider>
  )
}
