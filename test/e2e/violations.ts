import { expect, type Page } from '@playwright/test'
import axe from 'axe-core'

export const LOOKS = [
  { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { colorScheme: 'dark', viewport: { width: 1920, height: 1080 } },
] as const

/** What another theme can break. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/**
 * What axe finds on the page as it stands, one line each. A document gets the script of axe once, and only what is wrong
 * is described: most of a scan's time would go there. The pages have no frames, which it would not look into. `colours`: those rules alone.
 */
export async function axeViolations(page: Page, { colours = false } = {}): Promise<string[]> {
  expect(page.frames()).toHaveLength(1)
  await page.evaluate(settled)
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const found = await page.evaluate(
    async (runOnly) => {
      const { axe: loaded } = window as unknown as { axe: typeof axe }
      const { violations, passes } = await loaded.run(document, { resultTypes: ['violations'], ...runOnly })
      const lines = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
      return { lines, passed: passes.length }
    },
    colours ? { runOnly: COLOUR_RULES } : {},
  )
  expect(found.passed, 'rules that had something to look at').toBeGreaterThan(colours ? 0 : 5)
  return found.lines
}

/** What fades in or out has the contrast of neither end; what turns for ever is not waited for. */
async function settled(): Promise<void> {
  const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
  await Promise.allSettled(ending.map(({ finished }) => finished))
}

/** The same of a page of the desk; a tooltip that fades has the contrast of neither end, so it goes first. */
export async function violations(page: Page): Promise<string[]> {
  const { width, height } = page.viewportSize() ?? { width: 2, height: 2 }
  await page.mouse.move(width - 2, height - 2)
  await expect(page.getByRole('tooltip')).toHaveCount(0)
  return axeViolations(page)
}
