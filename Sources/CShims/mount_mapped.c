#include "include/CShims.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

// linux/mount.h and sys/mount.h of older C libraries exclude each other: the numbers are the kernel's (5.12).
#ifndef SYS_open_tree
#define SYS_open_tree 428
#define SYS_move_mount 429
#endif
#ifndef SYS_mount_setattr
#define SYS_mount_setattr 442
#endif

enum { clone_tree = 1, from_empty_path = 4, id_map = 0x00100000, recursive = 0x8000, empty_path = 0x1000 };

struct attributes {
  uint64_t set;
  uint64_t clear;
  uint64_t propagation;
  uint64_t user_namespace;
};

int kctl_mount_mapped(const char *source, const char *target, const char *user_namespace) {
  int users = open(user_namespace, O_RDONLY | O_CLOEXEC);
  if (users < 0) return -1;
  int result = -1;
  int tree = (int)syscall(SYS_open_tree, AT_FDCWD, source, clone_tree | recursive | O_CLOEXEC);
  if (tree >= 0) {
    struct attributes attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.set = id_map;
    attributes.user_namespace = (uint64_t)users;
    result = (int)syscall(SYS_mount_setattr, tree, "", empty_path | recursive, &attributes, sizeof attributes);
    if (result == 0) result = (int)syscall(SYS_move_mount, tree, "", AT_FDCWD, target, from_empty_path);
  }
  int saved = errno;
  if (tree >= 0) close(tree);
  close(users);
  errno = saved;
  return result;
}
