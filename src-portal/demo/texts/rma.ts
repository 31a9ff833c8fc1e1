import type { Scenario } from './scenario.ts'

export const rmaScenarios: readonly Scenario[] = [
  {
    id: 'rma-terminal-power',
    caseType: 'rma',
    device: 'terminal',
    titles: ['Popravilo terminala {model}', 'Terminal {serial} se ne vklopi', 'RMA: terminal brez napajanja'],
    descriptions: [
      'Na popravilo pošiljamo terminal {model}, S/N {serial}. Naprava se ne vklopi, poskusili smo z dvema napajalnikoma.',
      'Terminal se po [udaru strele|izpadu elektrike] ne vklopi več. Prosimo za popravilo oziroma oceno stroškov.',
    ],
    questions: [
      [
        'Prosim, opremo pošljite na naslov servisa in na paket napišite številko zahtevka. Ali priložite tudi napajalnik?',
        'Da, napajalnik je v paketu. Pošiljka ima številko {parcel}.',
      ],
      [
        'Po pregledu je okvarjena osnovna plošča. Strošek popravila znaša {amount} brez DDV. Ali se s popravilom strinjate?',
        '[S popravilom se strinjamo|Strinjamo se], naročilnico pošiljamo v priponki.',
      ],
    ],
    internal: [
      'Prejeto v servis {today}. Vidni sledovi prenapetosti, garancija tega ne krije.',
      'Osnovno ploščo imamo na zalogi, po potrditvi popravilo traja dva dni.',
    ],
    solutions: [
      'Terminal je popravljen in preizkušen. Danes smo ga poslali po hitri pošti, številka pošiljke je {parcel}.',
      'Zamenjali smo osnovno ploščo in namestili različico {newFirmware}. Pošiljka je na poti.',
    ],
  },
  {
    id: 'rma-terminal-screen',
    caseType: 'rma',
    device: 'terminal',
    titles: ['Počen zaslon terminala', 'Zaslon terminala {serial} ima črte', 'Menjava zaslona – {model}'],
    descriptions: [
      'Na terminalu {model} (S/N {serial}) je počeno steklo zaslona. Dotik deluje samo na zgornji polovici.',
      'Zaslon terminala kaže navpične črte in je komaj berljiv. Naprava je bila kupljena pred manj kot dvema letoma, zato uveljavljamo garancijo.',
    ],
    questions: [
      [
        'Ali lahko pošljete fotografijo poškodbe? Mehanske poškodbe garancija ne krije.',
        'Fotografija je v priponki. Vzrok poškodbe nam ni znan.',
      ],
      ['Prosim, priložite račun ali dobavnico, da preverimo garancijo.', 'Račun je v priponki.'],
    ],
    internal: [
      'Počeno od spodnjega levega roba, udarec. Stranki sem poslal{a} oceno.',
      'Ploščati kabel je bil slabo vpet, to je garancijsko.',
    ],
    solutions: [
      'Zaslon je zamenjan in umerjen. Terminal lahko prevzamete v servisu ali pa vam ga pošljemo.',
      'Napako smo odpravili v garanciji, strošek je samo poštnina. Terminal smo poslali, številka pošiljke je {parcel}.',
    ],
  },
  {
    id: 'rma-reader',
    caseType: 'rma',
    device: 'reader',
    titles: ['Okvarjen bralnik {model}', 'Bralnik {serial} na popravilo', 'Garancijska menjava bralnika'],
    descriptions: [
      'Bralnik {model} (S/N {serial}) ne bere več kartic, lučka sveti stalno rdeče. Napeljava je bila preverjena.',
      'Pošiljamo bralnik z zunanjih vrat, v katerem se je nabrala voda. Prosimo za zamenjavo.',
    ],
    questions: [
      [
        'Ali je bil bralnik vgrajen s tesnilom in zaščitnim pokrovom? To vpliva na garancijo.',
        'Tesnilo je bilo nameščeno, pokrova pa ob montaži nismo dobili.',
      ],
      [
        'Do konca popravila vam lahko posodimo nadomestni bralnik. Ali ga potrebujete?',
        'Da, prosimo, vrata so v stalni uporabi.',
      ],
    ],
    internal: [
      'Vlaga na vezju, popravilo se ne izplača. Zamenjamo z novim.',
      'Nadomestni bralnik izdan iz izposojevalnice, vrniti do {dateNext}.',
    ],
    solutions: [
      'Bralnik smo v garanciji zamenjali z novim. Novi ima drugo serijsko številko, v programu smo jo že popravili.',
      'Popravljeni bralnik smo poslali. Ob montaži prosim uporabite priloženo tesnilo.',
    ],
  },
  {
    id: 'rma-controller',
    caseType: 'rma',
    device: 'controller',
    titles: [
      'Krmilnik po udaru strele',
      'Krmilnik {serial} – okvara mrežnega priključka',
      'Popravilo krmilnika {model}',
    ],
    descriptions: [
      'Krmilnik {model} (S/N {serial}) po nevihti {onDay} ne krmili več dveh vrat. Ostali izhodi delujejo.',
      'Na krmilniku ne deluje mrežni priključek. Prosimo za popravilo in začasno nadomestno napravo.',
    ],
    questions: [
      [
        'Ali imate varnostno kopijo nastavitev krmilnika? Ob menjavi plošče se nastavitve izgubijo.',
        'Nastavitve so v programu, posebne kopije nimamo.',
      ],
      [
        'Ocena popravila je {amount} brez DDV, nov krmilnik pa stane približno dvakrat toliko. Kako želite nadaljevati?',
        'Odločili smo se za popravilo.',
      ],
    ],
    internal: [
      'Pregorela sta dva releja in zaščitna dioda, popravljivo.',
      'Zavarovalnica stranke potrebuje zapisnik o okvari, pripraviti ga do {dateNext}.',
    ],
    solutions: [
      'Krmilnik je popravljen, vsi izhodi so preizkušeni pod obremenitvijo. Zapisnik o okvari je priložen.',
      'Mrežni del smo zamenjali. Po priklopu se bo krmilnik sam povezal in prejel nastavitve.',
    ],
  },
  {
    id: 'rma-lock',
    caseType: 'rma',
    device: 'lock',
    titles: [
      'Ključavnica se zatika',
      'Zrahljana kljuka na ključavnici {serial}',
      'Ključavnica {model} – mehanska okvara',
    ],
    descriptions: [
      'Ključavnica {model} (S/N {serial}) se zatika. Motor je slišati, zapah pa se ne premakne do konca.',
      'Kljuka na ključavnici je zrahljana in se ne vrača v osnovni položaj. Naprava je še v garanciji.',
    ],
    questions: [
      [
        'Kako debelo je krilo vrat in kateri cilinder je vgrajen?',
        'Vrata so debela 58 mm, cilinder je tisti, ki smo ga dobili v kompletu.',
      ],
      ['Prosim, pošljite ključavnico brez cilindra in baterij.', 'Paket smo oddali {onDay}, številka je {parcel}.'],
    ],
    internal: [
      'Obraba zobnika, znana pri prvi seriji. Garancijska zamenjava mehanizma.',
      'Nimamo na zalogi, dobava v dveh tednih. Stranko obvestiti o roku.',
    ],
    solutions: [
      'V garanciji smo zamenjali mehanizem in vzmet kljuke. Ključavnica je na poti k vam.',
      'Ključavnico smo zamenjali z novo. Ob montaži upoštevajte navodila o navoru vijakov.',
    ],
  },
  {
    id: 'rma-swap',
    caseType: 'rma',
    device: 'terminal',
    titles: [
      'Terminal {serial}: ponavljajoča se okvara',
      'Zamenjava terminala v okviru pogodbe',
      'Zamenjava terminala {serial}',
    ],
    descriptions: [
      'Terminal {serial} je bil letos že popravljen, napaka pa se je ponovila: občasno se ugasne. Prosimo za zamenjavo.',
      'Po vzdrževalni pogodbi nam pripada zamenjava naprave. Terminal {model} pošiljamo v servis.',
    ],
    questions: [
      [
        'Prosim, priložite kratek opis, kdaj se terminal ugasne in ali se pri tem segreje.',
        'Ugasne se po približno {many} minutah, zadnja stran je vroča.',
      ],
      ['Ali želite, da na nadomestno napravo prenesemo vaše nastavitve?', 'Da, prosimo.'],
    ],
    internal: [
      'Upravičenost preverjena, zamenjava brez stroškov.',
      'Staro napravo obdržimo za analizo, oddelek kakovosti je obveščen.',
    ],
    solutions: [
      'Nadomestni terminal z vašimi nastavitvami smo poslali, številka pošiljke je {parcel}. Okvarjenega obdržimo za analizo.',
      'Zamenjava je potrjena in izvedena v okviru vzdrževalne pogodbe. Hvala za razumevanje.',
    ],
  },
]
