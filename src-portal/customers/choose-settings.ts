import { z } from 'zod'
import { RMA_LINE_STATES, type RmaLineState } from '#shared/domain/rma-line.ts'
import { type CustomerSettings, DEFAULT_CUSTOMER_SETTINGS } from './settings.ts'

export class CustomerSettingsError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'CustomerSettingsError'
  }
}

/** What the environment says of how the portal meets its customers. Throws `CustomerSettingsError` for the person at the terminal. */
export function chooseCustomerSettings(env: NodeJS.ProcessEnv): Omit<CustomerSettings, 'publicUrl'> & {
  invitationDays: number | undefined
  /** Left out: the portal's own choice. */
  rmaMailSteps: readonly RmaLineState[] | undefined
} {
  const { contact, proof, consentGate, reopenWindowDays, consentVersions } = DEFAULT_CUSTOMER_SETTINGS
  const email = env.PORTAL_CONTACT_EMAIL || contact.email
  if (!z.email().safeParse(email).success) {
    throw new CustomerSettingsError(`PORTAL_CONTACT_EMAIL must be an e-mail, not "${email}"`)
  }
  return {
    proof: yesOrNo(env, 'PORTAL_PROOF') ?? proof,
    consentGate: yesOrNo(env, 'PORTAL_CONSENT_GATE') ?? consentGate,
    consentVersions,
    reopenWindowDays: days(env, 'PORTAL_REOPEN_DAYS', 0) ?? reopenWindowDays,
    invitationDays: days(env, 'PORTAL_INVITATION_DAYS', 1),
    rmaMailSteps: rmaSteps(env),
    contact: {
      email,
      phone: env.PORTAL_CONTACT_PHONE || contact.phone,
      hours: {
        sl: env.PORTAL_CONTACT_HOURS_SL || contact.hours.sl,
        en: env.PORTAL_CONTACT_HOURS_EN || contact.hours.en,
      },
    },
    documents: {
      conditions: address(env, 'PORTAL_CONDITIONS_URL'),
      priceList: address(env, 'PORTAL_PRICE_LIST_URL'),
      dataProcessing: address(env, 'PORTAL_DATA_PROCESSING_URL'),
    },
  }
}

/** Of which steps of a repair customers hear by e-mail: their states with commas between, `all` or `none`. */
function rmaSteps({ PORTAL_RMA_MAILS: text }: NodeJS.ProcessEnv): readonly RmaLineState[] | undefined {
  if (!text) return undefined
  if (text === 'all') return RMA_LINE_STATES
  if (text === 'none') return []
  return text.split(',').map((part) => {
    const state = RMA_LINE_STATES.find((known) => known === part.trim())
    if (state) return state
    throw new CustomerSettingsError(
      `PORTAL_RMA_MAILS must be all, none, or some of ${RMA_LINE_STATES.join(', ')}, not "${text}"`,
    )
  })
}

/** Nothing but a web address or a path of this portal: it becomes a link. */
function address(env: NodeJS.ProcessEnv, name: string): string | null {
  const text = env[name]
  if (!text) return null
  const isPath = /^\/(?![/\\])\S*$/.test(text)
  const isAddress = /^https?:\/\/\S+$/.test(text) && URL.canParse(text)
  if (!isPath && !isAddress) {
    throw new CustomerSettingsError(
      `${name} must be an address like https://example.com/conditions or a path of this portal like /help, not "${text}"`,
    )
  }
  return text
}

function yesOrNo(env: NodeJS.ProcessEnv, name: string): boolean | undefined {
  const text = env[name]
  if (!text) return undefined
  if (text !== 'true' && text !== 'false')
    throw new CustomerSettingsError(`${name} must be true or false, not "${text}"`)
  return text === 'true'
}

function days(env: NodeJS.ProcessEnv, name: string, min: number): number | undefined {
  const text = env[name]
  if (!text) return undefined
  if (!/^\d{1,3}$/.test(text) || Number(text) < min) {
    throw new CustomerSettingsError(`${name} must be a whole number from ${min} to 999, not "${text}"`)
  }
  return Number(text)
}
