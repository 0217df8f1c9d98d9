extension SchemaText {
  static let policyV1PodDisruptionBudget = SchemaText(
    group: "policy", version: "v1", package: "io.k8s.api.policy.v1",
    """
    resource poddisruptionbudgets PodDisruptionBudget singular=poddisruptionbudget namespaced short=pdb
      subresource status policy/v1:PodDisruptionBudget get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Min_Available string -- How many pods must stay available.
      column Max_Unavailable string -- How many pods may be missing.
      column Allowed_Disruptions integer -- How many pods may be evicted now.
      column Age string -- How long ago the object was created.
    kind PodDisruptionBudget -- Limits how many of a set of pods may be evicted at a time.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec PodDisruptionBudgetSpec #2 -- What is wanted.
      status PodDisruptionBudgetStatus #3 -- What was last observed; written by the system.

    type PodDisruptionBudgetSpec -- What is wanted of a disruption budget; at most one of minAvailable and maxUnavailable is set.
      maxUnavailable intOrString #3 -- How many pods may be missing after an eviction, as number or percentage.
      minAvailable intOrString #1 -- How many pods must be available after an eviction, as number or percentage.
      selector meta.LabelSelector #2 replace -- The pods that are guarded; an empty one means all of the namespace, none set means no pods.
      unhealthyPodEvictionPolicy string? #4 enum=AlwaysAllow|IfHealthyBudget
          | Whether pods that run and aren't ready may be evicted: IfHealthyBudget (the default) only while enough others are healthy,
          | AlwaysAllow at any time.

    type PodDisruptionBudgetStatus -- What was last observed of a disruption budget.
      conditions [meta.Condition] #7 map=type merge=type -- The budget's conditions: DisruptionAllowed.
      currentHealthy int32? #4 -- Pods that are healthy.
      desiredHealthy int32? #5 -- Pods that must be healthy.
      disruptedPods {time} #2 -- Pods whose eviction was granted and not seen to happen yet, with the time of the grant.
      disruptionsAllowed int32? #3 -- How many pods may be evicted now.
      expectedPods int32? #6 -- Pods that the budget counts.
      observedGeneration int64 #1 -- The metadata.generation that this reflects.
    """)
}
