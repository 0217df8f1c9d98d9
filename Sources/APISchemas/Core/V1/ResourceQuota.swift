extension SchemaText {
  static let coreV1ResourceQuota = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    resource resourcequotas ResourceQuota singular=resourcequota namespaced short=quota
      subresource status v1:ResourceQuota get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Request string -- What is used of each amount, of how much allowed.
      column Limit string -- What is used of each limit on limits, of how much allowed.
      column Age string -- How long ago the object was created.
    kind ResourceQuota -- Limits what the objects of a namespace may use together.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec ResourceQuotaSpec #2 -- What is wanted.
      status ResourceQuotaStatus #3 -- What was last observed; written by the system.

    type ResourceQuotaSpec -- What a namespace may use.
      hard {quantity} #1 -- The most of each, such as pods, requests.cpu or count/deployments.apps.
      scopeSelector ScopeSelector #3 -- The objects that count, by requirements that all hold.
      scopes [string] #2 -- The objects that count, by scopes that all hold; all objects when none is given. They can't be changed.

    type ResourceQuotaStatus -- What a namespace uses.
      hard {quantity} #1 -- The most of each that is in force.
      used {quantity} #2 -- How much of each is used.

    type ScopeSelector atomic -- Requirements on the scopes that an object is in.
      matchExpressions [ScopedResourceSelectorRequirement] #1 -- The requirements.

    type ScopedResourceSelectorRequirement -- One requirement on a scope.
      operator! string #2 enum=DoesNotExist|Exists|In|NotIn -- In, NotIn, Exists or DoesNotExist.
      scopeName! string #1
        & enum=BestEffort|CrossNamespacePodAffinity|NotBestEffort|NotTerminating|PriorityClass|Terminating|VolumeAttributesClass
          | The scope's name.
      values [string] #3 -- What is compared with; empty for Exists and DoesNotExist.
    """)
}
