import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

export const LOOKS = [
  { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { colorScheme: 'dark', viewport: { width: 1920, height: 1080 } },
] as const

/** What axe finds on the page as it stands; a tooltip that fades has the contrast of neither end, so it goes first. */
export async function violations(page: Page): Promise<string[]> {
  const { width, height } = page.viewportSize() ?? { width: 2, height: 2 }
  await page.mouse.move(width - 2, height - 2)
  await expect(page.getByRole('tooltip')).toHaveCount(0)
  const { violations: found } = await new AxeBuilder({ page }).analyze()
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`))
}
