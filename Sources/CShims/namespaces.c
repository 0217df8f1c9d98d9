#include "include/CShims.h"

#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
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

static int child(void *argument) {
  struct creation *creation = argument;
  const struct kctl_namespace_request *request = creation->request;
  if (request->hostname != NULL && request->uts_path != NULL && sethostname(request->hostname, strlen(request->hostname)) != 0) {
    return fail(creation, "sethostname");
  }
  if (request->net_path != NULL && bring_up_loopback() != 0) return fail(creation, "bring up lo");
  for (int i = 0; request->sysctl_paths != NULL && request->sysctl_paths[i] != NULL; i++) {
    if (write_sysctl(request->sysctl_paths[i], request->sysctl_values[i]) != 0) return fail(creation, request->sysctl_paths[i]);
  }
  if (pin("/proc/self/ns/net", request->net_path) != 0) return fail(creation, "pin network namespace");
  if (pin("/proc/self/ns/ipc", request->ipc_path) != 0) return fail(creation, "pin ipc namespace");
  if (pin("/proc/self/ns/uts", request->uts_path) != 0) return fail(creation, "pin uts namespace");
  return 0;
}

int kctl_namespaces_create(const struct kctl_namespace_request *request, const char **step) {
  struct creation creation = {.request = request, .error = 0, .step = ""};
  int flags = (request->net_path != NULL ? CLONE_NEWNET : 0) | (request->ipc_path != NULL ? CLONE_NEWIPC : 0)
    | (request->uts_path != NULL ? CLONE_NEWUTS : 0);
  int result = kctl_child_run(child, &creation, flags);
  if (result == 0) return 0;
  *step = result < 0 ? "clone" : creation.step;
  if (creation.error != 0) errno = creation.error;
  return -1;
}
