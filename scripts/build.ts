import { type Built, build } from './start/built.ts'

/** `npm run build [-- desk web]`: production builds of the desk (main, preload, screen) and of the customers' pages, into out/. */
const wanted = process.argv.slice(2)
for (const part of ['desk', 'web'] satisfies Built[]) {
  if (wanted.length > 0 && !wanted.includes(part)) continue
  if (!(await build(part))) process.exit(1)
}
