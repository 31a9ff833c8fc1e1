/** The colours of the screen in both schemes; the only place where they are written. A test computes their contrast. */

export const SCHEMES = ['light', 'dark'] as const
export type Scheme = (typeof SCHEMES)[number]

type Tone = { text: string; tint: string; accent: string }

export type Tokens = {
  /** Surfaces, from the window's edge inwards. */
  rail: string
  sidebar: string
  list: string
  pane: string
  raised: string
  hover: string
  selected: string
  border: string
  borderStrong: string
  text: string
  dim: string
  focus: string
  primary: string
  primaryHover: string
  onPrimary: string
  waiting: Tone
  active: Tone
  closed: Tone
  internal: Tone
  danger: Tone
  good: Tone
}

export const TOKENS: Record<Scheme, Tokens> = {
  light: {
    rail: '#EDF0F4',
    sidebar: '#F6F8FA',
    list: '#FFFFFF',
    pane: '#FFFFFF',
    raised: '#FFFFFF',
    hover: '#F1F4F8',
    selected: '#E7F0FB',
    border: '#E1E6EC',
    borderStrong: '#8592A1',
    text: '#18212C',
    dim: '#525E6C',
    focus: '#0B4F9E',
    primary: '#0B4F9E',
    primaryHover: '#0A4385',
    onPrimary: '#FFFFFF',
    waiting: { text: '#7A3E00', tint: '#FFF1DC', accent: '#C2620A' },
    active: { text: '#0B4F9E', tint: '#E6F0FC', accent: '#1F6FD1' },
    closed: { text: '#37474F', tint: '#ECEFF1', accent: '#607D6E' },
    internal: { text: '#5B2A86', tint: '#F6F0FC', accent: '#8046B8' },
    danger: { text: '#8F1D1D', tint: '#FDEDED', accent: '#C92A2A' },
    good: { text: '#14532D', tint: '#E8F5EC', accent: '#2B8A4B' },
  },
  dark: {
    rail: '#111214',
    sidebar: '#151618',
    list: '#1A1B1E',
    pane: '#1A1B1E',
    raised: '#222428',
    hover: '#232529',
    selected: '#1F3045',
    border: '#2C2F34',
    borderStrong: '#6E7884',
    text: '#E7EAEE',
    dim: '#A6B0BB',
    focus: '#8FC2FF',
    primary: '#8FC2FF',
    primaryHover: '#A9D0FF',
    onPrimary: '#0C1B2E',
    waiting: { text: '#FFC078', tint: '#3B2A14', accent: '#F08C1E' },
    active: { text: '#8FC2FF', tint: '#16293F', accent: '#4C9AFF' },
    closed: { text: '#C3CDD3', tint: '#2A3136', accent: '#8FA39A' },
    internal: { text: '#DCC3F7', tint: '#2B2238', accent: '#A97DDB' },
    danger: { text: '#FFB3B3', tint: '#3A1E20', accent: '#FF6B6B' },
    good: { text: '#A5DDB8', tint: '#17301F', accent: '#4CAF6E' },
  },
}

/** `--desk-waiting-text: #7A3E00` and so on, by name. */
export function tokenVariables(tokens: Tokens): Record<string, string> {
  const variables: Record<string, string> = {}
  for (const [name, value] of Object.entries(tokens)) {
    const kebab = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    if (typeof value === 'string') variables[`--desk-${kebab}`] = value
    else for (const [part, colour] of Object.entries(value)) variables[`--desk-${kebab}-${part}`] = colour
  }
  return variables
}
