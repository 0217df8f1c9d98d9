#include "CShims.h"

#include <malloc.h>
#include <unistd.h>

int kctl_share_arenas(void) {
  long processors = sysconf(_SC_NPROCESSORS_ONLN);
  return mallopt(M_ARENA_MAX, processors > 0 ? (int)processors : 1);
}
