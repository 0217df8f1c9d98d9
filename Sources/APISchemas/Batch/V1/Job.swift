extension SchemaText {
  static let batchV1Job = SchemaText(
    group: "batch", version: "v1", package: "io.k8s.api.batch.v1",
    """
    resource jobs Job singular=job namespaced categories=all
      subresource status batch/v1:Job get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Status string -- The state in one word.
      column Completions string -- How many pods succeeded, of how many wanted.
      column Duration string -- How long the job ran, or has run.
      column Age string -- How long ago the object was created.
      column Containers string wide -- The names of the containers.
      column Images string wide -- The images of the containers.
      column Selector string wide -- The labels that select the pods.
      label status.successful
    kind Job -- Runs pods until a number of them have succeeded.
      metadata meta.ObjectMeta -- Standard object metadata.
      spec JobSpec -- What is wanted.
      status JobStatus -- What was last observed; written by the system.

    type JobSpec -- What is wanted of a job.
      activeDeadlineSeconds int64? -- Seconds after which the job is stopped and failed.
      backoffLimit int32? -- How many failed pods make the job fail; 6 by default.
      backoffLimitPerIndex int32? -- How many failed pods make an index fail; only for Indexed jobs.
      completionMode string? enum=Indexed|NonIndexed -- NonIndexed (the default), or Indexed, where each pod has a number of its own.
      completions int32? -- How many pods must succeed; when unset, the first success completes the job.
      managedBy string? -- The controller that looks after the job; the built-in one by default.
      manualSelector bool? -- True: selector and labels are the user's own affair. False by default.
      maxFailedIndexes int32? -- How many failed indexes make the job fail.
      parallelism int32? -- How many pods may run at a time; 1 by default.
      podFailurePolicy PodFailurePolicy -- What to do about certain failures.
      podReplacementPolicy string? enum=Failed|TerminatingOrFailed
          | When a pod is replaced: TerminatingOrFailed (the default), or Failed, once it has ended.
      selector meta.LabelSelector -- The pods that belong to the job; made by the system.
      successPolicy SuccessPolicy -- When an Indexed job counts as succeeded early.
      suspend bool? -- True: no pods are run. False by default.
      template! core.PodTemplateSpec -- The pods to run; restartPolicy must be Never or OnFailure.
      ttlSecondsAfterFinished int32? -- Seconds after which a finished job is deleted; never when unset.

    type JobStatus -- What was last observed of a job.
      active int32 -- Pods that are running or pending, and not terminating.
      completedIndexes string -- The indexes that succeeded, as 1,3-5.
      completionTime time -- When the job completed.
      conditions [JobCondition] merge=type -- The job's conditions: Complete, Failed, Suspended and others.
      failed int32 -- Pods that failed.
      failedIndexes string? -- The indexes that failed, as 1,3-5.
      ready int32? -- Active pods that are ready.
      startTime time -- When the job was started, or last resumed.
      succeeded int32 -- Pods that succeeded.
      terminating int32? -- Pods that are terminating.
      uncountedTerminatedPods UncountedTerminatedPods -- Pods that have ended and aren't in the counts yet.

    type JobCondition -- One aspect of a job's state.
      lastProbeTime time -- When the condition was last checked.
      lastTransitionTime time -- When the condition last changed from one status to another.
      message string -- Details for people.
      reason string -- A short reason in camel case, for programs.
      status! string -- True, False or Unknown.
      type! string -- The condition's name.

    type PodFailurePolicy -- What to do about certain failures.
      rules! [PodFailurePolicyRule] -- The rules; the first that matches counts.

    type PodFailurePolicyRule -- What to do about one sort of failure.
      action! string enum=Count|FailIndex|FailJob|Ignore -- FailJob, FailIndex, Ignore or Count.
      onExitCodes PodFailurePolicyOnExitCodesRequirement -- The exit codes the rule is for.
      onPodConditions [PodFailurePolicyOnPodConditionsPattern] -- The pod conditions the rule is for.

    type PodFailurePolicyOnExitCodesRequirement -- Exit codes of containers.
      containerName string? -- The container; all by default.
      operator! string enum=In|NotIn -- In or NotIn.
      values! [int32] set -- The exit codes.

    type PodFailurePolicyOnPodConditionsPattern -- A pod condition.
      status string -- The status; True by default.
      type! string -- The condition's name.

    type SuccessPolicy -- When a job counts as succeeded.
      rules! [SuccessPolicyRule] -- The rules; one is enough.

    type SuccessPolicyRule -- Which successes are enough.
      succeededCount int32? -- How many of the indexes.
      succeededIndexes string? -- Which indexes, as 1,3-5.

    type UncountedTerminatedPods -- Pods that have ended and aren't counted yet.
      failed [string] set -- The uids of failed pods.
      succeeded [string] set -- The uids of succeeded pods.
    """)
}
