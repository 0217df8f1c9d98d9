import APIMachinery
import APISchemas
import Basics
import Testing

/// Objects that the suites share, as users would write them.
enum Samples {
  static let scheme = Scheme.builtIn

  static func kind(_ apiVersion: String, _ kind: String) -> GroupVersionKind {
    let version = GroupVersion(apiVersion) ?? GroupVersion(group: "", version: "v1")
    return GroupVersionKind(group: version.group, version: version.version, kind: kind)
  }

  static func resource(_ apiVersion: String, _ kind: String) throws -> ResourceDefinition {
    try #require(scheme.resource(of: Self.kind(apiVersion, kind)))
  }

  static func resource(of object: Value) throws -> ResourceDefinition {
    let kind = try #require(object.groupVersionKind)
    return try #require(scheme.resource(of: kind))
  }

  static func value(_ json: String) throws -> Value { try JSON.decode(json) }

  /// Decoded, defaulted, and with the name and uid that the server would have set.
  static func object(_ json: String) throws -> Value {
    var value = try JSON.decode(json)
    let kind = try #require(value.groupVersionKind)
    let isNamespaced = try resource(of: value).isNamespaced
    if value.name.isEmpty { value[path: "metadata", "name"] = "a" }
    value[path: "metadata", "uid"] = "11111111-2222-4333-8444-555555555555"
    value[path: "metadata", "creationTimestamp"] = "2026-01-01T00:00:00Z"
    if isNamespaced { value[path: "metadata", "namespace"] = "default" }
    return scheme.withDefaults(try scheme.decode(value, as: kind).object, of: kind)
  }

  static let namespace = #"{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop"}}"#
  static let node = #"""
    {"apiVersion":"v1","kind":"Node","metadata":{"name":"n1"},
     "spec":{"podCIDR":"10.0.0.0/24","taints":[{"key":"a","effect":"NoSchedule"}]},
     "status":{"capacity":{"cpu":"2","memory":"1024Mi"}}}
    """#
  static let pod = #"""
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","labels":{"app":"web"}},
     "spec":{"containers":[{"name":"c","image":"nginx:1.25","ports":[{"containerPort":80}],
       "env":[{"name":"A","value":"1"}],
       "resources":{"limits":{"cpu":"500m","memory":"64Mi"}},
       "livenessProbe":{"httpGet":{"port":80}}}],
      "volumes":[{"name":"v"},{"name":"s","secret":{"secretName":"x"}}]}}
    """#
  static let configMap = #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"},"data":{"b":"2","a":"1"}}"#
  static let secret = #"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"data":{"a":"YQ=="},"stringData":{"b":"b"}}"#
  static let service = #"""
    {"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"selector":{"app":"web"},"ports":[{"port":80}]}}
    """#
  static let serviceAccount = #"{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"robot"}}"#
  static let event = #"""
    {"apiVersion":"v1","kind":"Event","metadata":{"name":"web.1"},"involvedObject":{"kind":"Pod","namespace":"default","name":"web"},
     "reason":"Pulled","message":"Image pulled","type":"Normal","count":3,"firstTimestamp":"2026-01-01T00:00:00Z",
     "lastTimestamp":"2026-01-01T00:05:00Z","source":{"component":"kubelet","host":"n1"}}
    """#
  static let lease = #"""
    {"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"n1"},
     "spec":{"holderIdentity":"n1","leaseDurationSeconds":40,"renewTime":"2026-01-01T00:00:00.000001Z"}}
    """#
  static let template = #"{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"nginx"}]}}"#
  static let deployment = """
    {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},
     "spec":{"selector":{"matchLabels":{"app":"web"}},"template":\(template)}}
    """
  static let replicaSet = """
    {"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":"web"},
     "spec":{"selector":{"matchLabels":{"app":"web"}},"template":\(template)}}
    """
  static let job = #"""
    {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"once"},
     "spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"busybox:1"}]}}}}
    """#
  static let endpointSlice = #"""
    {"apiVersion":"discovery.k8s.io/v1","kind":"EndpointSlice","metadata":{"name":"web-1"},"addressType":"IPv4",
     "endpoints":[{"addresses":["10.0.0.1"]}],"ports":[{"name":"http","port":80}]}
    """#

  static let all = [
    namespace, node, pod, configMap, secret, service, serviceAccount, event, lease, deployment, replicaSet, job, endpointSlice,
    statefulSet, daemonSet, controllerRevision, cronJob, replicationController, podTemplate, disruptionBudget, claim,
  ] + rest
}
