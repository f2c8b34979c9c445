// Writes names.tsv from the npm package @faker-js/faker (MIT): `npm install @faker-js/faker@10.6.0 && node extract.mjs > names.tsv`.
// Surnames and given names of seventeen languages, at most 700 of each, chosen by their hashes; of names that differ in their
// marks alone one, none that two languages have, since nobody could tell, and none that are two names run together.
import { createHash } from 'node:crypto';
import { allLocales } from '@faker-js/faker';

const Most = 700;
const languages = {
  Croatian: ['hr'], Czech: ['cs_CZ'], Dutch: ['nl'], English: ['en'], French: ['fr'], German: ['de'], Indonesian: ['id_ID'],
  Italian: ['it'], Latvian: ['lv'], Polish: ['pl'], Romanian: ['ro'], Slovak: ['sk'], Spanish: ['es', 'es_MX'], Turkish: ['tr'],
  Uzbek: ['uz_UZ_latin'], Vietnamese: ['vi'], Yoruba: ['yo_NG'],
};

const plain = name => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/đ/g, 'd').replace(/ł/g, 'l').replace(/ı/g, 'i');
const hash = text => createHash('sha256').update(text).digest('hex');
const byLanguage = new Map();
const owners = new Map();
for (const [language, locales] of Object.entries(languages)) {
  const names = new Map();
  for (const { person } of locales.map(locale => allLocales[locale])) {
    for (const name of [person.last_name, person.first_name].flatMap(lists => Object.values(lists).flat())) {
      if (!names.has(plain(name)) && !/\p{Ll}\p{Lu}|[^\p{L}\p{M}'‘’ -]/u.test(name)) names.set(plain(name), name);
    }
  }

  byLanguage.set(language, names);
  for (const key of names.keys()) owners.set(key, (owners.get(key) ?? 0) + 1);
}

for (const [language, names] of byLanguage) {
  const own = [...names].filter(([key]) => owners.get(key) === 1).map(([key, name]) => [hash(key), name]).sort();
  for (const [, name] of own.slice(0, Most)) console.log(`${language}\t${name}`);
}
