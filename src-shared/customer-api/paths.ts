/** Where the portal serves its customers' pages; the same constants on both sides. All under one prefix of their own. */
export const CUSTOMER_PATHS = {
  /** GET → `portalConfig`. Open to all. */
  config: '/customer/v1/config',
  /** GET → a challenge of ALTCHA. */
  captcha: '/customer/v1/captcha',
  /** POST `registrationRequest` → `registrationResponse`. */
  register: '/customer/v1/registrations',
  /** POST `invitationCheck` → `applicantQuestion`; POST `applicantAnswer` to `/answer` → 204. */
  question: '/customer/v1/question',
  /** POST `invitationCheck` → `invitationState`; POST `redeemRequest` to `/redeem` → `me`; POST `newInvitationRequest` to `/new` → 204. */
  invitation: '/customer/v1/invitation',
  /** POST `signInRequest` → `me`. */
  signIn: '/customer/v1/sign-in',
  /** POST → 204; with `?everywhere=true` all sessions of the person. */
  signOut: '/customer/v1/sign-out',
  /** POST `forgotPasswordRequest` → 204, always. POST `resetPasswordRequest` to `/reset` → `me`. */
  password: '/customer/v1/password',
  /** GET → `me`. PATCH `profileChange` → `me`. */
  me: '/customer/v1/me',
  /** Below it, POST: `/consents` (`giveConsents`), `/email` (`emailChange`), `/password` (`passwordChange`), `/deletion` (`deletionRequest`; DELETE takes it back). GET `/export` → a ZIP or JSON download; GET `/sessions` → `customerSessions`, DELETE `/sessions/<id>`. */
  confirmEmail: '/customer/v1/confirm-email',
  /** GET `caseListRequest` → `casePage`. POST `newCaseRequest` → `newCaseResponse`. GET `/options` → `newCaseOptions`; `/options/devices` `ownDevicesRequest` → `ownDevices`. */
  cases: '/customer/v1/cases',
  /** Below `cases/<id>`: GET → `customerCaseDetail`; POST `/notes` (`noteRequest` → `noteResponse`), `/close` → 204, `/estimates/<id>` (`estimateAnswer` → 204). */
  /** POST of the bytes with `?name=` → `uploadResponse`; DELETE `/<fileId>` of an own one that belongs to nothing yet. */
  uploads: '/customer/v1/uploads',
  /** GET `/<attachmentId>` → the bytes, as a download. */
  files: '/customer/v1/files',
  /** GET, server-sent events: `case` with `{ caseId }` when something that the customer may see has changed. */
  events: '/customer/v1/events',
} as const
/** Carries `me.csrfToken` on everything but GET. */
export const CSRF_HEADER = 'x-csrf-token'

/** Addresses of the pages themselves; links in e-mail lead there. Everything else is answered with the same page. */
export const CUSTOMER_PAGES = {
  start: '/',
  register: '/register',
  /** What an agent asked about a registration. With a code. */
  question: '/question',
  /** With a code the field is filled; without, it is typed by hand. */
  activate: '/activate',
  signIn: '/sign-in',
  forgotPassword: '/forgot-password',
  /** With a code. */
  resetPassword: '/reset-password',
  /** With a code. */
  confirmEmail: '/confirm-email',
  profile: '/profile',
  help: '/help',
  privacy: '/privacy',
  /** Below it: `/new`, and `/<caseId>`. */
  cases: '/cases',
  newCase: '/cases/new',
  archive: '/archive',
} as const

/** A page with a code: in the fragment, which browsers send to nobody, so it stands in no log. */
export function pageWithCode(page: 'question' | 'activate' | 'resetPassword' | 'confirmEmail', code: string): string {
  return `${CUSTOMER_PAGES[page]}#code=${encodeURIComponent(code)}`
}
