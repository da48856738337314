// Work that the door asks of a browser where it has doubts: a nonce whose hash with the salt begins with so many zero bits. Hashed
// here and not by the browser, which does that on secure pages only and takes a turn of the loop for each.
const k = Uint32Array.from(primes(64), (prime) => fraction(Math.cbrt(prime)));
const h = Uint32Array.from(primes(8), (prime) => fraction(Math.sqrt(prime)));
const perTurn = 4_000;

export async function prove(salt: string, bits: number): Promise<string> {
  for (let nonce = 0; ; nonce++) {
    if (leadingZeros(sha256(`${salt}${nonce}`)) >= bits) return String(nonce);
    // The page stays alive meanwhile.
    if (nonce % perTurn === perTurn - 1) await new Promise((resolve) => setTimeout(resolve));
  }
}

function leadingZeros(words: Uint32Array): number {
  let zeros = 0;
  for (const word of words) {
    zeros += Math.clz32(word);
    if (word !== 0) break;
  }
  return zeros;
}

function sha256(text: string): Uint32Array {
  const bytes = new TextEncoder().encode(text);
  const view = new DataView(new ArrayBuffer(((bytes.length + 72) >> 6) << 6));
  bytes.forEach((byte, at) => void view.setUint8(at, byte));
  view.setUint8(bytes.length, 0x80);
  view.setUint32(view.byteLength - 4, bytes.length * 8);
  const sum = h.slice();
  const w = new Uint32Array(64);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let i = 0; i < 64; i++) w[i] = i < 16 ? view.getUint32(block + i * 4) : stretched(w, i);
    mix(sum, w);
  }
  return sum;
}

const turn = (word: number, by: number) => (word >>> by) | (word << (32 - by));
const at = (words: Uint32Array, i: number) => words[i] ?? 0;

function stretched(w: Uint32Array, i: number): number {
  const a = at(w, i - 15);
  const b = at(w, i - 2);
  const s0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
  const s1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
  return at(w, i - 16) + s0 + at(w, i - 7) + s1;
}

function mix(sum: Uint32Array, w: Uint32Array): void {
  const v = sum.slice();
  for (let i = 0; i < 64; i++) {
    const [a, b, c, e, f, g] = [at(v, 0), at(v, 1), at(v, 2), at(v, 4), at(v, 5), at(v, 6)];
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const t1 = at(v, 7) + s1 + ((e & f) ^ (~e & g)) + at(k, i) + at(w, i);
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
    v.copyWithin(1, 0, 7);
    v[4] = at(v, 4) + t1;
    v[0] = t1 + t2;
  }
  for (let i = 0; i < 8; i++) sum[i] = at(sum, i) + at(v, i);
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

function fraction(root: number): number {
  return Math.floor((root % 1) * 2 ** 32);
}
