extension DefaultRoles {
  /// The roles of the controllers, each bound to its service account in kube-system; first half of the alphabet.
  static let controllers = """
    controller attachdetach-controller
      list,watch core persistentvolumeclaims,persistentvolumes
      read core nodes
      patch,update core nodes/status
      list,watch core pods
      create,patch,update core,events.k8s.io events
      read,create,delete storage.k8s.io volumeattachments
      read storage.k8s.io csidrivers
      read storage.k8s.io csinodes

    controller certificate-controller
      read,delete certificates.k8s.io certificatesigningrequests
      update certificates.k8s.io certificatesigningrequests/approval,certificatesigningrequests/status
      approve certificates.k8s.io signers kubernetes.io/kube-apiserver-client-kubelet
      sign certificates.k8s.io signers kubernetes.io/kube-apiserver-client,kubernetes.io/kube-apiserver-client-kubelet
      ~ kubernetes.io/kubelet-serving,kubernetes.io/legacy-unknown
      create authorization.k8s.io subjectaccessreviews
      create,patch,update core,events.k8s.io events

    controller clusterrole-aggregation-controller
      read,escalate,patch,update rbac.authorization.k8s.io clusterroles

    controller cronjob-controller
      read,update batch cronjobs
      read,create,delete,patch,update batch jobs
      update batch cronjobs/status
      update batch cronjobs/finalizers
      delete,list,watch core pods
      create,patch,update core,events.k8s.io events

    controller daemon-set-controller
      read apps,extensions daemonsets
      update apps,extensions daemonsets/status
      update apps,extensions daemonsets/finalizers
      list,watch core nodes
      create,delete,list,patch,watch core pods
      create core pods/binding
      read,create,delete,patch,update apps controllerrevisions
      create,patch,update core,events.k8s.io events

    controller deployment-controller
      read,update apps,extensions deployments
      update apps,extensions deployments/status
      update apps,extensions deployments/finalizers
      read,create,delete,patch,update apps,extensions replicasets
      read,update core pods
      create,patch,update core,events.k8s.io events

    controller device-taint-eviction-controller
      read,delete core pods
      patch,update core pods/status
      read resource.k8s.io resourceclaims
      read resource.k8s.io resourceslices
      read resource.k8s.io deviceclasses
      create,patch,update core,events.k8s.io events
      patch,update resource.k8s.io devicetaintrules/status
      read resource.k8s.io devicetaintrules

    controller disruption-controller
      read apps,extensions deployments
      read apps,extensions replicasets
      read core replicationcontrollers
      read policy poddisruptionbudgets
      read apps statefulsets
      update policy poddisruptionbudgets/status
      patch,update core pods/status
      get * */scale
      create,patch,update core,events.k8s.io events

    controller endpoint-controller
      read core pods,services
      read,create,delete,update core endpoints
      create core endpoints/restricted
      create,patch,update core,events.k8s.io events

    controller endpointslice-controller
      read core nodes,pods,services
      update core services/finalizers
      read,create,delete,update discovery.k8s.io endpointslices
      create,patch,update core,events.k8s.io events

    controller endpointslicemirroring-controller
      read core endpoints,services
      update core services/finalizers
      update core endpoints/finalizers
      read,create,delete,update discovery.k8s.io endpointslices
      create,patch,update core,events.k8s.io events

    controller ephemeral-volume-controller
      read core pods
      update core pods/finalizers
      read,create core persistentvolumeclaims
      create,patch,update core,events.k8s.io events

    controller expand-controller
      read,patch,update core persistentvolumes
      patch,update core persistentvolumeclaims/status
      read core persistentvolumeclaims
      create,patch,update core,events.k8s.io events

    controller generic-garbage-collector
      read,delete,patch,update * *
      create,patch,update core,events.k8s.io events

    controller horizontal-pod-autoscaler
      read autoscaling horizontalpodautoscalers
      update autoscaling horizontalpodautoscalers/status
      get,update * */scale
      list,watch core pods
      list,watch metrics.k8s.io pods
      read custom.metrics.k8s.io *
      read external.metrics.k8s.io *
      create,patch,update core,events.k8s.io events

    controller job-controller
      read,patch,update batch jobs
      update batch jobs/status
      update batch jobs/finalizers
      create,delete,list,patch,watch core pods
      create,patch,update core,events.k8s.io events

    controller kube-apiserver-serving-clustertrustbundle-publisher
      attest certificates.k8s.io signers kubernetes.io/kube-apiserver-serving
      create,delete,list,update,watch certificates.k8s.io clustertrustbundles
      create,patch,update core,events.k8s.io events

    controller legacy-service-account-token-cleaner
      get core configmaps kube-apiserver-legacy-service-account-token-tracking
      delete,patch core secrets

    controller namespace-controller
      read,delete core namespaces
      update core namespaces/finalize,namespaces/status
      read,delete,deletecollection * *

    controller node-controller
      read,delete,patch,update core nodes
      patch,update core nodes/status
      patch,update core pods/status
      read,delete core pods
      read coordination.k8s.io leases
      create,patch,update core,events.k8s.io events
    """
}
