#include "include/CShims.h"

#include <fcntl.h>
#include <unistd.h>

int kctl_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }
