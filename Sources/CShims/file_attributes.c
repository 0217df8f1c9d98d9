#include "include/CShims.h"

#include <fcntl.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>

int kctl_set_attribute(const char *path, const char *name, const void *value, size_t size) {
  return lsetxattr(path, name, value, size, 0);
}

int64_t kctl_get_attribute(const char *path, const char *name, void *value, size_t size) {
  return lgetxattr(path, name, value, size);
}

uint64_t kctl_device(uint32_t major, uint32_t minor) { return makedev(major, minor); }
uint32_t kctl_device_major(uint64_t device) { return major(device); }
uint32_t kctl_device_minor(uint64_t device) { return minor(device); }

int kctl_open_path_flag(void) { return O_PATH; }
