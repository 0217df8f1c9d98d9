#include "include/CShims.h"

#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct spawn {
  const struct kctl_spawn_request *request;
  volatile int error;
  const char *volatile step;
};

static int fail(struct spawn *spawn, const char *step) {
  spawn->error = errno;
  spawn->step = step;
  _exit(127);
}

static int enter_cgroups(const char *const *files) {
  for (; files != NULL && *files != NULL; files++) {
    int file = open(*files, O_WRONLY | O_CLOEXEC);
    if (file < 0) return -1;
    ssize_t written = write(file, "0", 1);
    int saved = errno;
    close(file);
    errno = saved;
    if (written != 1) return -1;
  }
  return 0;
}

// First above the range of targets, so that no source is overwritten before it was moved.
static int move_descriptors(const int *from, int count) {
  int moved[64];
  if (count > 64) {
    errno = EMFILE;
    return -1;
  }
  for (int i = 0; i < count; i++) {
    int source = from[i] >= 0 ? from[i] : open("/dev/null", O_RDWR | O_CLOEXEC);
    if (source < 0) return -1;
    moved[i] = fcntl(source, F_DUPFD_CLOEXEC, count);
    if (moved[i] < 0) return -1;
  }
  for (int i = 0; i < count; i++) {
    if (dup2(moved[i], i) < 0) return -1;
  }
  return (int)syscall(SYS_close_range, count, ~0U, 0);
}

static void reset_signals(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  for (int signal = 1; signal < NSIG; signal++) sigaction(signal, &action, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

static int hide_mount(const struct kctl_spawn_request *request) {
  if (unshare(CLONE_NEWNS) != 0) return -1;
  if (mount(NULL, request->hidden_parent, NULL, MS_PRIVATE, NULL) != 0) return -1;
  return umount2(request->hidden_mount, MNT_DETACH);
}

static int join_namespaces(const char *const *files) {
  for (; files != NULL && *files != NULL; files++) {
    int file = open(*files, O_RDONLY | O_CLOEXEC);
    if (file < 0) return -1;
    int result = setns(file, 0);
    int saved = errno;
    close(file);
    errno = saved;
    if (result != 0) return -1;
  }
  return 0;
}

// pivot_root(2) with the old root over the new one, and the old one detached: nothing of the host's stays reachable.
static int enter_root(const char *root) {
  if (unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) return -1;
  if (mount(root, root, NULL, MS_BIND, NULL) != 0 || chdir(root) != 0) return -1;
  if (syscall(SYS_pivot_root, ".", ".") != 0 || umount2(".", MNT_DETACH) != 0) return -1;
  return chdir("/");
}

// The system calls themselves: glibc's functions change the user of every thread of the process, ours among them.
static int drop_privileges(unsigned int user) {
  if (syscall(SYS_setgroups, 0, NULL) != 0 || syscall(SYS_setresgid, user, user, user) != 0) return -1;
  if (syscall(SYS_setresuid, user, user, user) != 0) return -1;
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

static int child(void *argument) {
  struct spawn *spawn = argument;
  const struct kctl_spawn_request *request = spawn->request;
  if (enter_cgroups(request->cgroups) != 0) return fail(spawn, "enter cgroup");
  if (request->hidden_mount != NULL && hide_mount(request) != 0) return fail(spawn, "unshare mounts");
  if (join_namespaces(request->joined_namespaces) != 0) return fail(spawn, "enter namespaces");
  if (request->new_session && setsid() < 0) return fail(spawn, "setsid");
  if (request->cwd != NULL && chdir(request->cwd) != 0) return fail(spawn, "chdir");
  if (move_descriptors(request->descriptors, request->descriptor_count) != 0) return fail(spawn, "descriptors");
  if (request->controlling_terminal >= 0 && ioctl(request->controlling_terminal, TIOCSCTTY, 0) != 0) {
    return fail(spawn, "controlling terminal");
  }
  if (request->root != NULL && enter_root(request->root) != 0) return fail(spawn, "enter root directory");
  if (request->root != NULL && drop_privileges(request->user) != 0) return fail(spawn, "drop privileges");
  reset_signals();
  execve(request->path, (char *const *)request->argv, (char *const *)request->envp);
  return fail(spawn, "exec");
}

int kctl_spawn(const struct kctl_spawn_request *request, int *pidfd, const char **step) {
  struct spawn spawn = {.request = request, .error = 0, .step = ""};
  pid_t pid = kctl_child(child, &spawn, request->new_process_namespace ? CLONE_NEWPID : 0, pidfd);
  if (pid < 0) {
    *step = "clone";
    return -1;
  }
  if (spawn.error == 0) return pid;
  close(*pidfd);
  while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {
  }
  *step = spawn.step;
  errno = spawn.error;
  return -1;
}
