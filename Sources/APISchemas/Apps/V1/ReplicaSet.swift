extension SchemaText {
  static let appsV1ReplicaSet = SchemaText(
    group: "apps", version: "v1", package: "io.k8s.api.apps.v1",
    """
    resource replicasets ReplicaSet singular=replicaset namespaced short=rs categories=all
      subresource scale autoscaling/v1:Scale get,patch,update
      subresource status apps/v1:ReplicaSet get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Desired integer -- How many pods are wanted.
      column Current integer -- How many pods there are.
      column Ready integer -- How many pods are ready.
      column Age string -- How long ago the object was created.
      column Containers string wide -- The names of the containers.
      column Images string wide -- The images of the containers.
      column Selector string wide -- The labels that select the pods.
    kind ReplicaSet -- Keeps a number of alike pods running.
      metadata meta.ObjectMeta -- Standard object metadata.
      spec ReplicaSetSpec -- What is wanted.
      status ReplicaSetStatus -- What was last observed; written by the system.

    type ReplicaSetSpec -- What is wanted of a replica set.
      minReadySeconds int32 -- Seconds that a pod must be ready before it counts as available.
      replicas int32? -- How many pods are wanted; 1 by default.
      selector! meta.LabelSelector -- The pods that belong to the replica set; must match the template's labels and can't be changed.
      template core.PodTemplateSpec -- The pods to make.

    type ReplicaSetStatus -- What was last observed of a replica set.
      availableReplicas int32 -- Pods that have been ready for minReadySeconds.
      conditions [ReplicaSetCondition] map=type merge=type -- The replica set's conditions.
      fullyLabeledReplicas int32 -- Pods that have all labels of the template.
      observedGeneration int64 -- The metadata.generation that this reflects.
      readyReplicas int32 -- Pods that are ready.
      replicas! int32 -- Pods of the replica set that aren't terminating.
      terminatingReplicas int32? -- Pods of the replica set that are terminating.

    type ReplicaSetCondition -- One aspect of a replica set's state.
      lastTransitionTime time -- When the condition last changed from one status to another.
      message string -- Details for people.
      reason string -- A short reason in camel case, for programs.
      status! string -- True, False or Unknown.
      type! string -- The condition's name.
    """)
}
