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
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec ReplicaSetSpec #2 -- What is wanted.
      status ReplicaSetStatus #3 -- What was last observed; written by the system.

    type ReplicaSetSpec -- What is wanted of a replica set.
      minReadySeconds int32 #4 -- Seconds that a pod must be ready before it counts as available.
      replicas int32? #1 -- How many pods are wanted; 1 by default.
      selector! meta.LabelSelector #2 -- The pods that belong to the replica set; must match the template's labels and can't be changed.
      template core.PodTemplateSpec #3 -- The pods to make.

    type ReplicaSetStatus -- What was last observed of a replica set.
      availableReplicas int32 #5 -- Pods that have been ready for minReadySeconds.
      conditions [ReplicaSetCondition] #6 map=type merge=type -- The replica set's conditions.
      fullyLabeledReplicas int32 #2 -- Pods that have all labels of the template.
      observedGeneration int64 #3 -- The metadata.generation that this reflects.
      readyReplicas int32 #4 -- Pods that are ready.
      replicas! int32 #1 -- Pods of the replica set that aren't terminating.
      terminatingReplicas int32? #7 -- Pods of the replica set that are terminating.

    type ReplicaSetCondition -- One aspect of a replica set's state.
      lastTransitionTime time #3 -- When the condition last changed from one status to another.
      message string #5 -- Details for people.
      reason string #4 -- A short reason in camel case, for programs.
      status! string #2 -- True, False or Unknown.
      type! string #1 -- The condition's name.
    """)
}
