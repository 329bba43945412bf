// The judge of post-quantum keys: the npm package age-encryption, by the author of age. One JSON request a line on stdin,
// one answer a line on stdout; tests/interop/age_pq.py asks.
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const judge = process.env.COLDKEEP_NODE_JUDGES + "/node_modules/age-encryption/dist/index.js";
const age = await import(pathToFileURL(judge));

const answers = {
  async key() {
    const identity = await age.generateHybridIdentity();
    return { identity, recipient: await age.identityToRecipient(identity) };
  },
  async recipient({ identity }) {
    return { recipient: await age.identityToRecipient(identity) };
  },
  async encrypt({ to, input, output, armor }) {
    const encrypter = new age.Encrypter();
    for (const recipient of to) encrypter.addRecipient(recipient);
    const file = await encrypter.encrypt(new Uint8Array(readFileSync(input)));
    writeFileSync(output, armor ? age.armor.encode(file) : file);
    return {};
  },
  async decrypt({ identity, input, output, armor }) {
    const decrypter = new age.Decrypter();
    decrypter.addIdentity(identity);
    try {
      const file = armor ? age.armor.decode(readFileSync(input, "ascii")) : new Uint8Array(readFileSync(input));
      writeFileSync(output, await decrypter.decrypt(file));
      return { opened: true };
    } catch {
      return { opened: false };
    }
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  console.log(JSON.stringify(await answers[request.do](request)));
}
