extension Samples {
  static let claim = #"""
    {"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"data"},
     "spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}},"storageClassName":"fast"}}
    """#
  static let statefulSet = """
    {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"web"},
     "spec":{"serviceName":"web","selector":{"matchLabels":{"app":"web"}},
      "template":{"metadata":{"labels":{"app":"web"}},
       "spec":{"containers":[{"name":"c","image":"nginx","volumeMounts":[{"name":"data","mountPath":"/data"}]}]}},
      "volumeClaimTemplates":[{"metadata":{"name":"data"},
       "spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}]}}
    """
  static let daemonSet = """
    {"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"agent"},
     "spec":{"selector":{"matchLabels":{"app":"web"}},"template":\(template)}}
    """
  static let controllerRevision = #"""
    {"apiVersion":"apps/v1","kind":"ControllerRevision","metadata":{"name":"web-1",
      "ownerReferences":[{"apiVersion":"apps/v1","kind":"StatefulSet","name":"web","uid":"u","controller":true}]},
     "data":{"spec":{}},"revision":3}
    """#
  static let cronJob = #"""
    {"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"nightly"},
     "spec":{"schedule":"30 2 * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"OnFailure",
       "containers":[{"name":"c","image":"busybox:1"}]}}}}}}
    """#
  static let replicationController = """
    {"apiVersion":"v1","kind":"ReplicationController","metadata":{"name":"web"},"spec":{"template":\(template)}}
    """
  static let podTemplate = """
    {"apiVersion":"v1","kind":"PodTemplate","metadata":{"name":"web"},"template":\(template)}
    """
  static let disruptionBudget = #"""
    {"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"web"},
     "spec":{"minAvailable":"50%","selector":{"matchLabels":{"app":"web"}}}}
    """#
}
