#include "include/CShims.h"

#include <errno.h>
#include <sys/sendfile.h>
#include <unistd.h>

int64_t kctl_copy(int from, int to, int64_t length) {
  int64_t done = 0;
  int by_range = 1;
  while (done < length) {
    size_t step = (size_t)(length - done < (1 << 30) ? length - done : (1 << 30));
    ssize_t count = by_range ? copy_file_range(from, NULL, to, NULL, step, 0) : sendfile(to, from, NULL, step);
    if (count < 0 && errno == EINTR) continue;
    // Between file systems that can't: EXDEV, EINVAL, EOPNOTSUPP and, from special files, others.
    if (count < 0 && by_range && done == 0) {
      by_range = 0;
      continue;
    }
    if (count < 0) return -1;
    if (count == 0) break;
    done += count;
  }
  return done;
}
