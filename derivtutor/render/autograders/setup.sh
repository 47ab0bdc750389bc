#!/usr/bin/env bash
# Gradescope runs this once, when it builds the image: derivtutor gets a virtual environment of its own.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
home=${AUTOGRADER:-/autograder}

suitable() {
  command -v "$1" > /dev/null && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))'
}

find_python() {
  for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
    if suitable "$candidate"; then
      python=$candidate
      return 0
    fi
  done
  return 1
}

add_packages() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get update && apt-get install --yes --no-install-recommends "$@"
}

if ! find_python; then
  add_packages python3.12 python3.12-venv || add_packages python3.11 python3.11-venv || true
  find_python || { echo "derivtutor needs Python 3.11 or newer: choose a newer base image." >&2; exit 1; }
fi
version=$("$python" -c 'import sys; print("python{}.{}".format(*sys.version_info))')
"$python" -c 'import ensurepip' 2> /dev/null || add_packages "$version-venv"

"$python" -m venv "$home/derivtutor"
wheel=$(echo derivtutor-*.whl)
"$home/derivtutor/bin/python" -m pip install --no-cache-dir --disable-pip-version-check "./$wheel[xlsx]" tzdata
"$home/derivtutor/bin/python" -m derivtutor --version
