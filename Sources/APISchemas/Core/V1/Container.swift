extension SchemaText {
  static let coreV1Container = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    type Container -- One container of a pod.
      args [string] -- Arguments for the entry point; $(NAME) stands for an environment variable. The image's own by default.
      command [string] -- The entry point; the image's own by default.
      env [EnvVar] map=name merge=name -- Environment variables.
      envFrom [EnvFromSource] -- Where to take whole sets of environment variables from; env wins over them.
      image string -- The image to run.
      imagePullPolicy string enum=Always|IfNotPresent|Never
          | When to pull: Always, IfNotPresent or Never. Always by default for the tag latest, else IfNotPresent.
      lifecycle Lifecycle -- What to do after the start and before the stop.
      livenessProbe Probe -- When this fails, the container is restarted.
      name! string -- The name, unique in the pod.
      ports [ContainerPort] map=containerPort,protocol merge=containerPort -- Ports that the container listens on; for information.
      readinessProbe Probe -- While this fails, services send the pod no traffic.
      resizePolicy [ContainerResizePolicy] -- Which resources can be resized without a restart.
      resources ResourceRequirements -- The resources the container needs and may use.
      restartPolicy string? -- The container's own restart policy; Always makes an init container a sidecar.
      restartPolicyRules [ContainerRestartRule] -- Rules on exit codes that come before the restart policy.
      securityContext SecurityContext -- Security settings, over those of the pod.
      startupProbe Probe -- Until this succeeds, no other probe runs; when it fails, the container is restarted.
      stdin bool -- Keeps a standard input open.
      stdinOnce bool -- Closes the standard input after the first client has gone.
      terminationMessagePath string -- The file whose text becomes the termination message; /dev/termination-log by default.
      terminationMessagePolicy string enum=FallbackToLogsOnError|File
          | File (the default), or FallbackToLogsOnError to take the end of the log when the file is empty.
      tty bool -- Gives the container a terminal; needs stdin.
      volumeDevices [VolumeDevice] map=devicePath merge=devicePath -- Volumes mapped as block devices.
      volumeMounts [VolumeMount] map=mountPath merge=mountPath -- Volumes mounted into the container.
      workingDir string -- The working directory; the image's own by default.

    type EphemeralContainer -- A container added to a running pod, to look into it; without guarantees and never restarted.
      args [string] -- Arguments for the entry point.
      command [string] -- The entry point; the image's own by default.
      env [EnvVar] map=name merge=name -- Environment variables.
      envFrom [EnvFromSource] -- Where to take whole sets of environment variables from; env wins over them.
      image string -- The image to run.
      imagePullPolicy string enum=Always|IfNotPresent|Never -- When to pull: Always, IfNotPresent or Never.
      lifecycle Lifecycle -- What to do after the start and before the stop.
      livenessProbe Probe -- When this fails, the container is restarted.
      name! string -- The name, unique among all containers of the pod.
      ports [ContainerPort] map=containerPort,protocol merge=containerPort -- Ports that the container listens on; for information.
      readinessProbe Probe -- While this fails, services send the pod no traffic.
      resizePolicy [ContainerResizePolicy] -- Which resources can be resized without a restart.
      resources ResourceRequirements -- The resources the container needs and may use.
      restartPolicy string? -- The container's own restart policy; Always makes an init container a sidecar.
      restartPolicyRules [ContainerRestartRule] -- Rules on exit codes that come before the restart policy.
      securityContext SecurityContext -- Security settings, over those of the pod.
      startupProbe Probe -- Until this succeeds, no other probe runs; when it fails, the container is restarted.
      stdin bool -- Keeps a standard input open.
      stdinOnce bool -- Closes the standard input after the first client has gone.
      targetContainerName string -- The container whose namespaces are joined.
      terminationMessagePath string -- The file whose text becomes the termination message; /dev/termination-log by default.
      terminationMessagePolicy string enum=FallbackToLogsOnError|File
          | File (the default), or FallbackToLogsOnError to take the end of the log when the file is empty.
      tty bool -- Gives the container a terminal; needs stdin.
      volumeDevices [VolumeDevice] map=devicePath merge=devicePath -- Volumes mapped as block devices.
      volumeMounts [VolumeMount] map=mountPath merge=mountPath -- Volumes mounted into the container.
      workingDir string -- The working directory.

    type ContainerPort -- A port that a container listens on.
      containerPort! int32 -- The port.
      hostIP string -- The address of the node that hostPort is bound to.
      hostPort int32 -- The port of the node that leads here.
      name string -- A name that services and probes can refer to.
      protocol string enum=SCTP|TCP|UDP default="TCP" -- TCP (the default), UDP or SCTP.

    type ContainerResizePolicy -- What a resize of one resource does to the container.
      resourceName! string -- cpu or memory.
      restartPolicy! string -- NotRequired or RestartContainer.

    type ContainerRestartRule -- What to do when a container ends in a certain way.
      action! string -- Restart or RestartAllContainers.
      exitCodes ContainerRestartRuleOnExitCodes -- The exit codes the rule is for.

    type ContainerRestartRuleOnExitCodes -- Exit codes.
      operator! string -- In or NotIn.
      values [int32] set -- The exit codes.

    type VolumeDevice -- A volume as a block device.
      devicePath! string -- The path of the device in the container.
      name! string -- The claim among the pod's volumes.

    type VolumeMount -- A volume in a container.
      mountPath! string -- The path in the container.
      mountPropagation string? enum=Bidirectional|HostToContainer|None
          | How mounts spread between node and container: None (the default), HostToContainer or Bidirectional.
      name! string -- The volume's name.
      readOnly bool -- Mounts the volume read-only; false by default.
      recursiveReadOnly string? -- Whether a read-only mount is so all the way down: Disabled, IfPossible or Enabled.
      subPath string -- The path inside the volume to mount; its root by default.
      subPathExpr string -- As subPath, with $(NAME) for environment variables.

    type ResourceRequirements -- The resources that a container needs and may use.
      claims [ResourceClaim] map=name -- Resource claims of the pod that the container uses.
      limits {quantity} -- The most the container may use.
      requests {quantity} -- The least the container needs; the limits by default.

    type ResourceClaim -- A resource claim that a container uses.
      name! string -- The claim's name in the pod.
      request string -- The one request of the claim to use; all by default.
    """)
}
