#include "CShims.h"
int kctl_shims_version(void) { return 1; }
