#ifndef KCTL_CHILD_H
#define KCTL_CHILD_H

#include <sys/types.h>

/// Runs `body` in a child that shares our memory, while the calling thread waits until it has exec'ed or exited; what
/// posix_spawn(3) does. The child has all signals blocked. `flags` are added to clone(2)'s.
pid_t kctl_child(int (*body)(void *), void *argument, int flags, int *pidfd);

/// As `kctl_child`, and waits for the end. Returns the body's return value (0 to 127), or -1.
int kctl_child_run(int (*body)(void *), void *argument, int flags);

#endif
