#include "include/CShims.h"

#include <sys/epoll.h>

int kctl_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

int kctl_epoll_add(int epoll, int descriptor, int writable, uint64_t token) {
  struct epoll_event event = {.events = writable ? EPOLLOUT : EPOLLIN, .data.u64 = token};
  return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
}

int kctl_epoll_remove(int epoll, int descriptor) { return epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, NULL); }

int kctl_epoll_wait(int epoll, uint64_t *tokens, int count) {
  struct epoll_event events[64];
  int ready = epoll_wait(epoll, events, count < 64 ? count : 64, -1);
  for (int i = 0; i < ready; i++) tokens[i] = events[i].data.u64;
  return ready;
}
