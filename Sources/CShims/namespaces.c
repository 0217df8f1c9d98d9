#include "include/CShims.h"

#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct creation {
  const struct kctl_namespace_request *request;
  volatile int error;
  const char *volatile step;
};

static int fail(struct creation *creation, const char *step) {
  creation->error = errno;
  creation->step = step;
  return 1;
}

static int bring_up_loopback(void) {
  int control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (control < 0) return -1;
  struct ifreq request;
  memset(&request, 0, sizeof request);
  strcpy(request.ifr_name, "lo");
  int result = ioctl(control, SIOCGIFFLAGS, &request);
  if (result == 0) {
    request.ifr_flags |= IFF_UP | IFF_RUNNING;
    result = ioctl(control, SIOCSIFFLAGS, &request);
  }
  int saved = errno;
  close(control);
  errno = saved;
  return result;
}

static int write_sysctl(const char *path, const char *value) {
  int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) return -1;
  ssize_t length = (ssize_t)strlen(value);
  ssize_t written = write(file, value, (size_t)length);
  int saved = errno;
  close(file);
  errno = saved;
  return written == length ? 0 : -1;
}

static int pin(const char *from, const char *to) { return to == NULL ? 0 : mount(from, to, NULL, MS_BIND, NULL); }

static int furnish(struct creation *creation) {
  const struct kctl_namespace_request *request = creation->request;
  if (request->hostname != NULL && request->uts_path != NULL && sethostname(request->hostname, strlen(request->hostname)) != 0) {
    return fail(creation, "sethostname");
  }
  if (request->net_path != NULL && bring_up_loopback() != 0) return fail(creation, "bring up lo");
  for (int i = 0; request->sysctl_paths != NULL && request->sysctl_paths[i] != NULL; i++) {
    if (write_sysctl(request->sysctl_paths[i], request->sysctl_values[i]) != 0) return fail(creation, request->sysctl_paths[i]);
  }
  return 0;
}

static int child(void *argument) {
  struct creation *creation = argument;
  const struct kctl_namespace_request *request = creation->request;
  if (furnish(creation) != 0) return 1;
  if (pin("/proc/self/ns/net", request->net_path) != 0) return fail(creation, "pin network namespace");
  if (pin("/proc/self/ns/ipc", request->ipc_path) != 0) return fail(creation, "pin ipc namespace");
  if (pin("/proc/self/ns/uts", request->uts_path) != 0) return fail(creation, "pin uts namespace");
  return 0;
}

static int flags_of(const struct kctl_namespace_request *request) {
  return (request->net_path != NULL ? CLONE_NEWNET : 0) | (request->ipc_path != NULL ? CLONE_NEWIPC : 0)
    | (request->uts_path != NULL ? CLONE_NEWUTS : 0);
}

int kctl_namespaces_create(const struct kctl_namespace_request *request, const char **step) {
  struct creation creation = {.request = request, .error = 0, .step = ""};
  int result = kctl_child_run(child, &creation, flags_of(request));
  if (result == 0) return 0;
  *step = result < 0 ? "clone" : creation.step;
  if (creation.error != 0) errno = creation.error;
  return -1;
}

// What the child tells in the end: 0, or the error and which step it was (0 host name, 1 loopback, 2 and up the sysctls).
struct report {
  int error;
  int step;
};

static int step_number(const struct creation *creation) {
  if (strcmp(creation->step, "sethostname") == 0) return 0;
  if (strcmp(creation->step, "bring up lo") == 0) return 1;
  for (int i = 0; creation->request->sysctl_paths != NULL && creation->request->sysctl_paths[i] != NULL; i++) {
    if (creation->step == creation->request->sysctl_paths[i]) return i + 2;
  }
  return 0;
}

static const char *step_name(const struct kctl_namespace_request *request, int step) {
  return step == 0 ? "sethostname" : step == 1 ? "bring up lo" : request->sysctl_paths[step - 2];
}

static int write_map(pid_t pid, const char *name, uint32_t first, uint32_t count) {
  char path[64], line[64];
  snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
  snprintf(line, sizeof line, "0 %u %u\n", first, count);
  return write_sysctl(path, line);
}

static int pin_of(pid_t pid, const char *name, const char *to) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/ns/%s", pid, name);
  return pin(path, to);
}

// The child has no rights on the host any more: we write its maps and pin its namespaces while it waits.
static int oversee(
  const struct kctl_namespace_request *request, pid_t pid, int to_child, int from_child, const char *user_path, uint32_t first, uint32_t count,
  const char **step) {
  *step = "map users";
  if (write_map(pid, "uid_map", first, count) != 0 || write_map(pid, "gid_map", first, count) != 0) return -1;
  struct report report = {.error = EIO, .step = 0};
  *step = "furnish namespaces";
  if (write(to_child, "x", 1) != 1 || read(from_child, &report, sizeof report) != (ssize_t)sizeof report) return -1;
  if (report.error != 0) {
    *step = step_name(request, report.step);
    errno = report.error;
    return -1;
  }
  *step = "pin namespaces";
  if (pin_of(pid, "user", user_path) != 0 || pin_of(pid, "net", request->net_path) != 0) return -1;
  return pin_of(pid, "ipc", request->ipc_path) != 0 || pin_of(pid, "uts", request->uts_path) != 0 ? -1 : 0;
}

int kctl_user_namespaces_create(
  const struct kctl_namespace_request *request, const char *user_path, uint32_t first, uint32_t count, const char **step) {
  int down[2], up[2];
  *step = "pipe";
  if (kctl_pipe(down) != 0) return -1;
  if (kctl_pipe(up) != 0) {
    close(down[0]);
    close(down[1]);
    return -1;
  }
  *step = "clone";
  // A copy of us, not a child on our memory: we must go on while it waits.
  pid_t pid = (pid_t)syscall(SYS_clone, flags_of(request) | CLONE_NEWUSER | SIGCHLD, NULL, NULL, NULL, NULL);
  if (pid == 0) {
    char go;
    struct creation creation = {.request = request, .error = 0, .step = ""};
    close(down[1]);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (read(down[0], &go, 1) != 1) _exit(1);
    furnish(&creation);
    struct report report = {.error = creation.error, .step = creation.error == 0 ? 0 : step_number(&creation)};
    if (write(up[1], &report, sizeof report) != (ssize_t)sizeof report) _exit(1);
    // Until our namespaces are pinned.
    while (read(down[0], &go, 1) < 0 && errno == EINTR) {
    }
    _exit(0);
  }
  close(up[1]);
  int result = pid < 0 ? -1 : oversee(request, pid, down[1], up[0], user_path, first, count, step);
  int saved = errno;
  close(down[0]);
  close(down[1]);
  close(up[0]);
  // Not left to the end of the pipe, whose other end a second such child may hold.
  if (pid > 0) kill(pid, SIGKILL);
  while (pid > 0 && waitpid(pid, NULL, 0) < 0 && errno == EINTR) {
  }
  errno = saved;
  return result;
}
