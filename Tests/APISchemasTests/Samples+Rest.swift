extension Samples {
  static let volume = #"""
    {"apiVersion":"v1","kind":"PersistentVolume","metadata":{"name":"disk"},
     "spec":{"accessModes":["ReadWriteOnce","ReadOnlyMany"],"capacity":{"storage":"10Gi"},"hostPath":{"path":"/srv"},
      "storageClassName":"fast"}}
    """#
  static let quota = #"""
    {"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"team"},
     "spec":{"hard":{"pods":"10","limits.cpu":"4","requests.memory":"1Gi","count/deployments.apps":"5"}}}
    """#
  static let limitRange = #"""
    {"apiVersion":"v1","kind":"LimitRange","metadata":{"name":"bounds"},
     "spec":{"limits":[{"type":"Container","max":{"cpu":"2"},"min":{"memory":"16Mi"}},{"type":"Pod","max":{"cpu":"4"}}]}}
    """#
  static let autoscaler = #"""
    {"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{"name":"web"},
     "spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"},"maxReplicas":5}}
    """#
  static let autoscalerV1 = #"""
    {"apiVersion":"autoscaling/v1","kind":"HorizontalPodAutoscaler","metadata":{"name":"web"},
     "spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"},"maxReplicas":5,"targetCPUUtilizationPercentage":60}}
    """#
  static let ingress = #"""
    {"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web"},
     "spec":{"ingressClassName":"nginx","tls":[{"hosts":["example.com"],"secretName":"tls"}],
      "rules":[{"host":"example.com","http":{"paths":[{"path":"/","pathType":"Prefix",
       "backend":{"service":{"name":"web","port":{"number":80}}}}]}}]}}
    """#
  static let ingressClass = #"""
    {"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"nginx"},
     "spec":{"controller":"example.com/nginx","parameters":{"apiGroup":"example.com","kind":"Settings","name":"s"}}}
    """#
  static let networkPolicy = #"""
    {"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"web"},
     "spec":{"podSelector":{"matchLabels":{"app":"web"}},
      "ingress":[{"from":[{"ipBlock":{"cidr":"10.0.0.0/8","except":["10.1.0.0/16"]}}],"ports":[{"port":80,"endPort":90}]}]}}
    """#
  static let serviceRange = #"""
    {"apiVersion":"networking.k8s.io/v1","kind":"ServiceCIDR","metadata":{"name":"kubernetes"},"spec":{"cidrs":["10.0.0.0/16"]}}
    """#
  static let address = #"""
    {"apiVersion":"networking.k8s.io/v1","kind":"IPAddress","metadata":{"name":"10.0.0.1"},
     "spec":{"parentRef":{"resource":"services","namespace":"default","name":"kubernetes"}}}
    """#

  static let rest = [
    volume, quota, limitRange, autoscaler, autoscalerV1, ingress, ingressClass, networkPolicy, serviceRange, address,
  ]
}
