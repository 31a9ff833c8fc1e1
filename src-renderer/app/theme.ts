import {
  ActionIcon,
  Button,
  type CSSVariablesResolver,
  convertCssVariables,
  createTheme,
  DEFAULT_THEME,
  Drawer,
  defaultCssVariablesResolver,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  Menu,
  Modal,
  mergeMantineTheme,
  Popover,
  Tooltip,
  type VariantColorsResolver,
} from '@mantine/core'
import { TOKENS, type Tokens, tokenVariables } from './tokens.ts'

/** Mantine wants ten shades; ours run from the active tint to a deep blue around the primary. */
const SPICA: MantineColorsTuple = [
  '#EEF5FD',
  '#E1EDFB',
  '#C3DAF6',
  '#8FC2FF',
  '#5F9FE8',
  '#1F6FD1',
  '#165FB8',
  '#0B4F9E',
  '#0A4385',
  '#08376D',
]

/** Filled buttons carry the text colour that was computed for them; plain buttons a quiet line. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colours = defaultVariantColorsResolver(input)
  const primary = input.color === undefined || input.color === 'spica'
  if (input.variant === 'filled' && primary) return { ...colours, color: 'var(--desk-on-primary)' }
  if (input.variant === 'default') return { ...colours, border: '1px solid var(--desk-border)' }
  return colours
}

export const theme = createTheme({
  variantColorResolver,
  colors: { spica: SPICA },
  primaryColor: 'spica',
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  respectReducedMotion: true,
  cursorType: 'pointer',
  defaultRadius: 'sm',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '10px', xl: '14px' },
  fontFamily: '"Segoe UI Variable Text", "Segoe UI", -apple-system, Inter, system-ui, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "SF Mono", Consolas, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '11.5px', sm: '12.5px', md: '13.5px', lg: '15px', xl: '18px' },
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 28 } }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 450, closeDelay: 40, withArrow: false, transitionProps: { duration: 80 } },
    }),
    Menu: Menu.extend({
      defaultProps: {
        shadow: 'md',
        transitionProps: { duration: 80 },
        position: 'bottom-start',
        // The first item takes the focus, not a placeholder that has no role in a menu.
        withInitialFocusPlaceholder: false,
      },
    }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } }),
    // The page itself never scrolls, so nothing has to be locked (and no style element injected).
    Modal: Modal.extend({ defaultProps: { lockScroll: false, centered: true, transitionProps: { duration: 100 } } }),
    Drawer: Drawer.extend({ defaultProps: { lockScroll: false, transitionProps: { duration: 120 } } }),
  },
})

function mantineOverrides(tokens: Tokens): Record<string, string> {
  return {
    ...tokenVariables(tokens),
    '--mantine-color-body': tokens.pane,
    '--mantine-color-text': tokens.text,
    '--mantine-color-dimmed': tokens.dim,
    '--mantine-color-placeholder': tokens.dim,
    '--mantine-color-error': tokens.danger.text,
    '--mantine-color-default': tokens.raised,
    '--mantine-color-default-hover': tokens.hover,
    '--mantine-color-default-color': tokens.text,
    '--mantine-color-default-border': tokens.borderStrong,
    '--mantine-color-anchor': tokens.active.text,
    '--mantine-color-gray-light-color': tokens.dim,
    '--mantine-primary-color-filled': tokens.primary,
    '--mantine-primary-color-filled-hover': tokens.primaryHover,
    '--mantine-primary-color-contrast': tokens.onPrimary,
    '--mantine-color-spica-filled': tokens.primary,
    '--mantine-color-spica-filled-hover': tokens.primaryHover,
  }
}

const resolver: CSSVariablesResolver = (merged) => {
  const base = defaultCssVariablesResolver(merged)
  return {
    variables: base.variables,
    light: { ...base.light, ...mantineOverrides(TOKENS.light), '--mantine-color-scheme': 'light' },
    dark: { ...base.dark, ...mantineOverrides(TOKENS.dark), '--mantine-color-scheme': 'dark' },
  }
}

/** Puts every variable of the theme into the document by CSSOM: no style element, so the strictest CSP holds. */
export function adoptTheme(target: Document): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(convertCssVariables(resolver(mergeMantineTheme(DEFAULT_THEME, theme))))
  target.adoptedStyleSheets = [...target.adoptedStyleSheets, sheet]
}
