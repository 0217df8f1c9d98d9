import APIMachinery

/// The priority levels and flow schemas that every cluster has (kubernetes.io, "API Priority and Fairness": defaults): two of each that
/// must be as they are, and a suggestion that people may change.
enum DefaultFlowObjects {
  static let autoUpdateAnnotation = "apf.kubernetes.io/autoupdate-spec"
  static let mandatory: Set<String> = ["exempt", "catch-all"]

  static let levels: [Value] =
    [
      level("exempt", ["type": "Exempt", "exempt": ["nominalConcurrencyShares": 0, "lendablePercent": 0]]),
      level(
        "catch-all", ["type": "Limited", "limited": ["nominalConcurrencyShares": 5, "lendablePercent": 0, "limitResponse": ["type": "Reject"]]]),
    ]
    + [
      ("system", 30, 33, 64, 6), ("node-high", 40, 25, 64, 6), ("leader-election", 10, 0, 16, 4), ("workload-high", 40, 50, 128, 6),
      ("workload-low", 100, 90, 128, 6), ("global-default", 20, 50, 128, 6),
    ].map { (name: String, shares: Int64, lendable: Int64, queues: Int64, hand: Int64) in
      level(
        name,
        [
          "type": "Limited",
          "limited": [
            "nominalConcurrencyShares": .int(shares), "lendablePercent": .int(lendable),
            "limitResponse": ["type": "Queue", "queuing": ["queues": .int(queues), "handSize": .int(hand), "queueLengthLimit": 50]],
          ],
        ])
    }

  static let schemas: [Value] = [
    schema("exempt", "exempt", 1, nil, groups("system:masters"), everything),
    schema("catch-all", "catch-all", 10_000, "ByUser", everybody, everything),
    schema(
      "probes", "exempt", 2, nil, everybody,
      ["nonResourceRules": [["verbs": ["get"], "nonResourceURLs": ["/healthz", "/readyz", "/livez"]]]]),
    schema(
      "system-leader-election", "leader-election", 100, "ByUser", users("system:kube-controller-manager", "system:kube-scheduler") + accounts("*"),
      leases),
    schema(
      "endpoint-controller", "workload-high", 150, "ByUser",
      users("system:kube-controller-manager") + accounts("endpoint-controller", "endpointslicemirroring-controller"),
      ["resourceRules": [resources(["get", "create", "update"], "", ["endpoints"])]]),
    schema("workload-leader-election", "leader-election", 200, "ByUser", accounts("*"), leases),
    schema(
      "system-node-high", "node-high", 400, "ByUser", groups("system:nodes"),
      [
        "resourceRules": [
          resources(["*"], "", ["nodes", "nodes/status"], isClusterScoped: true), resources(["*"], "coordination.k8s.io", ["leases"]),
        ]
      ]),
    schema("system-nodes", "system", 500, "ByUser", groups("system:nodes"), everything),
    schema("kube-controller-manager", "workload-high", 800, "ByNamespace", users("system:kube-controller-manager"), everything),
    schema("kube-scheduler", "workload-high", 800, "ByNamespace", users("system:kube-scheduler"), everything),
    schema("kube-system-service-accounts", "workload-high", 900, "ByNamespace", accounts("*"), everything),
    schema("service-accounts", "workload-low", 9_000, "ByUser", groups("system:serviceaccounts"), everything),
    schema("global-default", "global-default", 9_900, "ByUser", everybody, everything),
  ]

  private static let everybody = groups("system:unauthenticated", "system:authenticated")
  private static let leases: Value = ["resourceRules": [resources(["get", "create", "update"], "coordination.k8s.io", ["leases"])]]
  private static let everything: Value = [
    "resourceRules": [["verbs": ["*"], "apiGroups": ["*"], "resources": ["*"], "clusterScope": true, "namespaces": ["*"]]],
    "nonResourceRules": [["verbs": ["*"], "nonResourceURLs": ["*"]]],
  ]

  private static func level(_ name: String, _ spec: Value) -> Value { object("PriorityLevelConfiguration", name, spec) }

  private static func schema(_ name: String, _ level: String, _ precedence: Int64, _ method: String?, _ subjects: [Value], _ rule: Value) -> Value {
    var rule = rule
    rule["subjects"] = .array(subjects)
    var spec: Value = [
      "priorityLevelConfiguration": ["name": .string(level)], "matchingPrecedence": .int(precedence), "rules": [rule],
    ]
    if let method { spec["distinguisherMethod"] = ["type": .string(method)] }
    return object("FlowSchema", name, spec)
  }

  private static func object(_ kind: Value, _ name: String, _ spec: Value) -> Value {
    [
      "apiVersion": "flowcontrol.apiserver.k8s.io/v1", "kind": kind,
      "metadata": ["name": .string(name), "annotations": [autoUpdateAnnotation: "true"]], "spec": spec,
    ]
  }

  private static func resources(_ verbs: [String], _ group: String, _ names: [String], isClusterScoped: Bool = false) -> Value {
    var rule: Value = [
      "verbs": .array(verbs.map { .string($0) }), "apiGroups": [.string(group)], "resources": .array(names.map { .string($0) }), "namespaces": ["*"],
    ]
    if isClusterScoped { rule["clusterScope"] = true }
    return rule
  }

  private static func groups(_ names: String...) -> [Value] { names.map { ["kind": "Group", "group": ["name": .string($0)]] } }
  private static func users(_ names: String...) -> [Value] { names.map { ["kind": "User", "user": ["name": .string($0)]] } }
  private static func accounts(_ names: String...) -> [Value] {
    names.map { ["kind": "ServiceAccount", "serviceAccount": ["name": .string($0), "namespace": "kube-system"]] }
  }
}
