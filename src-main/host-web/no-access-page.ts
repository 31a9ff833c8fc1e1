/** For somebody who comes without a token: how to get in, in both languages. */
export const NO_ACCESS_PAGE = `<!doctype html>
<html lang="sl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Spica Desk</title>
<style>
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto 0; padding: 0 1.5rem }
h1 { font-size: 1.4rem; margin-bottom: .25rem }
section + section { margin-top: 2rem }
code { font-size: .95em }
</style>
</head>
<body>
<main>
<section>
<h1>Za vstop odprite izpisani naslov</h1>
<p>Spica Desk je ob zagonu v ukazno vrstico izpisala naslov, ki se začne z
<code>Desk ready:</code>. Odprite ga v tem brskalniku. Velja za en obisk; po njem je v ukazni vrstici nov.
Če ga ne najdete, program ustavite in ga zaženite znova.</p>
</section>
<section lang="en">
<h1>Open the printed address to get in</h1>
<p>When it started, Spica Desk printed an address in the terminal after
<code>Desk ready:</code>. Open it in this browser. It is good for one visit; after that the terminal shows a new one.
If you cannot find it, stop the program and start it again.</p>
</section>
</main>
</body>
</html>
`
