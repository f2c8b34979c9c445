// Runs every NAME.onnx of a folder under ONNX Runtime on the inputs of NAME.json, and writes NAME.out.json.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";

const folder = process.argv[2];
const options = { executionProviders: ["cpu"], intraOpNumThreads: 1, interOpNumThreads: 1 };
for (const file of readdirSync(folder).filter((name) => name.endsWith(".onnx")).sort()) {
  const path = join(folder, file.slice(0, -".onnx".length));
  const feeds = {};
  for (const [name, { type, dims, data }] of Object.entries(JSON.parse(readFileSync(path + ".json", "utf8")))) {
    feeds[name] = new Tensor(type, type === "int32" ? Int32Array.from(data) : Float32Array.from(data), dims);
  }
  const session = await InferenceSession.create(path + ".onnx", options);
  const results = {};
  for (const [name, { dims, data }] of Object.entries(await session.run(feeds))) {
    results[name] = { dims, data: Array.from(data) };
  }
  writeFileSync(path + ".out.json", JSON.stringify(results));
}
