extension SchemaText {
  static let resourceV1Beta2DeviceTaintRule = SchemaText(
    group: "resource.k8s.io", version: "v1beta2", package: "io.k8s.api.resource.v1beta2",
    """
    resource devicetaintrules DeviceTaintRule singular=devicetaintrule
      subresource status resource.k8s.io/v1beta2:DeviceTaintRule get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Key string -- The taint's key.
      column Value string -- The taint's value.
      column Effect string -- The taint's effect.
      column TimeAdded string -- How long ago the taint was added.
      column Age string -- How long ago the object was created.
    kind DeviceTaintRule -- Puts a taint on devices, as if their driver had.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! DeviceTaintRuleSpec #2 -- What is wanted.
      status DeviceTaintRuleStatus #3 -- What was last observed; written by the system.

    type DeviceTaintRuleSpec -- Which devices get what taint.
      deviceSelector DeviceTaintSelector #1 -- The devices; unset or empty means none and all, respectively.
      taint! DeviceTaint #2 -- The taint.

    type DeviceTaintRuleStatus -- What was observed of a rule.
      conditions [meta.Condition] #1 map=type merge=type -- The rule's conditions, such as EvictionInProgress; at most 8.

    type DeviceTaintSelector -- Which devices are meant; all that is set must match.
      device string? #4 -- The device's name; with driver and pool.
      driver string? #2 -- The driver.
      pool string? #3 -- The pool.

    type DeviceTaint -- A mark that keeps claims away from a device unless they put up with it.
      effect! string #3 enum=NoExecute|NoSchedule|None -- NoSchedule keeps new pods away, NoExecute also ends those that run, None only
        | tells.
      key! string #1 -- The taint's key.
      timeAdded time #4 -- When it was added; set by the system.
      value string #2 -- The taint's value.
    """)
}
