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
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec JobSpec #2 -- What is wanted.
      status JobStatus #3 -- What was last observed; written by the system.

    type JobSpec -- What is wanted of a job.
      activeDeadlineSeconds int64? #3 -- Seconds after which the job is stopped and failed.
      backoffLimit int32? #7 -- How many failed pods make the job fail; 6 by default.
      backoffLimitPerIndex int32? #12 -- How many failed pods make an index fail; only for Indexed jobs.
      completionMode string? #9 enum=Indexed|NonIndexed -- NonIndexed (the default), or Indexed, where each pod has a number of its own.
      completions int32? #2 -- How many pods must succeed; when unset, the first success completes the job.
      managedBy string? #15 -- The controller that looks after the job; the built-in one by default.
      manualSelector bool? #5 -- True: selector and labels are the user's own affair. False by default.
      maxFailedIndexes int32? #13 -- How many failed indexes make the job fail.
      parallelism int32? #1 -- How many pods may run at a time; 1 by default.
      podFailurePolicy PodFailurePolicy #11 -- What to do about certain failures.
      podReplacementPolicy string? #14 enum=Failed|TerminatingOrFailed
          | When a pod is replaced: TerminatingOrFailed (the default), or Failed, once it has ended.
      selector meta.LabelSelector #4 -- The pods that belong to the job; made by the system.
      successPolicy SuccessPolicy #16 -- When an Indexed job counts as succeeded early.
      suspend bool? #10 -- True: no pods are run. False by default.
      template! core.PodTemplateSpec #6 -- The pods to run; restartPolicy must be Never or OnFailure.
      ttlSecondsAfterFinished int32? #8 -- Seconds after which a finished job is deleted; never when unset.

    type JobStatus -- What was last observed of a job.
      active int32 #4 -- Pods that are running or pending, and not terminating.
      completedIndexes string #7 -- The indexes that succeeded, as 1,3-5.
      completionTime time #3 -- When the job completed.
      conditions [JobCondition] #1 merge=type -- The job's conditions: Complete, Failed, Suspended and others.
      failed int32 #6 -- Pods that failed.
      failedIndexes string? #10 -- The indexes that failed, as 1,3-5.
      ready int32? #9 -- Active pods that are ready.
      startTime time #2 -- When the job was started, or last resumed.
      succeeded int32 #5 -- Pods that succeeded.
      terminating int32? #11 -- Pods that are terminating.
      uncountedTerminatedPods UncountedTerminatedPods #8 -- Pods that have ended and aren't in the counts yet.

    type JobCondition -- One aspect of a job's state.
      lastProbeTime time #3 -- When the condition was last checked.
      lastTransitionTime time #4 -- When the condition last changed from one status to another.
      message string #6 -- Details for people.
      reason string #5 -- A short reason in camel case, for programs.
      status! string #2 -- True, False or Unknown.
      type! string #1 -- The condition's name.

    type PodFailurePolicy -- What to do about certain failures.
      rules! [PodFailurePolicyRule] #1 -- The rules; the first that matches counts.

    type PodFailurePolicyRule -- What to do about one sort of failure.
      action! string #1 enum=Count|FailIndex|FailJob|Ignore -- FailJob, FailIndex, Ignore or Count.
      onExitCodes PodFailurePolicyOnExitCodesRequirement #2 -- The exit codes the rule is for.
      onPodConditions [PodFailurePolicyOnPodConditionsPattern] #3 -- The pod conditions the rule is for.

    type PodFailurePolicyOnExitCodesRequirement -- Exit codes of containers.
      containerName string? #1 -- The container; all by default.
      operator! string #2 enum=In|NotIn -- In or NotIn.
      values! [int32] #3 set -- The exit codes.

    type PodFailurePolicyOnPodConditionsPattern -- A pod condition.
      status string #2 -- The status; True by default.
      type! string #1 -- The condition's name.

    type SuccessPolicy -- When a job counts as succeeded.
      rules! [SuccessPolicyRule] #1 -- The rules; one is enough.

    type SuccessPolicyRule -- Which successes are enough.
      succeededCount int32? #2 -- How many of the indexes.
      succeededIndexes string? #1 -- Which indexes, as 1,3-5.

    type UncountedTerminatedPods -- Pods that have ended and aren't counted yet.
      failed [string] #2 set -- The uids of failed pods.
      succeeded [string] #1 set -- The uids of succeeded pods.
    """)
}
