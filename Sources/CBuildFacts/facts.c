#include "CBuildFacts.h"

const char *kctl_build_commit(void) { return KCTL_COMMIT; }
const char *kctl_build_tree_state(void) { return KCTL_TREE_STATE; }
const char *kctl_build_epoch(void) { return KCTL_EPOCH; }
