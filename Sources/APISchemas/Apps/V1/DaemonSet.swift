extension SchemaText {
  static let appsV1DaemonSet = SchemaText(
    group: "apps", version: "v1", package: "io.k8s.api.apps.v1",
    """
    resource daemonsets DaemonSet singular=daemonset namespaced short=ds categories=all
      subresource status apps/v1:DaemonSet get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Desired integer -- How many nodes should run a pod.
      column Current integer -- How many nodes that should run a pod have one.
      column Ready integer -- How many pods are ready.
      column Up-to-date integer -- How many pods run the newest template.
      column Available integer -- How many pods are available.
      column Node_Selector string -- The labels of the nodes that run a pod.
      column Age string -- How long ago the object was created.
      column Containers string wide -- The names of the containers.
      column Images string wide -- The images of the containers.
      column Selector string wide -- The labels that select the pods.
    kind DaemonSet -- Keeps one pod running on every node that suits.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec DaemonSetSpec #2 -- What is wanted.
      status DaemonSetStatus #3 -- What was last observed; written by the system.

    type DaemonSetSpec -- What is wanted of a daemon set.
      minReadySeconds int32 #4 -- Seconds that a pod must be ready before it counts as available.
      revisionHistoryLimit int32? #6 -- How many old revisions are kept for rollbacks; 10 by default.
      selector! meta.LabelSelector #1 -- The pods that belong to the set; must match the template's labels and can't be changed.
      template! core.PodTemplateSpec #2 -- The pods to make, on the nodes that its nodeSelector matches; restartPolicy must be Always.
      updateStrategy DaemonSetUpdateStrategy #3 -- How pods are replaced when the template changes.

    type DaemonSetUpdateStrategy -- How the pods of a daemon set are replaced.
      rollingUpdate RollingUpdateDaemonSet #2 -- Settings of a rolling update.
      type string #1 enum=OnDelete|RollingUpdate -- RollingUpdate (the default), or OnDelete, which waits for pods to be deleted.

    type RollingUpdateDaemonSet -- The pace of a rolling update; exactly one of the two isn't zero.
      maxSurge intOrString #2 -- On how many nodes the new pod may run beside the old, as number or percentage; 0 by default.
      maxUnavailable intOrString #1 -- On how many nodes the pod may be missing, as number or percentage; 1 by default.

    type DaemonSetStatus -- What was last observed of a daemon set.
      collisionCount int32? #9 -- How often the name of a new revision was taken already.
      conditions [DaemonSetCondition] #10 map=type merge=type -- The set's conditions.
      currentNumberScheduled! int32 #1 -- Nodes that should run a pod and have one.
      desiredNumberScheduled! int32 #3 -- Nodes that should run a pod.
      numberAvailable int32 #7 -- Nodes whose pod has been ready for minReadySeconds.
      numberMisscheduled! int32 #2 -- Nodes that have a pod and shouldn't.
      numberReady! int32 #4 -- Nodes whose pod is ready.
      numberUnavailable int32 #8 -- Nodes that should run a pod and have none that is available.
      observedGeneration int64 #5 -- The metadata.generation that this reflects.
      updatedNumberScheduled int32 #6 -- Nodes whose pod runs the newest template.

    type DaemonSetCondition -- One aspect of a daemon set's state.
      lastTransitionTime time #3 -- When the condition last changed from one status to another.
      message string #5 -- Details for people.
      reason string #4 -- A short reason in camel case, for programs.
      status! string #2 -- True, False or Unknown.
      type! string #1 -- The condition's name.
    """)
}
