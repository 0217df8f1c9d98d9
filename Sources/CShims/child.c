#include "child.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>

enum { stack_size = 64 * 1024 };

pid_t kctl_child(int (*body)(void *), void *argument, int flags, int *pidfd) {
  char *stack = mmap(NULL, stack_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
  if (stack == MAP_FAILED) return -1;
  // A handler that ran in the child would run on our memory.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  if (pidfd != NULL) flags |= CLONE_PIDFD;
  pid_t pid = clone(body, stack + stack_size, flags | CLONE_VM | CLONE_VFORK | SIGCHLD, argument, pidfd);
  int saved = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  munmap(stack, stack_size);
  errno = saved;
  return pid;
}

int kctl_child_run(int (*body)(void *), void *argument, int flags) {
  pid_t pid = kctl_child(body, argument, flags, NULL);
  if (pid < 0) return -1;
  int status = 0;
  while (waitpid(pid, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  errno = EINTR;
  return -1;
}
