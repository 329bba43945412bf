// The judges of codes: Blockchain Commons' fountain as @ngraveio/bc-ur has it, and Coinkite's bbqr. One JSON request a
// line on stdin, one answer a line on stdout; tests/interop/ur.py asks.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(process.env.COLDKEEP_NODE_JUDGES + "/");
const { UR, UREncoder, URDecoder } = require("@ngraveio/bc-ur");
const bbqr = await import(pathToFileURL(process.env.COLDKEEP_NODE_JUDGES + "/node_modules/bbqr/dist/bbqr.js"));

const answers = {
  encode({ type, cbor, longest, first, count }) {
    const encoder = new UREncoder(new UR(Buffer.from(cbor, "hex"), type), longest, first, 10);
    return { parts: Array.from({ length: count }, () => encoder.nextPart()) };
  },
  decode({ parts }) {
    const decoder = new URDecoder();
    for (const part of parts) decoder.receivePart(part);
    if (!decoder.isComplete()) return { complete: false };
    const ur = decoder.resultUR();
    return { complete: true, type: ur.type, cbor: Buffer.from(ur.cbor).toString("hex") };
  },
  split({ type, hex, encoding, longest }) {
    const options = { encoding, maxVersion: longest, minSplit: 1 };
    return { parts: bbqr.splitQRs(Uint8Array.from(Buffer.from(hex, "hex")), type, options).parts };
  },
  join({ parts }) {
    const { fileType, raw } = bbqr.joinQRs(parts);
    return { type: fileType, hex: Buffer.from(raw).toString("hex") };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  console.log(JSON.stringify(answers[request.do](request)));
}
