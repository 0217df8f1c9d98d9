extension SchemaText {
  static let batchV1CronJob = SchemaText(
    group: "batch", version: "v1", package: "io.k8s.api.batch.v1",
    """
    resource cronjobs CronJob singular=cronjob namespaced short=cj categories=all
      subresource status batch/v1:CronJob get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Schedule string -- When jobs are made, in cron's form.
      column Timezone string -- The time zone of the schedule.
      column Suspend boolean -- Whether no new jobs are made.
      column Active integer -- How many jobs are running.
      column Last_Schedule string -- How long ago a job was last due.
      column Age string -- How long ago the object was created.
      column Containers string wide -- The names of the containers.
      column Images string wide -- The images of the containers.
      column Selector string wide -- The labels that select the pods.
    kind CronJob -- Makes jobs by a schedule.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! CronJobSpec #2 -- What is wanted.
      status CronJobStatus #3 -- What was last observed; written by the system.

    type CronJobSpec -- What is wanted of a cron job.
      concurrencyPolicy string #3 enum=Allow|Forbid|Replace
          | While a job still runs: Allow (the default) starts another, Forbid skips it, Replace stops the old one.
      failedJobsHistoryLimit int32? #7 -- How many failed jobs are kept; 1 by default.
      jobTemplate! JobTemplateSpec #5 -- The jobs to make.
      schedule! string #1 -- When jobs are made, in cron's form: minute, hour, day of month, month, day of week.
      startingDeadlineSeconds int64? #2 -- Seconds after which a job that couldn't be started in time counts as missed.
      successfulJobsHistoryLimit int32? #6 -- How many succeeded jobs are kept; 3 by default.
      suspend bool? #4 -- Whether no new jobs are made; those that run go on. False by default.
      timeZone string? #8 -- The time zone of the schedule, by its name in the tz database; that of the controller by default.

    type CronJobStatus -- What was last observed of a cron job.
      active [core.ObjectReference] #1 -- The jobs that are running.
      lastScheduleTime time #4 -- When a job was last due and started.
      lastSuccessfulTime time #5 -- When a job last succeeded.

    type JobTemplateSpec -- The jobs to make.
      metadata meta.ObjectMeta #1 -- Labels, annotations and the like of the jobs.
      spec JobSpec #2 -- What is wanted of each job.
    """)
}
