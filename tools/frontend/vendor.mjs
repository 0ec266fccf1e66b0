// Renews src/licet/web/design/static/licet/{vendor,fonts}: `npm install --no-package-lock && npm run vendor`.
// Nothing of this runs when Licet is installed, tested or served; the files it writes are committed.
//
// What it takes away from govuk-frontend, because only GOV.UK services may use them: the GDS Transport
// typeface, the crest and every crown. What it adds: the right-to-left mirror, and the digests of all files.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import rtlcss from "rtlcss";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const shipped = join(here, "../../src/licet/web/design/static/licet");
const vendor = join(shipped, "vendor");
const fonts = join(shipped, "fonts");

for (const folder of [vendor, fonts]) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

const version = JSON.parse(readFileSync(join(modules, "govuk-frontend/package.json"))).version;
let css = readFileSync(join(modules, "govuk-frontend/dist/govuk/govuk-frontend.min.css"), "utf8");

const before = css.length;
css = css
  .replace(/\/\*! Copyright \(c\) 2011[^*]*\*\//, "")
  .replace(/@font-face\{[^}]*\}/g, "")
  .replace(/@supports[^{]*\{\.govuk-footer__copyright-logo:before\{[^}]*\}\}/g, "")
  .replace(/@media[^{]*\{\.govuk-footer__copyright-logo:before\{[^}]*\}\}/g, "")
  .replace(/\.govuk-footer__(copyright-logo|crown)[^{},]*\{[^}]*\}/g, "")
  .replace(/\.govuk-header__logotype[^{},]*\{[^}]*\}/g, "")
  .replaceAll("GDS Transport,arial,sans-serif", "var(--licet-font)")
  .replaceAll('"GDS Transport",arial,sans-serif', "var(--licet-font)")
  .replace(/\/\*# sourceMappingURL=[^*]*\*\//, "");

for (const forbidden of [/gds transport/i, /crest/i, /crown/i, /url\(/, /@import/]) {
  const found = css.match(forbidden);
  if (found) throw new Error(`the style sheet still holds ${found[0]}: ${css.slice(found.index - 80, found.index + 80)}`);
}
const note = `/*! govuk-frontend ${version}, MIT, Crown Copyright (Government Digital Service); changed by tools/frontend/vendor.mjs */`;
css = css.replace('@charset "UTF-8";', `@charset "UTF-8";\n${note}\n`);
writeFileSync(join(vendor, "govuk.css"), css.trimEnd() + "\n");
writeFileSync(join(vendor, "govuk.rtl.css"), rtlcss.process(css).trimEnd() + "\n");
// The package carries no licence file; this is the text of the project's own repository.
copyFileSync(join(here, "LICENSE-govuk-frontend.txt"), join(vendor, "LICENSE-govuk-frontend.txt"));

const faces = [
  ["@fontsource-variable/ibm-plex-sans", "ibm-plex-sans", ["latin", "latin-ext", "cyrillic", "greek"].map((s) => `${s}-wght-normal`)],
  ["@fontsource/ibm-plex-sans-arabic", "ibm-plex-sans-arabic", ["arabic-400-normal", "arabic-600-normal"]],
  ["@fontsource/ibm-plex-mono", "ibm-plex-mono", ["latin-400-normal"]],
];
for (const [name, stem, cuts] of faces) {
  for (const cut of cuts) copyFileSync(join(modules, name, "files", `${stem}-${cut}.woff2`), join(fonts, `${stem}-${cut}.woff2`));
}
copyFileSync(join(modules, "@fontsource-variable/ibm-plex-sans/LICENSE"), join(fonts, "LICENSE-ibm-plex.txt"));

const lines = [];
for (const folder of ["fonts", "vendor"]) {
  for (const file of readdirSync(join(shipped, folder)).sort()) {
    const digest = createHash("sha256").update(readFileSync(join(shipped, folder, file))).digest("hex");
    lines.push(`${digest}  ${folder}/${file}`);
  }
}
writeFileSync(join(shipped, "SHA256SUMS"), lines.join("\n") + "\n");
console.log(`govuk-frontend ${version}: ${before} bytes, ${css.length} after stripping; ${lines.length} files written`);
