#include "CShims.h"

#include <sys/prctl.h>
#include <sys/resource.h>

int kctl_protect_memory(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_CORE, &limit) == 0) {
    limit.rlim_cur = 0;
    setrlimit(RLIMIT_CORE, &limit);
  }
  return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}
