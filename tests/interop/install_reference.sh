#!/usr/bin/env bash
# Installs the reference engine, whose Python tools must be able to read what Temblor writes, in a folder of its own.
# usage: install_reference.sh [DIR]     (default: $OQ_HOME or ~/.cache/oq-reference); does nothing if it is there
set -euo pipefail
dir=${1:-${OQ_HOME:-$HOME/.cache/oq-reference}}
if [ -x "$dir/bin/oq" ]; then exit 0; fi
python3 -m venv "$dir"
# without dependencies: GDAL's bindings need system headers, and only commands that are not used here need them
"$dir/bin/pip" install -q --no-deps "openquake-engine==3.26.2"
"$dir/bin/pip" install -q \
  "numpy>=2.2.6" "scipy" "pandas>=2.2.3,<3" "h5py>=3.13" "numba~=0.61.2" "toml~=0.10.2" "decorator~=5.1.1" \
  "psutil" "requests" "pyzmq~=26.0.3" "django>=4.2,<5" "django_cors_headers~=4.3.1" "docutils~=0.19.0" \
  "pyproj~=3.7.2" "geopandas~=1.1.4" "fiona~=1.10.1" "alpha_shapes~=1.1.0" "h3>=4.4" "pillow~=12.2.0" \
  "matplotlib" "networkx" "onnxruntime"
