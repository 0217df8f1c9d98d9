extension SchemaText {
  static let coreV1ReplicationController = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    resource replicationcontrollers ReplicationController singular=replicationcontroller namespaced short=rc categories=all
      subresource scale autoscaling/v1:Scale get,patch,update
      subresource status v1:ReplicationController get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Desired integer -- How many pods are wanted.
      column Current integer -- How many pods there are.
      column Ready integer -- How many pods are ready.
      column Age string -- How long ago the object was created.
      column Containers string wide -- The names of the containers.
      column Images string wide -- The images of the containers.
      column Selector string wide -- The labels that select the pods.
      label status.replicas
    kind ReplicationController -- Keeps a number of alike pods running; the predecessor of ReplicaSet.
      metadata meta.ObjectMeta #1 -- Standard object metadata; labels are those of the template by default.
      spec ReplicationControllerSpec #2 -- What is wanted.
      status ReplicationControllerStatus #3 -- What was last observed; written by the system.

    type ReplicationControllerSpec -- What is wanted of a replication controller.
      minReadySeconds int32 #4 default=0 -- Seconds that a pod must be ready before it counts as available.
      replicas int32? #1 default=1 -- How many pods are wanted; 1 by default.
      selector {string} #2 atomic -- The labels of the pods that belong to the controller; those of the template by default.
      template PodTemplateSpec #3 -- The pods to make; restartPolicy must be Always.

    type ReplicationControllerStatus -- What was last observed of a replication controller.
      availableReplicas int32 #5 -- Pods that have been ready for minReadySeconds.
      conditions [ReplicationControllerCondition] #6 map=type merge=type -- The controller's conditions.
      fullyLabeledReplicas int32 #2 -- Pods that have all labels of the template.
      observedGeneration int64 #3 -- The metadata.generation that this reflects.
      readyReplicas int32 #4 -- Pods that are ready.
      replicas! int32 #1 -- Pods of the controller.

    type ReplicationControllerCondition -- One aspect of a replication controller's state.
      lastTransitionTime time #3 -- When the condition last changed from one status to another.
      message string #5 -- Details for people.
      reason string #4 -- A short reason in camel case, for programs.
      status! string #2 -- True, False or Unknown.
      type! string #1 -- The condition's name.
    """)
}
