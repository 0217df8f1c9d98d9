extension SchemaText {
  static let coreV1SecurityContext = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    type PodSecurityContext -- Security settings of a pod's containers.
      appArmorProfile AppArmorProfile #11 -- The AppArmor profile.
      fsGroup int64? #5 -- The group that volumes belong to and that all containers are in.
      fsGroupChangePolicy string? #9 enum=Always|OnRootMismatch
          | When the ownership of volumes is changed: Always (the default) or OnRootMismatch.
      runAsGroup int64? #6 -- The main group of the first processes.
      runAsNonRoot bool? #3 -- Refuses to run as user 0.
      runAsUser int64? #2 -- The user of the first processes; the image's own by default.
      seLinuxChangePolicy string? #13 -- How labels of volumes are set: MountOption or Recursive.
      seLinuxOptions SELinuxOptions #1 -- The SELinux context.
      seccompProfile SeccompProfile #10 -- The seccomp profile.
      supplementalGroups [int64] #4 -- More groups of the first processes.
      supplementalGroupsPolicy string? #12 enum=Merge|Strict -- Merge (the default) adds the image's groups, Strict does not.
      sysctls [Sysctl] #7 -- Kernel parameters of the pod's namespaces.
      windowsOptions WindowsSecurityContextOptions #8 -- Settings for Windows.

    type SecurityContext -- Security settings of a container.
      allowPrivilegeEscalation bool? #7 -- Whether a process can gain more privileges than its parent.
      appArmorProfile AppArmorProfile #12 -- The AppArmor profile.
      capabilities Capabilities #1 -- Capabilities beside those the runtime gives.
      privileged bool? #2 -- Runs with the privileges of root on the node.
      procMount string? #9 enum=Default|Unmasked -- How /proc is mounted: Default or Unmasked.
      readOnlyRootFilesystem bool? #6 -- Makes the root file system read-only.
      runAsGroup int64? #8 -- The main group of the first process.
      runAsNonRoot bool? #5 -- Refuses to run as user 0.
      runAsUser int64? #4 -- The user of the first process.
      seLinuxOptions SELinuxOptions #3 -- The SELinux context.
      seccompProfile SeccompProfile #11 -- The seccomp profile.
      windowsOptions WindowsSecurityContextOptions #10 -- Settings for Windows.

    type Capabilities -- Capabilities to add and to drop.
      add [string] #1 -- Added.
      drop [string] #2 -- Dropped.

    type SELinuxOptions -- An SELinux context.
      level string #4 -- The level.
      role string #2 -- The role.
      type string #3 -- The type.
      user string #1 -- The user.

    type SeccompProfile -- A seccomp profile.
      localhostProfile string? #2 -- The profile's file on the node; only for type Localhost.
      type! string #1 enum=Localhost|RuntimeDefault|Unconfined -- Localhost, RuntimeDefault or Unconfined.

    type AppArmorProfile -- An AppArmor profile.
      localhostProfile string? #2 -- The profile's name on the node; only for type Localhost.
      type! string #1 enum=Localhost|RuntimeDefault|Unconfined -- Localhost, RuntimeDefault or Unconfined.

    type WindowsSecurityContextOptions -- Settings for Windows.
      gmsaCredentialSpec string? #2 -- The GMSA credential specification.
      gmsaCredentialSpecName string? #1 -- The name of the GMSA credential specification.
      hostProcess bool? #4 -- Whether the container is a process of the host.
      runAsUserName string? #3 -- The user name of the first process.

    type Sysctl -- A kernel parameter.
      name! string #1 -- The name.
      value! string #2 -- The value.
    """)
}
