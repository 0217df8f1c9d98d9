extension SchemaText {
  static let coreV1Container = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    type Container -- One container of a pod.
      args [string] #4 -- Arguments for the entry point; $(NAME) stands for an environment variable. The image's own by default.
      command [string] #3 -- The entry point; the image's own by default.
      env [EnvVar] #7 map=name merge=name -- Environment variables.
      envFrom [EnvFromSource] #19 -- Where to take whole sets of environment variables from; env wins over them.
      image string #2 -- The image to run.
      imagePullPolicy string #14 enum=Always|IfNotPresent|Never
          | When to pull: Always, IfNotPresent or Never. Always by default for the tag latest, else IfNotPresent.
      lifecycle Lifecycle #12 -- What to do after the start and before the stop.
      livenessProbe Probe #10 -- When this fails, the container is restarted.
      name! string #1 -- The name, unique in the pod.
      ports [ContainerPort] #6 map=containerPort,protocol merge=containerPort -- Ports that the container listens on; for information.
      readinessProbe Probe #11 -- While this fails, services send the pod no traffic.
      resizePolicy [ContainerResizePolicy] #23 -- Which resources can be resized without a restart.
      resources ResourceRequirements #8 -- The resources the container needs and may use.
      restartPolicy string? #24 -- The container's own restart policy; Always makes an init container a sidecar.
      restartPolicyRules [ContainerRestartRule] #25 -- Rules on exit codes that come before the restart policy.
      securityContext SecurityContext #15 -- Security settings, over those of the pod.
      startupProbe Probe #22 -- Until this succeeds, no other probe runs; when it fails, the container is restarted.
      stdin bool #16 -- Keeps a standard input open.
      stdinOnce bool #17 -- Closes the standard input after the first client has gone.
      terminationMessagePath string #13 -- The file whose text becomes the termination message; /dev/termination-log by default.
      terminationMessagePolicy string #20 enum=FallbackToLogsOnError|File
          | File (the default), or FallbackToLogsOnError to take the end of the log when the file is empty.
      tty bool #18 -- Gives the container a terminal; needs stdin.
      volumeDevices [VolumeDevice] #21 map=devicePath merge=devicePath -- Volumes mapped as block devices.
      volumeMounts [VolumeMount] #9 map=mountPath merge=mountPath -- Volumes mounted into the container.
      workingDir string #5 -- The working directory; the image's own by default.

    type EphemeralContainer -- A container added to a running pod, to look into it; without guarantees and never restarted.
      args [string] #1.4 -- Arguments for the entry point.
      command [string] #1.3 -- The entry point; the image's own by default.
      env [EnvVar] #1.7 map=name merge=name -- Environment variables.
      envFrom [EnvFromSource] #1.19 -- Where to take whole sets of environment variables from; env wins over them.
      image string #1.2 -- The image to run.
      imagePullPolicy string #1.14 enum=Always|IfNotPresent|Never -- When to pull: Always, IfNotPresent or Never.
      lifecycle Lifecycle #1.12 -- What to do after the start and before the stop.
      livenessProbe Probe #1.10 -- When this fails, the container is restarted.
      name! string #1.1 -- The name, unique among all containers of the pod.
      ports [ContainerPort] #1.6 map=containerPort,protocol merge=containerPort -- Ports that the container listens on; for information.
      readinessProbe Probe #1.11 -- While this fails, services send the pod no traffic.
      resizePolicy [ContainerResizePolicy] #1.23 -- Which resources can be resized without a restart.
      resources ResourceRequirements #1.8 -- The resources the container needs and may use.
      restartPolicy string? #1.24 -- The container's own restart policy; Always makes an init container a sidecar.
      restartPolicyRules [ContainerRestartRule] #1.25 -- Rules on exit codes that come before the restart policy.
      securityContext SecurityContext #1.15 -- Security settings, over those of the pod.
      startupProbe Probe #1.22 -- Until this succeeds, no other probe runs; when it fails, the container is restarted.
      stdin bool #1.16 -- Keeps a standard input open.
      stdinOnce bool #1.17 -- Closes the standard input after the first client has gone.
      targetContainerName string #2 -- The container whose namespaces are joined.
      terminationMessagePath string #1.13 -- The file whose text becomes the termination message; /dev/termination-log by default.
      terminationMessagePolicy string #1.20 enum=FallbackToLogsOnError|File
          | File (the default), or FallbackToLogsOnError to take the end of the log when the file is empty.
      tty bool #1.18 -- Gives the container a terminal; needs stdin.
      volumeDevices [VolumeDevice] #1.21 map=devicePath merge=devicePath -- Volumes mapped as block devices.
      volumeMounts [VolumeMount] #1.9 map=mountPath merge=mountPath -- Volumes mounted into the container.
      workingDir string #1.5 -- The working directory.

    type ContainerPort -- A port that a container listens on.
      containerPort! int32 #3 -- The port.
      hostIP string #5 -- The address of the node that hostPort is bound to.
      hostPort int32 #2 -- The port of the node that leads here.
      name string #1 -- A name that services and probes can refer to.
      protocol string #4 enum=SCTP|TCP|UDP default="TCP" -- TCP (the default), UDP or SCTP.

    type ContainerResizePolicy -- What a resize of one resource does to the container.
      resourceName! string #1 -- cpu or memory.
      restartPolicy! string #2 -- NotRequired or RestartContainer.

    type ContainerRestartRule -- What to do when a container ends in a certain way.
      action! string #1 -- Restart or RestartAllContainers.
      exitCodes ContainerRestartRuleOnExitCodes #2 -- The exit codes the rule is for.

    type ContainerRestartRuleOnExitCodes -- Exit codes.
      operator! string #1 -- In or NotIn.
      values [int32] #2 set -- The exit codes.

    type VolumeDevice -- A volume as a block device.
      devicePath! string #2 -- The path of the device in the container.
      name! string #1 -- The claim among the pod's volumes.

    type VolumeMount -- A volume in a container.
      mountPath! string #3 -- The path in the container.
      mountPropagation string? #5 enum=Bidirectional|HostToContainer|None
          | How mounts spread between node and container: None (the default), HostToContainer or Bidirectional.
      name! string #1 -- The volume's name.
      readOnly bool #2 -- Mounts the volume read-only; false by default.
      recursiveReadOnly string? #7 -- Whether a read-only mount is so all the way down: Disabled, IfPossible or Enabled.
      subPath string #4 -- The path inside the volume to mount; its root by default.
      subPathExpr string #6 -- As subPath, with $(NAME) for environment variables.

    type ResourceRequirements -- The resources that a container needs and may use.
      claims [ResourceClaim] #3 map=name -- Resource claims of the pod that the container uses.
      limits {quantity} #1 -- The most the container may use.
      requests {quantity} #2 -- The least the container needs; the limits by default.

    type ResourceClaim -- A resource claim that a container uses.
      name! string #1 -- The claim's name in the pod.
      request string #2 -- The one request of the claim to use; all by default.
    """)
}
