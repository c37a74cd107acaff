#!/bin/sh
# Builds the vendored assets. Needs node 20 or newer and the npm registry; its
# results are committed, so nobody else needs either. Run it from anywhere.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/govuk.scss" "$work/"
cd "$work"
npm init -y >/dev/null
npm install --ignore-scripts --no-audit --no-fund --save-exact \
  htmx.org@2.0.11 govuk-frontend@6.6.0 axe-core@4.14.1 \
  sass@1.108.2 postcss@8.5.6 postcss-rtlcss@6.0.0 >/dev/null

npx sass --no-source-map --style=compressed --quiet-deps --silence-deprecation=import govuk.scss govuk.ltr.css
# The compiled rules have only physical sides; this adds their mirror images.
cat > mirror.cjs <<'JS'
const fs = require("fs"), postcss = require("postcss"), load = require("postcss-rtlcss");
const rtl = load.postcssRTLCSS || load.default || load;
const css = fs.readFileSync("govuk.ltr.css", "utf8");
postcss([rtl({ mode: load.Mode ? load.Mode.combined : "combined" })]).process(css, { from: undefined })
  .then(r => fs.writeFileSync("govuk.css", r.css.replace(/\/\*#.*?\*\//g, "") + "\n"));
JS
node mirror.cjs
if grep -qiE 'crest|crown|GDS Transport|url\(' govuk.css; then
  echo "govuk.css still names the crest, the crown or a font that is not ours to use" >&2
  exit 1
fi

m=node_modules
cp govuk.css "$here/govuk.css"
cp $m/htmx.org/dist/htmx.min.js "$here/htmx.min.js"
cp $m/htmx.org/LICENSE "$here/htmx.LICENSE.txt"
mkdir -p "$here/../../testdata"
cp $m/axe-core/axe.min.js "$here/../../testdata/axe.min.js"
cp $m/axe-core/LICENSE "$here/../../testdata/axe.LICENSE.txt"
ls -l "$here"
