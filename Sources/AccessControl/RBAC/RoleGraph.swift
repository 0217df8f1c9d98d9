import APIMachinery

/// Roles and their bindings, indexed by who they are for: what a request asks of them is a look-up for each of its
/// user's names, however many roles there are.
struct RoleGraph: StoreView {
  /// Where a role or binding is: a namespace, or empty for the cluster-wide kinds.
  struct Key: Hashable, Comparable, Sendable {
    var namespace: String
    var name: String

    static func < (a: Key, b: Key) -> Bool { (a.namespace, a.name) < (b.namespace, b.name) }
  }

  struct Subject: Hashable, Sendable {
    enum Kind: Sendable { case user, group, serviceAccount }
    var kind: Kind
    /// A service account's is the user name that it has: `system:serviceaccount:NS:NAME`.
    var name: String
  }

  struct Binding: Sendable {
    var key: Key
    /// The role: in the binding's namespace, or cluster-wide.
    var role: Key
    var subjects: [Subject]
  }

  private struct Role: Sendable {
    var rules: [RoleRule]
    var labels: [String: String]
    /// What an aggregated role is made up of; nil for others.
    var aggregates: [LabelSelector]?
  }

  private struct Place: Hashable {
    var namespace: String
    var name: String
    var isGroup: Bool
  }

  private var roles: [Key: Role] = [:]
  private var aggregated: [Key: [RoleRule]] = [:]
  private var isSettled = false
  private var bindings: [Key: Binding] = [:]
  private var bindingsBySubject: [Place: [Key]] = [:]

  static let group = "rbac.authorization.k8s.io"
  static let roleResources = ["roles", "clusterroles"].map { GroupResource(group: group, resource: $0) }
  static let bindingResources = ["rolebindings", "clusterrolebindings"].map { GroupResource(group: group, resource: $0) }

  // MARK: keeping up

  static let resources = roleResources + bindingResources

  mutating func apply(_ object: Value, isDelete: Bool, of resource: GroupResource) {
    switch (Self.roleResources.contains(resource), isDelete) {
    case (true, false): setRole(object)
    case (true, true): removeRole(object)
    case (false, false): setBinding(object)
    case (false, true): removeBinding(object)
    }
  }

  mutating func setRole(_ object: Value) {
    let selectors = object[path: "aggregationRule", "clusterRoleSelectors"]?.array
    (aggregated, isSettled) = ([:], false)
    roles[Self.key(object)] = Role(
      rules: (object["rules"]?.array ?? []).map { RoleRule($0) }, labels: object.labels,
      aggregates: selectors?.compactMap { try? LabelSelector($0) })
  }

  mutating func removeRole(_ object: Value) {
    (aggregated, isSettled) = ([:], false)
    roles[Self.key(object)] = nil
  }

  mutating func setBinding(_ object: Value) {
    removeBinding(object)
    let key = Self.key(object)
    let role = object["roleRef"] ?? [:]
    let isLocal = role["kind"] == "Role"
    let subjects = (object["subjects"]?.array ?? []).compactMap { Self.subject($0, namespace: key.namespace) }
    bindings[key] = Binding(
      key: key, role: Key(namespace: isLocal ? key.namespace : "", name: role["name"]?.string ?? ""), subjects: subjects)
    for place in Set(subjects.map { Self.place($0, in: key.namespace) }) { bindingsBySubject[place, default: []].append(key) }
  }

  mutating func removeBinding(_ object: Value) {
    let key = Self.key(object)
    guard let binding = bindings.removeValue(forKey: key) else { return }
    for place in Set(binding.subjects.map { Self.place($0, in: key.namespace) }) {
      bindingsBySubject[place]?.removeAll { $0 == key }
      if bindingsBySubject[place]?.isEmpty ?? false { bindingsBySubject[place] = nil }
    }
  }

  private static func key(_ object: Value) -> Key { Key(namespace: object.namespace, name: object.name) }

  private static func place(_ subject: Subject, in namespace: String) -> Place {
    Place(namespace: namespace, name: subject.name, isGroup: subject.kind == .group)
  }

  private static func subject(_ value: Value, namespace: String) -> Subject? {
    let name = value["name"]?.string ?? ""
    switch value["kind"]?.string {
    case "User": return Subject(kind: .user, name: name)
    case "Group": return Subject(kind: .group, name: name)
    case "ServiceAccount":
      let own = value["namespace"]?.string ?? ""
      let place = own.isEmpty ? namespace : own
      return place.isEmpty ? nil : Subject(kind: .serviceAccount, name: UserInfo.serviceAccount(name, namespace: place).name)
    default: return nil
    }
  }

  // MARK: asking

  /// The bindings that give the user something: cluster-wide ones, then those of the namespace, each in order of name.
  func bindings(of user: UserInfo, in namespace: String) -> [Binding] {
    var found: [Binding] = []
    for scope in namespace.isEmpty ? [""] : ["", namespace] {
      var keys = Set(bindingsBySubject[Place(namespace: scope, name: user.name, isGroup: false)] ?? [])
      for group in user.groups { keys.formUnion(bindingsBySubject[Place(namespace: scope, name: group, isGroup: true)] ?? []) }
      found += keys.sorted().compactMap { bindings[$0] }
    }
    return found
  }

  /// The role's rules, those of an aggregated one taken from the roles that make it up, however deep; nil when there is no
  /// such role.
  func rules(of key: Key) -> [RoleRule]? {
    guard let role = roles[key] else { return nil }
    if role.aggregates == nil { return role.rules }
    if let known = aggregated[key] { return known }
    return sum(of: key)
  }

  private func sum(of key: Key) -> [RoleRule] {
    var rules: [RoleRule] = []
    var isThere: Set<RoleRule> = []
    var known: Set<Key> = [key]
    var pending = [key]
    while let next = pending.popLast() {
      guard let role = roles[next] else { continue }
      guard let selectors = role.aggregates else {
        rules += role.rules.filter { isThere.insert($0).inserted }
        continue
      }
      let parts = roles.filter { part in part.key.namespace.isEmpty && selectors.contains { $0.matches(part.value.labels) } }
      pending += parts.keys.sorted().reversed().filter { known.insert($0).inserted }
    }
    return rules
  }

  /// Works out what aggregated roles are made up of, once after any number of changes to roles.
  mutating func settle() {
    guard !isSettled else { return }
    aggregated = [:]
    for (key, role) in roles where role.aggregates != nil { aggregated[key] = sum(of: key) }
    isSettled = true
  }

  /// How the user comes by a binding: itself, or one of its groups.
  static func subject(of user: UserInfo, in binding: Binding) -> Subject? {
    binding.subjects.first { $0.kind == .group ? user.groups.contains($0.name) : $0.name == user.name }
  }
}
