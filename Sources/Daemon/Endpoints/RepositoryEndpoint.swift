import APIMachinery
import GitStore

/// Where the cluster is kept on this host. Costs nothing, unlike the status: each command of a command line on the host asks first.
struct RepositoryEndpoint: Sendable {
  let git: GitStore
  /// What the names of its keys are appended to: `/var/lib/kctl/`, or `/srv/cluster.git.`.
  let keys: String

  var endpoint: DaemonEndpoint {
    DaemonEndpoint("repository") { _ in
      .json(["repository": .string(git.repository.workTree ?? git.repository.gitDirectory), "keys": .string(keys)])
    }
  }
}
