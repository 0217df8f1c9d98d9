import APIMachinery
import CustomResources

/// A definition to try things on.
enum CronTab {
  static let schema: Value = [
    "type": "object",
    "properties": [
      "spec": [
        "type": "object", "required": ["cronSpec"],
        "properties": [
          "cronSpec": ["type": "string", "pattern": "^(\\d+|\\*)(/\\d+)?(\\s+(\\d+|\\*)(/\\d+)?){4}$", "maxLength": 64],
          "image": ["type": "string", "maxLength": 40],
          "replicas": ["type": "integer", "minimum": 1, "maximum": 10, "default": 1],
          "mode": ["type": "string", "enum": ["fast", "slow"]],
          "port": ["x-kubernetes-int-or-string": true, "anyOf": [["type": "integer"], ["type": "string"]]],
          "tags": ["type": "array", "maxItems": 5, "x-kubernetes-list-type": "set", "items": ["type": "string", "maxLength": 10]],
          "rules": [
            "type": "array", "maxItems": 5, "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"],
            "items": [
              "type": "object", "required": ["name"],
              "properties": ["name": ["type": "string", "maxLength": 10], "weight": ["type": "integer", "default": 5]],
              "x-kubernetes-validations": [["rule": "self.weight >= oldSelf.weight", "message": "weights only grow"]],
            ],
          ],
          "free": ["type": "object", "x-kubernetes-preserve-unknown-fields": true],
          "note": ["type": "string", "nullable": true],
        ],
        "x-kubernetes-validations": [
          ["rule": "!has(self.image) || self.replicas <= 5", "messageExpression": "'at most 5 of ' + self.image", "fieldPath": ".replicas"]
        ],
      ],
      "status": ["type": "object", "properties": ["replicas": ["type": "integer"], "selector": ["type": "string"]]],
    ],
  ]

  static func definition(_ schema: Value = schema, _ change: (inout Value) -> Void = { _ in }) -> Value {
    var object: Value = [
      "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": ["name": "crontabs.stable.example.com"],
      "spec": [
        "group": "stable.example.com", "scope": "Namespaced",
        "names": [
          "plural": "crontabs", "singular": "crontab", "kind": "CronTab", "listKind": "CronTabList", "shortNames": ["ct"],
          "categories": ["all"],
        ],
        "versions": [
          [
            "name": "v1", "served": true, "storage": true, "schema": ["openAPIV3Schema": schema],
            "subresources": [
              "status": [:],
              "scale": [
                "specReplicasPath": ".spec.replicas", "statusReplicasPath": ".status.replicas", "labelSelectorPath": ".status.selector",
              ],
            ],
            "selectableFields": [["jsonPath": ".spec.mode"]],
            "additionalPrinterColumns": [
              ["name": "Spec", "type": "string", "jsonPath": ".spec.cronSpec"],
              ["name": "Replicas", "type": "integer", "jsonPath": ".spec.replicas"],
              ["name": "Age", "type": "date", "jsonPath": ".metadata.creationTimestamp"],
            ],
          ]
        ],
      ],
    ]
    change(&object)
    return object
  }

  static func object(_ spec: Value) -> Value {
    ["apiVersion": "stable.example.com/v1", "kind": "CronTab", "metadata": ["name": "a", "namespace": "default"], "spec": spec]
  }
}
