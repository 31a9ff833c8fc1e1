import { CUSTOMER_PAGES } from '#shared/customer-api/paths.ts'
import type { PageEntry } from '../app/registry.ts'

/** After sending, at an address of its own: loading it again sends nothing again. */
export const REGISTERED_PATH = `${CUSTOMER_PAGES.register}/sent`

export const ACCESS_PAGES: readonly PageEntry[] = [
  { path: CUSTOMER_PAGES.start, access: 'guest', load: async () => (await import('./start-page.tsx')).StartPage },
  { path: CUSTOMER_PAGES.signIn, access: 'guest', load: async () => (await import('./sign-in-page.tsx')).SignInPage },
  {
    path: CUSTOMER_PAGES.register,
    access: 'guest',
    load: async () => (await import('./registration-page.tsx')).RegistrationPage,
  },
  { path: REGISTERED_PATH, access: 'anyone', load: async () => (await import('./registered-page.tsx')).RegisteredPage },
  {
    path: CUSTOMER_PAGES.question,
    access: 'anyone',
    load: async () => (await import('./question-page.tsx')).QuestionPage,
  },
  {
    path: CUSTOMER_PAGES.activate,
    access: 'anyone',
    load: async () => (await import('./activation-page.tsx')).ActivationPage,
  },
  {
    path: CUSTOMER_PAGES.forgotPassword,
    access: 'anyone',
    load: async () => (await import('./forgot-password-page.tsx')).ForgotPasswordPage,
  },
  {
    path: CUSTOMER_PAGES.resetPassword,
    access: 'anyone',
    load: async () => (await import('./reset-password-page.tsx')).ResetPasswordPage,
  },
  {
    path: CUSTOMER_PAGES.confirmEmail,
    access: 'anyone',
    load: async () => (await import('./confirm-email-page.tsx')).ConfirmEmailPage,
  },
  {
    path: CUSTOMER_PAGES.profile,
    access: 'customer',
    load: async () => (await import('./profile-page.tsx')).ProfilePage,
  },
]
