extension DefaultRoles {
  /// The roles of the controllers; second half of the alphabet.
  static let moreControllers = """
    controller persistent-volume-binder
      read,create,delete,update core persistentvolumes
      update core persistentvolumes/status
      read,update core persistentvolumeclaims
      update core persistentvolumeclaims/status
      read,create,delete core pods
      read storage.k8s.io storageclasses
      list,watch core nodes
      create,patch,update core,events.k8s.io events
      watch core events

    controller pod-garbage-collector
      delete,list,watch core pods
      read core nodes
      patch core pods/status

    controller podcertificaterequestcleaner
      read,delete certificates.k8s.io podcertificaterequests

    controller pv-protection-controller
      read,update core persistentvolumes
      create,patch,update core,events.k8s.io events

    controller pvc-protection-controller
      read,update core persistentvolumeclaims
      update core persistentvolumeclaims/status
      read core pods
      create,patch,update core,events.k8s.io events

    controller replicaset-controller
      read,update apps,extensions replicasets
      update apps,extensions replicasets/status
      update apps,extensions replicasets/finalizers
      create,delete,list,patch,watch core pods
      create,patch,update core,events.k8s.io events

    controller replication-controller
      read,update core replicationcontrollers
      update core replicationcontrollers/status
      update core replicationcontrollers/finalizers
      create,delete,list,patch,watch core pods
      create,patch,update core,events.k8s.io events

    controller resource-claim-controller
      read core pods
      update core pods/finalizers
      read,create,delete resource.k8s.io resourceclaims
      patch,update resource.k8s.io resourceclaims,resourceclaims/status
      patch,update core pods/status
      create,patch,update core,events.k8s.io events

    controller resourcequota-controller
      list,watch * *
      update core resourcequotas/status
      create,patch,update core,events.k8s.io events

    controller root-ca-cert-publisher
      create,update core configmaps
      create,patch,update core,events.k8s.io events

    controller route-controller
      list,watch core nodes
      patch core nodes/status
      create,patch,update core,events.k8s.io events

    controller selinux-warning-controller
      create,patch,update core,events.k8s.io events
      read core persistentvolumes
      read core persistentvolumeclaims
      read core pods
      read storage.k8s.io csidrivers

    controller service-account-controller
      create core serviceaccounts
      create,patch,update core,events.k8s.io events

    controller service-cidrs-controller
      read,patch,update networking.k8s.io servicecidrs
      patch,update networking.k8s.io servicecidrs/finalizers
      patch,update networking.k8s.io servicecidrs/status
      read networking.k8s.io ipaddresses
      create,patch,update core,events.k8s.io events

    controller service-controller
      read core services
      patch,update core services/status
      list,watch core nodes
      create,patch,update core,events.k8s.io events

    controller statefulset-controller
      list,watch core pods
      read apps statefulsets
      update apps statefulsets/status
      update apps statefulsets/finalizers
      create,delete,get,patch,update core pods
      read,create,delete,patch,update apps controllerrevisions
      read,create core persistentvolumeclaims
      delete,update core persistentvolumeclaims
      update core pods/finalizers
      create,patch,update core,events.k8s.io events

    controller storage-version-migrator-controller
      list,patch * *
      get apiextensions.k8s.io customresourcedefinitions
      patch apiextensions.k8s.io customresourcedefinitions/status
      update storagemigration.k8s.io storageversionmigrations/status

    controller ttl-after-finished-controller
      read,delete batch jobs
      create,patch,update core,events.k8s.io events

    controller ttl-controller
      list,patch,update,watch core nodes
      create,patch,update core,events.k8s.io events

    controller validatingadmissionpolicy-status-controller
      read admissionregistration.k8s.io validatingadmissionpolicies
      get,patch,update admissionregistration.k8s.io validatingadmissionpolicies/status
      create,patch,update core,events.k8s.io events

    controller volumeattributesclass-protection-controller
      read core persistentvolumeclaims
      read core persistentvolumes
      read,update storage.k8s.io volumeattributesclasses
      create,patch,update core,events.k8s.io events
    """
}
