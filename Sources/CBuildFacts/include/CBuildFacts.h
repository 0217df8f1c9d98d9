#pragma once

// What this program was built from: what KCTL_COMMIT, KCTL_TREE_STATE and SOURCE_DATE_EPOCH said when Package.swift was read, empty where
// they said nothing. A target of its own, so that another commit compiles one file and links.

const char *kctl_build_commit(void);
const char *kctl_build_tree_state(void);

// Seconds since 1970 in decimal digits (reproducible-builds.org, SOURCE_DATE_EPOCH).
const char *kctl_build_epoch(void);
