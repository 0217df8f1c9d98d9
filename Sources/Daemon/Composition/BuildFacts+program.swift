import APIServer
import CBuildFacts

extension BuildFacts {
  /// As the build was told.
  static let ofThisProgram = BuildFacts(
    commit: String(cString: kctl_build_commit()), treeState: String(cString: kctl_build_tree_state()),
    epoch: String(cString: kctl_build_epoch()))
}
