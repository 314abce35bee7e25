# Sourced by the other scripts: numbered steps with their times, and packages installed with a word about why.

steps_total=0
steps_done=0
steps_started=$SECONDS
step_started=$SECONDS
step_name=""

# step_end: says how long the current step took.
step_end() {
  if [ -n "$step_name" ]; then echo "    done in $((SECONDS - step_started)) s"; fi
  step_name=""
}

# step NAME: closes the step before and opens the next one.
step() {
  step_end
  steps_done=$((steps_done + 1))
  step_name=$1
  step_started=$SECONDS
  echo "==> $steps_done/$steps_total $step_name (after $((SECONDS - steps_started)) s)"
}

# need COMMAND WORDS…: stops with an explanation when a command is missing.
need() {
  command -v "$1" >/dev/null 2>&1 && return 0
  local name=$1
  shift
  echo "$name is missing: $*" >&2
  exit 1
}

# install_packages REASON PACKAGE…: installs Debian packages, or says which ones to install.
install_packages() {
  local reason=$1 as_root=()
  shift
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root=(sudo -n); else
      echo "$reason: please install $* (as root: apt-get install $*)" >&2
      exit 1
    fi
  fi
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "$reason: please install the equivalent of the Debian packages $*" >&2
    exit 1
  fi
  echo "    $reason: installing $*"
  "${as_root[@]}" apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}
