extension DefaultRoles {
  /// The roles of the system: discovery for everybody, and what the components of the control plane need.
  static let system = """
    clusterrole system:auth-delegator
      create authentication.k8s.io tokenreviews
      create authorization.k8s.io subjectaccessreviews

    clusterrole system:basic-user
      create authorization.k8s.io selfsubjectaccessreviews,selfsubjectrulesreviews
      create authentication.k8s.io selfsubjectreviews
      bind . group:system:authenticated

    clusterrole system:certificates.k8s.io:certificatesigningrequests:nodeclient
      create certificates.k8s.io certificatesigningrequests/nodeclient

    clusterrole system:certificates.k8s.io:certificatesigningrequests:selfnodeclient
      create certificates.k8s.io certificatesigningrequests/selfnodeclient

    clusterrole system:certificates.k8s.io:kube-apiserver-client-approver
      approve certificates.k8s.io signers kubernetes.io/kube-apiserver-client

    clusterrole system:certificates.k8s.io:kube-apiserver-client-kubelet-approver
      approve certificates.k8s.io signers kubernetes.io/kube-apiserver-client-kubelet

    clusterrole system:certificates.k8s.io:kubelet-serving-approver
      approve certificates.k8s.io signers kubernetes.io/kubelet-serving

    clusterrole system:certificates.k8s.io:legacy-unknown-approver
      approve certificates.k8s.io signers kubernetes.io/legacy-unknown

    clusterrole system:cluster-trust-bundle-discovery
      read certificates.k8s.io clustertrustbundles
      bind . group:system:serviceaccounts

    clusterrole system:discovery
      get path /api,/api/*,/apis,/apis/*,/healthz,/livez,/openapi,/openapi/*,/readyz,/version,/version/
      bind . group:system:authenticated

    clusterrole system:heapster
      read core events,namespaces,nodes,pods
      read extensions deployments

    clusterrole system:kube-aggregator
      read core endpoints,services

    clusterrole system:kube-controller-manager
      create,patch,update core,events.k8s.io events
      create coordination.k8s.io leases
      get,update coordination.k8s.io leases kube-controller-manager
      create core secrets,serviceaccounts
      delete core secrets
      get core configmaps,namespaces,secrets,serviceaccounts
      update core secrets,serviceaccounts
      create authentication.k8s.io tokenreviews
      create authorization.k8s.io subjectaccessreviews
      list,watch * *
      create core serviceaccounts/token
      bind . user:system:kube-controller-manager

    clusterrole system:kube-dns
      list,watch core endpoints,services
      bind . account:kube-system/kube-dns

    clusterrole system:kube-scheduler
      create,patch,update core,events.k8s.io events
      create coordination.k8s.io leases
      read,update coordination.k8s.io leases kube-scheduler
      read,write coordination.k8s.io leasecandidates
      read core nodes
      read,delete core pods
      create core bindings,pods/binding
      patch,update core pods/status
      read core replicationcontrollers,services
      read apps,extensions replicasets
      read apps statefulsets
      read policy poddisruptionbudgets
      read core persistentvolumeclaims,persistentvolumes
      create authentication.k8s.io tokenreviews
      create authorization.k8s.io subjectaccessreviews
      read storage.k8s.io csinodes
      read storage.k8s.io volumeattachments
      read core namespaces
      read storage.k8s.io csidrivers
      read storage.k8s.io csistoragecapacities
      read resource.k8s.io deviceclasses
      read,patch,update resource.k8s.io resourceclaims
      read,patch,update resource.k8s.io resourceclaims/status
      read,patch,update core pods/finalizers
      read resource.k8s.io resourceslices
      create,delete resource.k8s.io resourceclaims
      read resource.k8s.io devicetaintrules
      bind . user:system:kube-scheduler

    clusterrole system:kubelet-api-admin
      read core nodes
      proxy core nodes
      * core nodes/log,nodes/metrics,nodes/proxy,nodes/stats
      * core nodes/configz,nodes/healthz,nodes/pods

    clusterrole system:monitoring
      get path /healthz,/healthz/*,/livez,/livez/*,/metrics,/metrics/slis,/readyz,/readyz/*
      get core nodes/metrics
      get path /flagz
      get path /statusz
      bind . group:system:monitoring

    clusterrole system:node
      create authentication.k8s.io tokenreviews
      create authorization.k8s.io localsubjectaccessreviews,subjectaccessreviews
      read core services
      read,create core nodes
      patch,update core nodes/status
      patch,update core nodes
      create,patch,update core events
      read core pods
      create,delete core pods
      patch,update core pods/status
      create core pods/eviction
      read core configmaps,secrets
      get core persistentvolumeclaims,persistentvolumes
      get core endpoints
      read,create certificates.k8s.io certificatesigningrequests
      create,delete,get,patch,update coordination.k8s.io leases
      get storage.k8s.io volumeattachments
      create core serviceaccounts/token
      get,patch,update core persistentvolumeclaims/status
      read storage.k8s.io csidrivers
      create,delete,get,patch,update storage.k8s.io csinodes
      read node.k8s.io runtimeclasses
      get resource.k8s.io resourceclaims
      deletecollection resource.k8s.io resourceslices
      read certificates.k8s.io clustertrustbundles
      get core serviceaccounts
      read,create certificates.k8s.io podcertificaterequests
      bind .

    clusterrole system:node-bootstrapper
      read,create certificates.k8s.io certificatesigningrequests

    clusterrole system:node-problem-detector
      get core nodes
      patch core nodes/status
      create,patch,update core,events.k8s.io events

    clusterrole system:node-proxier
      list,watch core endpoints,services
      read core nodes
      create,patch,update core,events.k8s.io events
      list,watch networking.k8s.io servicecidrs
      list,watch discovery.k8s.io endpointslices
      bind . user:system:kube-proxy

    clusterrole system:persistent-volume-provisioner
      read,create,delete core persistentvolumes
      read,update core persistentvolumeclaims
      read storage.k8s.io storageclasses
      watch core events
      create,patch,update core,events.k8s.io events

    clusterrole system:public-info-viewer
      get path /healthz,/livez,/readyz,/version,/version/
      bind . group:system:authenticated group:system:unauthenticated

    clusterrole system:service-account-issuer-discovery
      get path /.well-known/openid-configuration,/.well-known/openid-configuration/,/openid/v1/jwks,/openid/v1/jwks/
      bind . group:system:serviceaccounts

    clusterrole system:volume-scheduler
      read,patch,update core persistentvolumes
      read storage.k8s.io storageclasses
      read,patch,update core persistentvolumeclaims
      bind . user:system:kube-scheduler

    role kube-public/system:controller:bootstrap-signer
      read core configmaps
      update core configmaps cluster-info
      create,patch,update core,events.k8s.io events
      bind . account:kube-system/bootstrap-signer

    role kube-system/extension-apiserver-authentication-reader
      read core configmaps extension-apiserver-authentication
      bind system::extension-apiserver-authentication-reader user:system:kube-controller-manager user:system:kube-scheduler

    role kube-system/system::leader-locking-kube-controller-manager
      read,create,update coordination.k8s.io leases
      read,create,update coordination.k8s.io leasecandidates
      bind . user:system:kube-controller-manager account:kube-system/kube-controller-manager account:kube-system/leader-election-controller

    role kube-system/system::leader-locking-kube-scheduler
      read,create,update coordination.k8s.io leases
      read,create,update coordination.k8s.io leasecandidates
      bind . user:system:kube-scheduler account:kube-system/kube-scheduler

    role kube-system/system:controller:bootstrap-signer
      read core secrets
      bind . account:kube-system/bootstrap-signer

    role kube-system/system:controller:cloud-provider
      read,create core configmaps
      bind . account:kube-system/cloud-provider

    role kube-system/system:controller:token-cleaner
      read,delete core secrets
      create,patch,update core,events.k8s.io events
      bind . account:kube-system/token-cleaner
    """
}
