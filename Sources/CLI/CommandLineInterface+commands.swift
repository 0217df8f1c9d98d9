import ArgumentParser

extension CommandLineInterface {
  /// The same commands, in the groups that the help shows them in.
  public static var groups: [CommandGroup] {
    [
      CommandGroup(name: "Basic Commands", subcommands: [
        Init.self, Create.self, Run.self, Expose.self, SetCommand.self, Get.self, Describe.self, Explain.self, Edit.self, Delete.self,
      ]),
      CommandGroup(name: "Apply Commands", subcommands: [
        Apply.self, Diff.self, PatchCommand.self, Replace.self, Label.self, Annotate.self, Wait.self, KustomizeCommand.self,
      ]),
      CommandGroup(name: "Deploy Commands", subcommands: [Rollout.self, Scale.self, Autoscale.self]),
      CommandGroup(name: "History Commands", subcommands: [
        Log.self, BlameCommand.self, Rollback.self, Revert.self, PlanCommand.self, Drift.self, Serve.self, Bisect.self,
        Fsck.self, Compact.self, Backup.self, Restore.self, Sync.self,
      ]),
      CommandGroup(name: "Troubleshooting Commands", subcommands: [
        Logs.self, Exec.self, Attach.self, PortForward.self, Proxy.self, Copy.self, Debug.self, Events.self, Auth.self,
      ]),
      CommandGroup(name: "Cluster Commands", subcommands: [
        Status.self, Image.self, ClusterInfo.self, APIResources.self, APIVersions.self,
        Certificate.self, Certs.self, Secrets.self, Token.self, Top.self, Cordon.self, Uncordon.self, Drain.self, TaintCommand.self,
      ]),
      CommandGroup(name: "Other Commands", subcommands: [Config.self, PluginCommand.self, OptionsCommand.self, Completion.self, Version.self]),
    ]
  }
}
