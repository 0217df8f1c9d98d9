#include "include/CShims.h"

#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>

struct request {
  int netns, domain, type, protocol;
  volatile int result, error;
};

static int child(void *argument) {
  struct request *request = argument;
  if (setns(request->netns, CLONE_NEWNET) == 0) {
    request->result = socket(request->domain, request->type | SOCK_CLOEXEC, request->protocol);
  }
  request->error = errno;
  return 0;
}

// The child shares our descriptor table, so the socket it opens is ours; no thread of ours ever changes its namespace.
int kctl_socket_in(const char *netns_path, int domain, int type, int protocol) {
  int netns = open(netns_path, O_RDONLY | O_CLOEXEC);
  if (netns < 0) return -1;
  struct request request = {netns, domain, type, protocol, -1, 0};
  int ran = kctl_child_run(child, &request, CLONE_FILES);
  int saved = ran < 0 ? errno : request.error;
  close(netns);
  if (ran < 0 || request.result < 0) {
    errno = saved;
    return -1;
  }
  return request.result;
}
