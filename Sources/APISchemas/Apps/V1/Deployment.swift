extension SchemaText {
  static let appsV1Deployment = SchemaText(
    group: "apps", version: "v1", package: "io.k8s.api.apps.v1",
    """
    resource deployments Deployment singular=deployment namespaced short=deploy categories=all
      subresource scale autoscaling/v1:Scale get,patch,update
      subresource status apps/v1:Deployment get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Ready string -- How many are ready, of how many wanted.
      column Up-to-date string -- How many pods run the newest template.
      column Available string -- How many pods are available.
      column Age string -- How long ago the object was created.
      column Containers string wide -- The names of the containers.
      column Images string wide -- The images of the containers.
      column Selector string wide -- The labels that select the pods.
    kind Deployment -- Keeps a number of alike pods running and rolls changes of them out.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec DeploymentSpec #2 -- What is wanted.
      status DeploymentStatus #3 -- What was last observed; written by the system.

    type DeploymentSpec -- What is wanted of a deployment.
      minReadySeconds int32 #5 -- Seconds that a pod must be ready before it counts as available.
      paused bool #7 -- Holds rollouts back.
      progressDeadlineSeconds int32? #9 -- Seconds without progress after which the rollout counts as failed; 600 by default.
      replicas int32? #1 -- How many pods are wanted; 1 by default.
      revisionHistoryLimit int32? #6 -- How many old replica sets are kept for rollbacks; 10 by default.
      selector! meta.LabelSelector #2 -- The pods that belong to the deployment; must match the template's labels and can't be changed.
      strategy DeploymentStrategy #4 retainKeys -- How old pods are replaced by new ones.
      template! core.PodTemplateSpec #3 -- The pods to make; restartPolicy must be Always.

    type DeploymentStrategy -- How old pods are replaced by new ones.
      rollingUpdate RollingUpdateDeployment #2 -- Settings of a rolling update.
      type string #1 enum=Recreate|RollingUpdate -- RollingUpdate (the default), or Recreate, which stops all old pods first.

    type RollingUpdateDeployment -- The pace of a rolling update.
      maxSurge intOrString #2 -- How many pods more than wanted there may be, as number or percentage; 25% by default.
      maxUnavailable intOrString #1 -- How many of the wanted pods may be missing, as number or percentage; 25% by default.

    type DeploymentStatus -- What was last observed of a deployment.
      availableReplicas int32 #4 -- Pods that have been ready for minReadySeconds.
      collisionCount int32? #8 -- How often the name of a new replica set was taken already.
      conditions [DeploymentCondition] #6 map=type merge=type -- The deployment's conditions: Available, Progressing and ReplicaFailure.
      observedGeneration int64 #1 -- The metadata.generation that this reflects.
      readyReplicas int32 #7 -- Pods that are ready.
      replicas int32 #2 -- Pods of the deployment that aren't terminating.
      terminatingReplicas int32? #9 -- Pods of the deployment that are terminating.
      unavailableReplicas int32 #5 -- Pods that are still missing.
      updatedReplicas int32 #3 -- Pods of the newest template.

    type DeploymentCondition -- One aspect of a deployment's state.
      lastTransitionTime time #7 -- When the condition last changed from one status to another.
      lastUpdateTime time #6 -- When the condition was last updated.
      message string #5 -- Details for people.
      reason string #4 -- A short reason in camel case, for programs.
      status! string #2 -- True, False or Unknown.
      type! string #1 -- The condition's name.
    """)
}
