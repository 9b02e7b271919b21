/**
 * Bundles `src/` into `../api/static/built/`: hashed names, `manifest.json` (name -> hashed name), packed copies (.gz,
 * .br), and the licences of what went in. `npm run build`; pip runs it too (hatch_build.py).
 *
 * - `src/pages/NAME.ts` is the script of one page (`site.ts` of all); what it imports lazily is split off.
 * - `src/theme.ts` runs before the page is painted, so it is a classic script, not a module.
 * - `src/styles/site.css` is the style of all pages, `query.css` that of the pages with answers; a style that the script
 *   of just one page imports becomes NAME.css.
 */
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { locator } from "./locator.mjs";
import { regions } from "./regions.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const TARGET = join(HERE, "..", "api", "static", "built");
const SMALLEST_PACKED = 500;

const COMMON = {
  absWorkingDir: HERE,
  bundle: true,
  minify: true,
  metafile: true,
  legalComments: "none",
  logLevel: "warning",
  target: ["chrome123", "firefox120", "safari17.5"],
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".svg": "copy" },
};

async function pages() {
  const names = await readdir(join(HERE, "src", "pages"));
  return names.filter((name) => name.endsWith(".ts")).map((name) => `src/pages/${name}`);
}

/** Name of an entry point -> hashed file; what is loaded lazily is found by the scripts themselves. */
function manifestOf(outputs, entries) {
  const manifest = {};
  for (const [path, output] of Object.entries(outputs)) {
    if (!entries.includes(output.entryPoint)) continue;
    const suffix = path.slice(path.lastIndexOf("."));
    const name = basename(output.entryPoint).replace(/\.[^.]+$/, "");
    manifest[`${name}${suffix}`] = basename(path);
    if (output.cssBundle) manifest[`${name}.css`] = basename(output.cssBundle);
  }
  return manifest;
}

/** The licence texts of the packages that the inputs are from. */
async function licences(inputs) {
  const found = new Set();
  for (const path of Object.keys(inputs)) {
    const match = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path);
    if (match) found.add(match[1]);
  }
  const parts = [];
  for (const name of [...found].sort()) {
    const folder = join(HERE, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice)/i.test(file)).sort();
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
    parts.push([`${name} ${version} (${license})`, ...texts.map((text) => text.trim())].join("\n\n"));
  }
  return parts.join(`\n\n${"-".repeat(72)}\n\n`) + "\n";
}

/** Write a file under a name with the digest of its text. */
async function put(name, text) {
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 8);
  const hashed = name.replace(".", `-${digest}.`);
  await writeFile(join(made, hashed), text);
  return hashed;
}

async function pack(folder) {
  for (const name of await readdir(folder)) {
    const data = await readFile(join(folder, name));
    if (name === "manifest.json" || data.length < SMALLEST_PACKED) continue;
    const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
    await writeFile(join(folder, `${name}.gz`), gzipSync(data, { level: 9 }));
    await writeFile(join(folder, `${name}.br`), brotliCompressSync(data, { params }));
  }
}

const made = `${TARGET}.${process.pid}`;
const outdir = relative(HERE, made);
await mkdir(made, { recursive: true });
try {
  const modules = ["src/styles/site.css", "src/styles/query.css", "src/icons/favicon.svg", ...(await pages())];
  const classic = ["src/theme.ts"];
  const results = await Promise.all([
    build({ ...COMMON, outdir, format: "esm", splitting: true, plugins: [regions()], entryPoints: modules }),
    build({ ...COMMON, outdir, format: "iife", entryPoints: classic }),
  ]);
  const outputs = Object.assign({}, ...results.map((result) => result.metafile.outputs));
  const inputs = Object.assign({}, ...results.map((result) => result.metafile.inputs));
  const { svg, json } = await locator();
  const manifest = {
    ...manifestOf(outputs, [...modules, ...classic]),
    "licences.txt": await put("licences.txt", await licences(inputs)),
    "locator.svg": await put("locator.svg", svg),
    "locator.json": await put("locator.json", json),
  };
  await writeFile(join(made, "manifest.json"), JSON.stringify(manifest, null, 1));
  await pack(made);
  await rm(TARGET, { recursive: true, force: true });
  await rename(made, TARGET);
} finally {
  await rm(made, { recursive: true, force: true });
}
