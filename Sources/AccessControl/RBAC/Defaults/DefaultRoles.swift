import APIMachinery

/// The roles and bindings that a cluster has from its start (kubernetes.io, "Using RBAC Authorization": default roles).
///
/// The text form, a role in a paragraph:
///
/// ```
/// clusterrole NAME                    or `role NAMESPACE/NAME`; `controller NAME` is system:controller:NAME, bound to the
///   label aggregate-to-view           service account NAME of kube-system
///   aggregate aggregate-to-admin      made up of the roles with this label
///   read,create core,apps a,b x,y     verbs, groups, resources, names; `read`: get, list, watch; `write`: create, delete,
///   & c,d                             deletecollection, patch, update; `core`: the empty group; `&`: more resources,
///   ~ z                                 `~`: more names
///   get path /healthz,/version        verbs of paths
///   bind NAME user:U group:G account:NS/N    a binding of the role; `.`: of the role's name
/// binding NAME ROLE user:U…           a binding of a cluster role from elsewhere
///   subject user:U                    more subjects
/// ```
public enum DefaultRoles {
  /// Roles and bindings as the API has them, each with the label and annotation of default ones; roles first.
  public static let objects: [Value] = {
    var parser = Parser()
    for text in [users, system, controllers, moreControllers, own] {
      for line in text.split(separator: "\n") { parser.read(line) }
    }
    parser.finish()
    return parser.roles + parser.bindings
  }()

  /// The rules of a default cluster role, as they are at the start; none of a name that isn't one.
  public static func rules(of name: String) -> [RoleRule] {
    let role = objects.first { $0.kind == "ClusterRole" && $0.name == name }
    return (role?["rules"]?.array ?? []).map { RoleRule($0) }
  }

  /// Marks what is kept up to date at every start; set to `false` by who wants to keep a change.
  public static let autoUpdateAnnotation = "rbac.authorization.kubernetes.io/autoupdate"
  static let bootstrappingLabel = "kubernetes.io/bootstrapping"
  private static let macros = [
    "read": ["get", "list", "watch"], "write": ["create", "delete", "deletecollection", "patch", "update"],
  ]

  private struct Parser {
    var roles: [Value] = []
    var bindings: [Value] = []
    private var role: Value?
    private var rules: [RoleRule] = []

    mutating func read(_ line: Substring) {
      let words = line.split(separator: " ").map(String.init)
      guard let first = words.first else { return }
      guard line.hasPrefix(" ") else {
        guard first == "binding" else { return start(first, words[1]) }
        finish()
        return bindings.append(DefaultRoles.binding(words[1], of: "ClusterRole", words[2], words[3...]))
      }
      switch first {
      case "subject": bindings[bindings.count - 1] = DefaultRoles.adding(words[1...], to: bindings[bindings.count - 1])
      case "label": role?[path: "metadata", "labels", DefaultRoles.prefixed(words[1])] = "true"
      case "aggregate":
        var selectors = role?[path: "aggregationRule", "clusterRoleSelectors"]?.array ?? []
        selectors.append(["matchLabels": [DefaultRoles.prefixed(words[1]): "true"]])
        role?[path: "aggregationRule", "clusterRoleSelectors"] = .array(selectors)
      case "bind": bind(words[1], words[2...])
      case "&": rules[rules.count - 1].resources += list(words[1])
      case "~": rules[rules.count - 1].resourceNames += list(words[1])
      default: rules.append(rule(words))
      }
    }

    private func list(_ text: String) -> [String] { text.split(separator: ",").map(String.init) }

    private func rule(_ words: [String]) -> RoleRule {
      let verbs = list(words[0]).flatMap { macros[$0] ?? [$0] }.sorted()
      if words[1] == "path" { return RoleRule(verbs: verbs, nonResourceURLs: list(words[2])) }
      return RoleRule(
        verbs: verbs, apiGroups: list(words[1]).map { $0 == "core" ? "" : $0 }, resources: list(words[2]),
        resourceNames: words.count > 3 ? list(words[3]) : [])
    }

    private mutating func start(_ keyword: String, _ name: String) {
      finish()
      let parts = name.split(separator: "/").map(String.init)
      switch keyword {
      case "role": role = DefaultRoles.object("Role", parts[1], namespace: parts[0])
      case "controller":
        role = DefaultRoles.object("ClusterRole", "system:controller:" + name)
        bind(".", ["account:kube-system/" + name])
      default: role = DefaultRoles.object("ClusterRole", name)
      }
    }

    mutating func finish() {
      guard var role else { return }
      if role["aggregationRule"] == nil || !rules.isEmpty { role["rules"] = .array(rules.map(\.value)) }
      roles.append(role)
      (self.role, rules) = (nil, [])
    }

    private mutating func bind(_ name: String, _ subjects: ArraySlice<String>) {
      guard let role else { return }
      let name = name == "." ? role.name : name
      bindings.append(DefaultRoles.binding(name, namespace: role.namespace, of: role.kind, role.name, subjects))
    }
  }

  private static func binding(
    _ name: String, namespace: String = "", of kind: String, _ role: String, _ subjects: ArraySlice<String>
  ) -> Value {
    var binding = object(kind == "Role" ? "RoleBinding" : "ClusterRoleBinding", name, namespace: namespace)
    binding["roleRef"] = ["apiGroup": .string(RoleGraph.group), "kind": .string(kind), "name": .string(role)]
    return subjects.isEmpty ? binding : adding(subjects, to: binding)
  }

  private static func adding(_ subjects: ArraySlice<String>, to binding: Value) -> Value {
    var binding = binding
    binding["subjects"] = .array((binding["subjects"]?.array ?? []) + subjects.map(subject))
    return binding
  }

  private static func prefixed(_ label: String) -> String { RoleGraph.group + "/" + label }

  private static func object(_ kind: String, _ name: String, namespace: String = "") -> Value {
    var object: Value = [
      "apiVersion": .string(RoleGraph.group + "/v1"), "kind": .string(kind),
      "metadata": [
        "name": .string(name), "labels": [bootstrappingLabel: "rbac-defaults"], "annotations": [autoUpdateAnnotation: "true"],
      ],
    ]
    if !namespace.isEmpty { object[path: "metadata", "namespace"] = .string(namespace) }
    return object
  }

  private static func subject(_ text: String) -> Value {
    let colon = text.firstIndex(of: ":") ?? text.startIndex
    let name = String(text[text.index(after: colon)...])
    switch text[..<colon] {
    case "account":
      let parts = name.split(separator: "/").map(String.init)
      return ["kind": "ServiceAccount", "name": .string(parts[1]), "namespace": .string(parts[0])]
    case "group": return ["apiGroup": .string(RoleGraph.group), "kind": "Group", "name": .string(name)]
    default: return ["apiGroup": .string(RoleGraph.group), "kind": "User", "name": .string(name)]
    }
  }
}
