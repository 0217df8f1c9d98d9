int kctl_shims_version(void);
