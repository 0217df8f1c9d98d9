#include "include/CShims.h"

#include <string.h>

// The processor's own instruction where it has one; Swift has no way to ask for it.

#if defined(__x86_64__)

__attribute__((target("sse4.2"))) static uint32_t continued(uint32_t checksum, const unsigned char *bytes, size_t count) {
  uint64_t value = checksum;
  for (; count >= 8; bytes += 8, count -= 8) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    value = __builtin_ia32_crc32di(value, word);
  }
  checksum = (uint32_t)value;
  for (; count > 0; bytes++, count--) checksum = __builtin_ia32_crc32qi(checksum, *bytes);
  return checksum;
}

int kctl_crc32c(uint32_t *checksum, const void *bytes, size_t count) {
  if (!__builtin_cpu_supports("sse4.2")) return -1;
  *checksum = continued(*checksum, bytes, count);
  return 0;
}

#else

int kctl_crc32c(uint32_t *checksum, const void *bytes, size_t count) { return -1; }

#endif
