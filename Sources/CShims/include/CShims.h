#ifndef KCTL_CSHIMS_H
#define KCTL_CSHIMS_H

// The system calls that Swift can't make itself: those that must run between fork and exec, in another namespace, or
// that glibc has no function for. One .c file a call. Every function returns -1 and sets errno when it fails,
// unless it says otherwise. Descriptors that are returned are close-on-exec.

// No system header but these two: a struct of <sys/stat.h> or <time.h> that came through here would count as this
// module's, and Swift files that only import Glibc couldn't use it any more.
#include <stddef.h>
#include <stdint.h>

// MARK: spawn.c

struct kctl_spawn_request {
  const char *path;            // absolute
  const char *const *argv;     // ends with NULL
  const char *const *envp;     // ends with NULL
  const char *cwd;             // NULL keeps ours
  const int *descriptors;      // ours; descriptors[i] becomes the child's i. -1 opens /dev/null
  int descriptor_count;        // at least 3; everything above is closed
  const char *const *cgroups;  // cgroup.procs files the child enters before exec; ends with NULL, may be NULL
  const char *hidden_mount;    // unmounted for the child alone (in a mount namespace of its own); NULL for none
  const char *hidden_parent;   // the mount it lies on: made private first, so that nothing propagates
  int new_session;             // setsid
  int controlling_terminal;    // the child's descriptor that becomes its terminal; -1 for none
  const char *root;            // becomes the child's whole file system, in a mount namespace of its own; NULL keeps ours.
                               // `path` is then within it, and the child gives its privileges up
  unsigned int user;           // with `root`: its user and group
  const char *const *joined_namespaces;  // files of namespaces the child enters; ends with NULL, may be NULL
  int new_process_namespace;   // the child becomes the first process of one
};

/// Starts a process with default signal handling. `*pidfd` is readable once it has ended. When the child failed
/// before exec, returns -1, errno is the child's, and `*step` (a static text) says at what.
int kctl_spawn(const struct kctl_spawn_request *request, int *pidfd, const char **step);

// MARK: namespaces.c

struct kctl_namespace_request {
  const char *net_path;  // files to pin the new namespaces to; NULL doesn't make that namespace
  const char *ipc_path;
  const char *uts_path;
  const char *hostname;               // set in the new uts namespace; NULL leaves it
  const char *const *sysctl_paths;    // files below /proc/sys, written inside; ends with NULL
  const char *const *sysctl_values;
};

/// Makes namespaces that no process holds: each is bind-mounted to its (existing) file. The new network
/// namespace's loopback is up. `*step` says what failed.
int kctl_namespaces_create(const struct kctl_namespace_request *request, const char **step);

/// The same in a new user namespace, pinned to `user_path`, to which they belong. Its ids from 0 on are `first` and the `count - 1` after
/// it to everybody else, users and groups alike.
int kctl_user_namespaces_create(
  const struct kctl_namespace_request *request, const char *user_path, uint32_t first, uint32_t count, const char **step);

// MARK: mount_mapped.c

/// Shows `source` and what is mounted below it at `target`, too, with the owners that they have in the user namespace pinned at
/// `user_namespace` (mount_setattr(2), MOUNT_ATTR_IDMAP).
int kctl_mount_mapped(const char *source, const char *target, const char *user_namespace);

// MARK: socket_in.c

/// A socket that lives in the network namespace pinned at `netns_path`.
int kctl_socket_in(const char *netns_path, int domain, int type, int protocol);

// MARK: open_in_root.c

/// Opens `path` with `root` as its root directory: no symbolic link and no `..` leads out of it (openat2(2), RESOLVE_IN_ROOT).
int kctl_open_in_root(int root, const char *path, int flags, unsigned int mode);

// MARK: pidfd.c

/// A descriptor that becomes readable when the process ends.
int kctl_pidfd_open(int pid);

/// Sends a signal to exactly the process of the descriptor.
int kctl_pidfd_send_signal(int pidfd, int signal);

// MARK: protect.c

/// Keeps this process's memory, which holds secrets, out of core files and from other processes of the same user. What it starts with exec
/// may be dumped again, within the hard limit, which stays.
int kctl_protect_memory(void);

// MARK: arenas.c

/// From now on the process allocates from one arena for each processor, not from eight: threads that never run at the same time don't
/// each keep free memory of their own. 0 when it was refused.
int kctl_share_arenas(void);

// MARK: pipe.c

/// A pipe whose both ends are close-on-exec from the first moment.
int kctl_pipe(int ends[2]);

// MARK: terminal.c

/// A new pseudo-terminal: two descriptors.
int kctl_pseudo_terminal(int *main_side, int *process_side);

/// Sets a terminal's size; its foreground processes get SIGWINCH.
int kctl_terminal_resize(int descriptor, unsigned short columns, unsigned short rows);

// MARK: copy.c

/// Copies `length` bytes between files in the kernel, from their current offsets on (shares the blocks where the file
/// system can). Returns the number of bytes copied.
int64_t kctl_copy(int from, int to, int64_t length);

// MARK: syncfs.c

/// Flushes the file system that the descriptor lies on.
int kctl_syncfs(int descriptor);

// MARK: epoll.c

int kctl_epoll_create(void);

/// Waits for a descriptor to become readable or writable. `token` is what `kctl_epoll_wait` tells of it.
int kctl_epoll_add(int epoll, int descriptor, int writable, uint64_t token);
int kctl_epoll_remove(int epoll, int descriptor);

/// Blocks until something is ready; fills in at most `count` tokens and returns how many.
int kctl_epoll_wait(int epoll, uint64_t *tokens, int count);

// MARK: file_attributes.c

/// lsetxattr(2) and lgetxattr(2).
int kctl_set_attribute(const char *path, const char *name, const void *value, size_t size);
int64_t kctl_get_attribute(const char *path, const char *name, void *value, size_t size);

uint64_t kctl_device(uint32_t major, uint32_t minor);
uint32_t kctl_device_major(uint64_t device);
uint32_t kctl_device_minor(uint64_t device);

/// open(2)'s O_PATH: a place in the tree, without its content.
int kctl_open_path_flag(void);

// MARK: crc32c.c

/// Continues a CRC32C (Castagnoli) over some bytes; neither inverts. Returns -1 and changes nothing where the processor has no
/// instruction for it.
int kctl_crc32c(uint32_t *checksum, const void *bytes, size_t count);

#endif
