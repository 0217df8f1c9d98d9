#include "include/CShims.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

int kctl_pseudo_terminal(int *main_side, int *process_side) {
  int terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (terminal < 0) return -1;
  int peer = -1;
  if (grantpt(terminal) == 0 && unlockpt(terminal) == 0) peer = ioctl(terminal, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (peer < 0) {
    int saved = errno;
    close(terminal);
    errno = saved;
    return -1;
  }
  *main_side = terminal;
  *process_side = peer;
  return 0;
}

int kctl_terminal_resize(int descriptor, unsigned short columns, unsigned short rows) {
  struct winsize size = {.ws_row = rows, .ws_col = columns};
  return ioctl(descriptor, TIOCSWINSZ, &size);
}
