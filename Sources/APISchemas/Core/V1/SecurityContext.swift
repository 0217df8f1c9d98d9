extension SchemaText {
  static let coreV1SecurityContext = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    type PodSecurityContext -- Security settings of a pod's containers.
      appArmorProfile AppArmorProfile -- The AppArmor profile.
      fsGroup int64? -- The group that volumes belong to and that all containers are in.
      fsGroupChangePolicy string? enum=Always|OnRootMismatch
          | When the ownership of volumes is changed: Always (the default) or OnRootMismatch.
      runAsGroup int64? -- The main group of the first processes.
      runAsNonRoot bool? -- Refuses to run as user 0.
      runAsUser int64? -- The user of the first processes; the image's own by default.
      seLinuxChangePolicy string? -- How labels of volumes are set: MountOption or Recursive.
      seLinuxOptions SELinuxOptions -- The SELinux context.
      seccompProfile SeccompProfile -- The seccomp profile.
      supplementalGroups [int64] -- More groups of the first processes.
      supplementalGroupsPolicy string? enum=Merge|Strict -- Merge (the default) adds the image's groups, Strict does not.
      sysctls [Sysctl] -- Kernel parameters of the pod's namespaces.
      windowsOptions WindowsSecurityContextOptions -- Settings for Windows.

    type SecurityContext -- Security settings of a container.
      allowPrivilegeEscalation bool? -- Whether a process can gain more privileges than its parent.
      appArmorProfile AppArmorProfile -- The AppArmor profile.
      capabilities Capabilities -- Capabilities beside those the runtime gives.
      privileged bool? -- Runs with the privileges of root on the node.
      procMount string? enum=Default|Unmasked -- How /proc is mounted: Default or Unmasked.
      readOnlyRootFilesystem bool? -- Makes the root file system read-only.
      runAsGroup int64? -- The main group of the first process.
      runAsNonRoot bool? -- Refuses to run as user 0.
      runAsUser int64? -- The user of the first process.
      seLinuxOptions SELinuxOptions -- The SELinux context.
      seccompProfile SeccompProfile -- The seccomp profile.
      windowsOptions WindowsSecurityContextOptions -- Settings for Windows.

    type Capabilities -- Capabilities to add and to drop.
      add [string] -- Added.
      drop [string] -- Dropped.

    type SELinuxOptions -- An SELinux context.
      level string -- The level.
      role string -- The role.
      type string -- The type.
      user string -- The user.

    type SeccompProfile -- A seccomp profile.
      localhostProfile string? -- The profile's file on the node; only for type Localhost.
      type! string enum=Localhost|RuntimeDefault|Unconfined -- Localhost, RuntimeDefault or Unconfined.

    type AppArmorProfile -- An AppArmor profile.
      localhostProfile string? -- The profile's name on the node; only for type Localhost.
      type! string enum=Localhost|RuntimeDefault|Unconfined -- Localhost, RuntimeDefault or Unconfined.

    type WindowsSecurityContextOptions -- Settings for Windows.
      gmsaCredentialSpec string? -- The GMSA credential specification.
      gmsaCredentialSpecName string? -- The name of the GMSA credential specification.
      hostProcess bool? -- Whether the container is a process of the host.
      runAsUserName string? -- The user name of the first process.

    type Sysctl -- A kernel parameter.
      name! string -- The name.
      value! string -- The value.
    """)
}
