import APIMachinery
import ArgumentParser

struct CreateRoleBinding: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "rolebinding", abstract: "Creates a role binding.",
    discussion: """
      --user names a user here, and may be repeated.

      kctl create rolebinding readers --role=reader --user=anna --group=audit
      kctl create rolebinding web --clusterrole=view --serviceaccount=shop:web
      """)

  @Argument(help: "The role binding's name.") var name: String
  @Option(help: ArgumentHelp("The cluster role to bind.", valueName: "name")) var clusterrole: String = ""
  @Option(help: ArgumentHelp("The role to bind.", valueName: "name")) var role: String = ""
  @OptionGroup var subjects: SubjectOptions
  @OptionGroup var options: CreateOptions

  func run() async throws {
    guard clusterrole.isEmpty != role.isEmpty else { throw CommandFailure("exactly one of clusterrole or role must be specified") }
    let kind = role.isEmpty ? "ClusterRole" : "Role"
    var options = options
    let subjects = try subjects.values(users: options.cluster.takeUsers())
    let object = RoleBindings.object("RoleBinding", name, role: kind, role + clusterrole, subjects)
    try await options.create(object, plural: "rolebindings")
  }
}

struct CreateClusterRoleBinding: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "clusterrolebinding", abstract: "Creates a cluster role binding.",
    discussion: """
      --user names a user here, and may be repeated.

      kctl create clusterrolebinding admins --clusterrole=cluster-admin --user=anna
      """)

  @Argument(help: "The cluster role binding's name.") var name: String
  @Option(help: ArgumentHelp("The cluster role to bind.", valueName: "name")) var clusterrole: String = ""
  @OptionGroup var subjects: SubjectOptions
  @OptionGroup var options: CreateOptions

  func run() async throws {
    guard !clusterrole.isEmpty else { throw CommandFailure("required flag(s) \"clusterrole\" not set") }
    var options = options
    let subjects = try subjects.values(users: options.cluster.takeUsers())
    let object = RoleBindings.object("ClusterRoleBinding", name, role: "ClusterRole", clusterrole, subjects)
    try await options.create(object, plural: "clusterrolebindings", isNamespaced: false)
  }
}

private enum RoleBindings {
  static func object(_ kind: String, _ name: String, role: String, _ roleName: String, _ subjects: [Value]) -> Value {
    var object: Value = [
      "apiVersion": "rbac.authorization.k8s.io/v1", "kind": .string(kind), "metadata": ["name": .string(name)],
      "roleRef": ["apiGroup": "rbac.authorization.k8s.io", "kind": .string(role), "name": .string(roleName)],
    ]
    if !subjects.isEmpty { object["subjects"] = .array(subjects) }
    return object
  }
}
