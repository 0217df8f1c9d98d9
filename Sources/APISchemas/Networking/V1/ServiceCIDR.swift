extension SchemaText {
  static let networkingV1ServiceCIDR = SchemaText(
    group: "networking.k8s.io", version: "v1", package: "io.k8s.api.networking.v1",
    """
    resource servicecidrs ServiceCIDR singular=servicecidr
      subresource status networking.k8s.io/v1:ServiceCIDR get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column CIDRs string -- The ranges of addresses.
      column Age string -- How long ago the object was created.
    kind ServiceCIDR -- Ranges that the addresses of services are taken from.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec ServiceCIDRSpec #2 -- What is wanted.
      status ServiceCIDRStatus #3 -- What was last observed; written by the system.

    type ServiceCIDRSpec -- The ranges of addresses.
      cidrs [string] #1 -- The ranges, at most one of each family. They can't be changed.

    type ServiceCIDRStatus -- What was last observed of the ranges.
      conditions [meta.Condition] #1 map=type merge=type -- The object's conditions: Ready.

    resource ipaddresses IPAddress singular=ipaddress short=ip
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column ParentRef string -- What the address belongs to.
    kind IPAddress -- An address that is taken, by the address as its name.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! IPAddressSpec #2 -- What is wanted.

    type IPAddressSpec -- What an address belongs to.
      parentRef! ParentReference #1 -- The object; it can't be changed.

    type ParentReference -- An object.
      group string #1 -- The group of its resource.
      name! string #4 -- The object's name.
      namespace string #3 -- The object's namespace.
      resource! string #2 -- The object's resource.
    """)
}
