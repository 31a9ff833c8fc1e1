import { code128, qrcode } from 'bwip-js/browser'

/** A symbol in modules, the narrowest bar being one wide; `path`: the dark parts, as SVG writes them, filled by even-odd. */
export type BarcodeSymbol = { width: number; height: number; path: string }

type Drawing = Parameters<typeof code128<BarcodeSymbol>>[1]

/** Of a number that people and scanners read; letters, digits and the usual signs. */
export function code128Symbol(text: string): BarcodeSymbol {
  return code128<BarcodeSymbol>({ bcid: 'code128', text, scale: 1, height: 10 }, pen())
}

export function qrSymbol(text: string): BarcodeSymbol {
  return qrcode<BarcodeSymbol>({ bcid: 'qrcode', text, scale: 1 }, pen())
}

/** Draws into a path: no element of a page is made, so nothing of it can be anything but dark and light. */
function pen(): Drawing {
  const size = { width: 0, height: 0 }
  let path = ''
  return {
    scale: (x, y) => [x, y],
    measure: () => ({ width: 0, ascent: 0, descent: 0 }),
    init(width, height) {
      Object.assign(size, { width, height })
    },
    line(x0, y0, _x1, y1, width) {
      // Of an odd width the middle is given half a module to the right.
      const left = x0 - Math.ceil(width / 2)
      path += `M${left} ${Math.min(y0, y1)}h${width}v${Math.abs(y1 - y0)}h-${width}z`
    },
    polygon(points) {
      const corners = points.map((corner) => corner.join(' '))
      path += `M${corners.join('L')}z`
    },
    hexagon() {},
    ellipse() {},
    fill() {},
    text() {},
    end: () => ({ ...size, path }),
  }
}
