#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# RAUC's side of a boot loader whose memory is the files beside this script: "primary", and "attempts-A", "attempts-B".
cd "$(dirname "$0")" || exit 1
case "$1" in
get-primary) cat primary ;;
set-primary) printf %s "$2" > primary; printf 3 > "attempts-$2" ;;
get-state) if [ "$(cat "attempts-$2")" -gt 0 ]; then echo good; else echo bad; fi ;;
set-state) if [ "$3" = good ]; then printf 3; else printf 0; fi > "attempts-$2" ;;
esac
