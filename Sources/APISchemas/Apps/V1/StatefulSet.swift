extension SchemaText {
  static let appsV1StatefulSet = SchemaText(
    group: "apps", version: "v1", package: "io.k8s.api.apps.v1",
    """
    resource statefulsets StatefulSet singular=statefulset namespaced short=sts categories=all
      subresource scale autoscaling/v1:Scale get,patch,update
      subresource status apps/v1:StatefulSet get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Ready string -- How many are ready, of how many wanted.
      column Age string -- How long ago the object was created.
      column Containers string wide -- The names of the containers.
      column Images string wide -- The images of the containers.
    kind StatefulSet -- Keeps numbered pods running, each with a name and volumes of its own that outlive it.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec StatefulSetSpec #2 -- What is wanted.
      status StatefulSetStatus #3 -- What was last observed; written by the system.

    type StatefulSetSpec -- What is wanted of a stateful set.
      minReadySeconds int32 #9 -- Seconds that a pod must be ready before it counts as available.
      ordinals StatefulSetOrdinals #11 -- How the pods are numbered; from 0 by default.
      persistentVolumeClaimRetentionPolicy StatefulSetPersistentVolumeClaimRetentionPolicy #10
          | What becomes of the volume claims when the set is deleted or scaled down.
      podManagementPolicy string #6 enum=OrderedReady|Parallel
          | OrderedReady (the default) makes pods one after the other, Parallel all at once. It can't be changed.
      replicas int32? #1 -- How many pods are wanted; 1 by default.
      revisionHistoryLimit int32? #8 -- How many old revisions are kept for rollbacks; 10 by default.
      selector! meta.LabelSelector #2 -- The pods that belong to the set; must match the template's labels and can't be changed.
      serviceName string? #5 -- The headless service that gives the pods their DNS names; it must exist, and can't be changed.
      template! core.PodTemplateSpec #3 -- The pods to make; restartPolicy must be Always.
      updateStrategy StatefulSetUpdateStrategy #7 -- How pods are replaced when the template changes.
      volumeClaimTemplates [core.PersistentVolumeClaim] #4
          | The claims that each pod gets one of, by name before any volume of the template. They can't be changed.

    type StatefulSetOrdinals -- How the pods of a stateful set are numbered.
      start int32? #1 -- The number of the first pod; 0 by default.

    type StatefulSetPersistentVolumeClaimRetentionPolicy -- What becomes of a stateful set's volume claims.
      whenDeleted string #1 -- When the set is deleted: Retain (the default) or Delete.
      whenScaled string #2 -- When the set is scaled down: Retain (the default) or Delete.

    type StatefulSetUpdateStrategy -- How the pods of a stateful set are replaced.
      rollingUpdate RollingUpdateStatefulSetStrategy #2 -- Settings of a rolling update.
      type string #1 enum=OnDelete|RollingUpdate -- RollingUpdate (the default), or OnDelete, which waits for pods to be deleted.

    type RollingUpdateStatefulSetStrategy -- The extent and pace of a rolling update.
      maxUnavailable intOrString #2 -- How many pods may be missing at a time, as number or percentage; 1 by default.
      partition int32? #1 -- Pods with a lower number keep their old template; 0 by default.

    type StatefulSetStatus -- What was last observed of a stateful set.
      availableReplicas int32? #11 -- Pods that have been ready for minReadySeconds.
      collisionCount int32? #9 -- How often the name of a new revision was taken already.
      conditions [StatefulSetCondition] #10 map=type merge=type -- The set's conditions.
      currentReplicas int32 #4 -- Pods of the revision currentRevision.
      currentRevision string #6 -- The revision that the pods from number 0 on have.
      observedGeneration int64 #1 -- The metadata.generation that this reflects.
      readyReplicas int32 #3 -- Pods that are ready.
      replicas! int32 #2 -- Pods of the set.
      updateRevision string #7 -- The revision that the pods from the highest number down get.
      updatedReplicas int32 #5 -- Pods of the revision updateRevision.

    type StatefulSetCondition -- One aspect of a stateful set's state.
      lastTransitionTime time #3 -- When the condition last changed from one status to another.
      message string #5 -- Details for people.
      reason string #4 -- A short reason in camel case, for programs.
      status! string #2 -- True, False or Unknown.
      type! string #1 -- The condition's name.
    """)
}
