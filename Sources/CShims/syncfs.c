#include "include/CShims.h"

#include <unistd.h>

int kctl_syncfs(int descriptor) { return syncfs(descriptor); }
