// Writes sentences.tsv and words.tsv from the npm package sentiment (MIT): `npm install sentiment@5.0.2 && node extract.mjs`.
// The sentences are in the order of their hashes, so that those of the three sources are mixed; doubled ones stand once.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const read = path => JSON.parse(readFileSync(`node_modules/sentiment/${path}`, 'utf8'));
const hash = text => createHash('sha256').update(text).digest('hex');
const sentences = new Map();
for (const source of ['amazon', 'imdb', 'yelp']) {
  for (const { text, class: pleasant } of read(`test/fixtures/${source}.json`)) {
    const line = text.trim().replace(/\s+/gu, ' ');
    if (line && !sentences.has(line)) sentences.set(line, pleasant);
  }
}

const sorted = [...sentences].sort(([a], [b]) => (hash(a) < hash(b) ? -1 : 1));
writeFileSync('sentences.tsv', sorted.map(([text, pleasant]) => `${pleasant}\t${text}\n`).join(''));
const words = Object.entries(read('languages/en/labels.json')).filter(([word]) => /^[a-z]+$/.test(word));
writeFileSync('words.tsv', words.map(([word, value]) => `${word}\t${value}\n`).join(''));
