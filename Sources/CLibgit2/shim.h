#include <git2.h>
#include <git2/sys/repository.h>
#include <git2/sys/transport.h>

/* git_libgit2_opts is variadic, which Swift can't call. */
static inline int kctl_git_limit_cache(ssize_t bytes) { return git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, bytes); }
