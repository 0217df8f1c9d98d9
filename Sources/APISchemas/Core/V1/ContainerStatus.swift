extension SchemaText {
  static let coreV1ContainerStatus = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    type ContainerStatus -- What was last observed of one container.
      allocatedResources {quantity} #10 -- The resources the node has set aside for the container.
      allocatedResourcesStatus [ResourceStatus] #14 map=name merge=name -- The health of devices given to the container.
      containerID string #8 -- The container's id at the runtime, as type://id.
      image! string #6 -- The image that runs; it may differ from the one in the specification.
      imageID! string #7 -- The id of the image that runs.
      lastState ContainerState #3 -- How the container's last run ended.
      name! string #1 -- The container's name.
      ready! bool #4 -- Whether the container passes its readiness probe.
      resources ResourceRequirements #11 -- The resources in force.
      restartCount! int32 #5 -- How often the container was restarted.
      started bool? #9 -- Whether the container has started and passed its startup probe.
      state ContainerState #2 -- What the container is doing now.
      stopSignal string? #15
          | The signal that stops the container.
          & enum=SIGABRT|SIGALRM|SIGBUS|SIGCHLD|SIGCLD|SIGCONT|SIGFPE|SIGHUP|SIGILL|SIGINT|SIGIO|SIGIOT|SIGKILL|SIGPIPE|SIGPOLL
          & enum=SIGPROF|SIGPWR|SIGQUIT|SIGRTMAX|SIGRTMAX-1|SIGRTMAX-10|SIGRTMAX-11|SIGRTMAX-12|SIGRTMAX-13|SIGRTMAX-14
          & enum=SIGRTMAX-2|SIGRTMAX-3|SIGRTMAX-4|SIGRTMAX-5|SIGRTMAX-6|SIGRTMAX-7|SIGRTMAX-8|SIGRTMAX-9|SIGRTMIN|SIGRTMIN+1
          & enum=SIGRTMIN+10|SIGRTMIN+11|SIGRTMIN+12|SIGRTMIN+13|SIGRTMIN+14|SIGRTMIN+15|SIGRTMIN+2|SIGRTMIN+3|SIGRTMIN+4
          & enum=SIGRTMIN+5|SIGRTMIN+6|SIGRTMIN+7|SIGRTMIN+8|SIGRTMIN+9|SIGSEGV|SIGSTKFLT|SIGSTOP|SIGSYS|SIGTERM|SIGTRAP|SIGTSTP
          & enum=SIGTTIN|SIGTTOU|SIGURG|SIGUSR1|SIGUSR2|SIGVTALRM|SIGWINCH|SIGXCPU|SIGXFSZ
      user ContainerUser #13 -- The user and groups of the container's first process.
      volumeMounts [VolumeMountStatus] #12 map=mountPath merge=mountPath -- The mounts as they were made.

    type ContainerState -- What a container is doing; exactly one member is set, waiting when none is.
      running ContainerStateRunning #2 -- It runs.
      terminated ContainerStateTerminated #3 -- It has ended.
      waiting ContainerStateWaiting #1 -- It is not running yet.

    type ContainerStateRunning -- A container that runs.
      startedAt time #1 -- When it was started.

    type ContainerStateTerminated -- A container that has ended.
      containerID string #7 -- The container's id at the runtime.
      exitCode! int32 #1 -- The exit status of its first process.
      finishedAt time #6 -- When it ended.
      message string #4 -- What the container left in its termination message file.
      reason string #3 -- A short reason such as Completed, Error or OOMKilled.
      signal int32 #2 -- The signal that ended it.
      startedAt time #5 -- When it was started.

    type ContainerStateWaiting -- A container that is not running yet.
      message string #2 -- Details for people.
      reason string #1 -- A short reason such as ContainerCreating or ImagePullBackOff.

    type ContainerUser -- Who a container's first process runs as.
      linux LinuxContainerUser #1 -- On Linux.

    type LinuxContainerUser -- The numbers of user and groups.
      gid! int64 #2 -- The main group.
      supplementalGroups [int64] #3 -- The other groups.
      uid! int64 #1 -- The user.

    type ResourceStatus -- The health of one resource of a container.
      name! string #1 -- The resource's name.
      resources [ResourceHealth] #2 map=resourceID -- The health of each device.

    type ResourceHealth -- The health of one device.
      health string #2 -- Healthy, Unhealthy or Unknown.
      message string? #6 -- Details for people.
      resourceID! string #1 -- The device's id.

    type VolumeMountStatus -- A volume mount as it was made.
      mountPath! string #2 -- The path in the container.
      name! string #1 -- The volume's name.
      readOnly bool #3 -- Mounts the volume read-only; false by default.
      recursiveReadOnly string? #4 -- Whether the mount is read-only all the way down.
      volumeStatus VolumeStatus #5 -- The state of the volume.

    type VolumeStatus -- The state of a mounted volume.
      image ImageVolumeStatus #1 -- The image the volume was made from.

    type ImageVolumeStatus -- The image that a volume was made from.
      imageRef! string #1 -- The image, by digest.
    """)
}
