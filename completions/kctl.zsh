#compdef kctl

__kctl_complete() {
    local -ar non_empty_completions=("${@:#(|:*)}")
    local -ar empty_completions=("${(M)@:#(|:*)}")
    _describe -V '' non_empty_completions -- empty_completions -P $'\'\''
}

__kctl_custom_complete() {
    local -a completions
    completions=("${(@f)"$("${command_name}" "${@}" "${command_line[@]}")"}")
    if [[ "${#completions[@]}" -gt 1 ]]; then
        __kctl_complete "${completions[@]:0:-1}"
    fi
}

__kctl_cursor_index_in_current_word() {
    if [[ -z "${QIPREFIX}${IPREFIX}${PREFIX}" ]]; then
        printf 0
    else
        printf %s "${#${(z)LBUFFER}[-1]}"
    fi
}

_kctl() {
    emulate -RL zsh -G
    setopt extendedglob nullglob numericglobsort
    unsetopt aliases banghist

    local -xr SAP_SHELL=zsh
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(builtin emulate zsh -c 'printf %s "${ZSH_VERSION}"')"
    local -r SAP_SHELL_VERSION

    local context state state_descr line
    local -A opt_args

    local -r command_name="${words[1]}"
    local -ar command_line=("${words[@]}")
    local -ir current_word_index="$((CURRENT - 1))"

    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'daemon:Runs the cluster on this host: API server, scheduler, controllers, kubelet.'
            'join:Makes this host a node of a cluster, and runs its kubelet.'
            'verify:Checks the signatures of the whole history, and names the first commit that fails.'
            'signers:Shows and changes the list of people whose signatures count.'
            'init:Makes a directory a kctl repository.'
            'create:Creates resources from manifests, or one resource from the command line.'
            'run:Runs an image in a pod.'
            'expose:Makes a service for the pods of a pod, service, replication controller, replica set or deployment.'
            'set:Sets specific features on objects.'
            'get:Displays one or many resources.'
            'describe:Shows details of a specific resource or group of resources.'
            'explain:Describes the fields of a resource.'
            'edit:Edits a resource in an editor.'
            'delete:Deletes resources by manifest, name or label selector.'
            'apply:Applies manifests to the cluster.'
            'diff:Shows what an apply would change, or what changed between two points of the past.'
            'patch:Updates fields of a resource.'
            'replace:Replaces objects with those of manifests.'
            'label:Updates the labels of resources.'
            'annotate:Updates the annotations of resources.'
            'wait:Waits for a condition on one or many resources.'
            'rollout:Manages the rollout of a deployment, stateful set or daemon set.'
            'scale:Sets a new size for a deployment, replica set, stateful set or replication controller.'
            'autoscale:Makes a horizontal pod autoscaler for a deployment, replica set, stateful set or replication controller.'
            'log:Shows who changed what, when, with which verb and client.'
            'blame:Shows an object with the change that last set each line.'
            'rollback:Puts objects, a namespace or everything back to what was on main at another time.'
            'revert:Takes back what one commit changed, as a new commit.'
            'plan:Shows what the cluster would do if a commit were merged.'
            'drift:Shows where the cluster is no longer what main says, by whom and since when.'
            'serve:Serves a state of the past as a read-only API, for kubectl and dashboards.'
            'bisect:Finds by binary search the change that made a command fail.'
            'fsck:Checks the store, its history, indexes and notes, and says how to repair what is wrong.'
            'backup:Copies the cluster into a directory: everything, or what came since the last time.'
            'restore:Makes a repository from a backup, with the same objects, uids and revisions.'
            'sync:Follows a branch of a remote repository, and pushes what came of it back.'
            'logs:Prints the logs of a container in a pod.'
            'exec:Executes a command in a container.'
            'attach:Joins the process that runs in a container.'
            'port-forward:Forwards local ports to a pod.'
            'proxy:Serves the API on a local port, with this user'\''s credentials.'
            'cp:Copies files and directories to and from containers.'
            'events:Lists events, the latest last.'
            'auth:Inspects authorization.'
            'status:Shows how far the cluster is behind the repository'\''s main branch, and what failed.'
            'image:Manages the images on the daemon'\''s node.'
            'cluster-info:Prints where the cluster'\''s API is, and its nodes.'
            'api-resources:Prints the resources that the server offers.'
            'api-versions:Prints the API versions that the server offers, as group/version.'
            'certificate:Approves or denies certificate signing requests.'
            'certs:Lists, checks and renews the certificates that the daemon uses.'
            'token:Manages the tokens with which hosts join the cluster as nodes.'
            'top:Shows how much CPU and memory nodes and pods use.'
            'cordon:Marks a node as unschedulable.'
            'uncordon:Marks a node as schedulable.'
            'drain:Drains a node in preparation for maintenance.'
            'taint:Updates the taints on nodes.'
            'config:Shows and changes the kubeconfig.'
            'plugin:Works with plugins: programs in PATH named kctl-* or kubectl-*.'
            'options:Lists the options that all commands have.'
            'completion:Prints the completion script of a shell.'
            'version:Prints the versions of this program and of the server.'
            'help:Show subcommand help information.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        daemon|join|verify|signers|init|create|run|expose|set|get|describe|explain|edit|delete|apply|diff|patch|replace|label|annotate|wait|rollout|scale|autoscale|log|blame|rollback|revert|plan|drift|serve|bisect|fsck|backup|restore|sync|logs|exec|attach|port-forward|proxy|cp|events|auth|status|image|cluster-info|api-resources|api-versions|certificate|certs|token|top|cordon|uncordon|drain|taint|config|plugin|options|completion|version|help)
            "_kctl_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_kctl_daemon() {
    local -i ret=1
    local -ar arg_specs=(
        '--repository[The git repository that is the store; made when it isn'\''t there.]:dir:_files -/'
        '--data-dir[Keys, certificates, images, pods and sockets.]:dir:_files -/'
        '--bind-address[The address to serve the API on.]:addr:'
        '--secure-port[The port to serve the API on; 0 picks a free one.]:port:'
        '--write-kubeconfig[Write an administrator'\''s kubeconfig to this file.]:file:_files'
        '--kubeconfig[The API server that the components talk to when the apiserver component isn'\''t among them.]:file:_files'
        '--advertise-address[The address at which the Service kubernetes leads to this API server; the bind address, or with a loopback one the node'\''s.]:addr:'
        '--kubelet-port[The port of the kubelet'\''s API; 10250, or a free one where that is taken, when not given.]:port:'
        '--kubelet-certificate-authority[Who signed the certificates of kubelets on other hosts; the cluster'\''s own authority when not given.]:file:_files'
        '--kubelet-client-certificate[The certificate that kubelets on other hosts are shown; made at start when not given.]:file:_files'
        '--kubelet-client-key[Its key.]:file:_files'
        '--kubelet-preferred-address-types[Which of a node'\''s addresses its kubelet is asked at, the best first.]:list:'
        '--bootstrap-kubeconfig[Credentials with which the kubelet asks for a certificate of its own, which it keeps in --kubeconfig and renews.]:file:_files'
        '--cluster-signing-duration[How long certificates are valid at most, those that the daemon makes for itself too.]:duration:'
        '--node-name[The name of this host'\''s node; the host name when not given.]:name:'
        '--node-ip[The address of this host'\''s node; the bind address, or that of the default route, when not given.]:addr:'
        '--components[What to run\: apiserver, scheduler, controller-manager, gitops, kubelet, or * for all.]:list:'
        '--pod-cidr[Addresses for this node'\''s pods.]:cidr:'
        '--service-cidr[Addresses for services.]:cidr:'
        '--authentication-config[Issuers of tokens and limits of anonymous access\: an AuthenticationConfiguration.]:file:_files'
        '--anonymous-auth[Whether callers without credentials are let in, as system\:anonymous.]:bool:'
        '--client-ca-file[Authorities whose client certificates are accepted, beside the cluster'\''s own\: PEM.]:file:_files'
        '--authentication-token-webhook-config-file[A kubeconfig of a service that knows bearer tokens (TokenReview).]:file:_files'
        '--authentication-token-webhook-cache-ttl[How long its answers are kept.]:duration:'
        '--authentication-token-webhook-version[The version of TokenReview that it speaks\: v1 or v1beta1.]:version:'
        '--oidc-issuer-url[An OpenID issuer whose ID tokens are taken; https only.]:url:'
        '--oidc-client-id[For whom its tokens must be.]:id:'
        '--oidc-ca-file[The authority of the issuer'\''s certificate\: PEM; the host'\''s authorities when not given.]:file:_files'
        '--oidc-username-claim[The claim that names the user.]:claim:'
        '--oidc-username-prefix[What stands before user names; the issuer'\''s URL and # when not given, - for nothing.]:text:'
        '--oidc-groups-claim[The claim that lists the user'\''s groups.]:claim:'
        '--oidc-groups-prefix[What stands before names of groups.]:text:'
        '*--oidc-required-claim[A claim that must be there with a value. Can be given again.]:name=value:'
        '--oidc-signing-algs[The signature algorithms that are taken.]:list:'
        '--requestheader-client-ca-file[Authorities of proxies in front, which name in headers whom they have authenticated\: PEM.]:file:_files'
        '--requestheader-allowed-names[Common names of such proxies; any that the authority has certified when not given.]:list:'
        '--requestheader-username-headers[Headers that name the user.]:list:'
        '--requestheader-uid-headers[Headers with the user'\''s uid.]:list:'
        '--requestheader-group-headers[Headers that name the user'\''s groups.]:list:'
        '--requestheader-extra-headers-prefix[How headers begin that carry more about the user.]:list:'
        '--authorization-mode[The authorization policies asked, in order\: Node, RBAC, ABAC, Webhook, AlwaysAllow, AlwaysDeny; Node,RBAC when not given.]:list:'
        '--authorization-config[The policies asked, in order, with webhooks among them\: an AuthorizationConfiguration; read again when it changes.]:file:_files'
        '--authorization-policy-file[The policies of mode ABAC\: a JSON object a line.]:file:_files'
        '--authorization-webhook-config-file[A kubeconfig of the service that mode Webhook asks (SubjectAccessReview).]:file:_files'
        '--authorization-webhook-version[The version of SubjectAccessReview that it speaks\: v1 or v1beta1.]:version:'
        '--authorization-webhook-cache-authorized-ttl[How long its answers that allow are kept.]:duration:'
        '--authorization-webhook-cache-unauthorized-ttl[How long its other answers are kept.]:duration:'
        '--audit-policy-file[Which requests are audited, and how much of them\: an audit Policy. Without one, nothing is.]:file:_files'
        '--audit-log-path[Write audit events to this file, a JSON object a line; - for standard output.]:file:_files'
        '--audit-log-maxage[How many days old logs are kept; 0 for ever.]:days:'
        '--audit-log-maxbackup[How many old logs are kept; 0 for all.]:count:'
        '--audit-log-maxsize[At which size in megabytes a log is put aside; 0 for 100.]:megabytes:'
        '--audit-webhook-config-file[A kubeconfig of a service that takes audit events.]:file:_files'
        '--audit-webhook-batch-max-size[How many events go to it at once, at most.]:count:'
        '--audit-webhook-batch-buffer-size[How many events wait for it, at most; more are lost.]:count:'
        '--audit-webhook-batch-max-wait[How long an event waits for others to go with.]:duration:'
        '*--service-account-key-file[Keys that service account tokens are verified with, beside the signing key\: PEM, public or private. Can be given again.]:file:_files'
        '--service-account-signing-key-file[The key that service account tokens are signed with; made at first start when not given.]:file:_files'
        '*--service-account-issuer[The issuer of service account tokens. Given again, tokens of the further issuers are taken too.]:url:'
        '--api-audiences[Who this API server is for tokens\: their audience; the issuer when not given.]:list:'
        '--enable-admission-plugins[Admission plugins besides those that are on by default, such as AlwaysPullImages.]:list:'
        '--disable-admission-plugins[Admission plugins to leave out.]:list:'
        '--admission-control-config-file[What admission plugins are told, such as the limits of EventRateLimit\: an AdmissionConfiguration.]:file:_files'
        '--token-auth-file[Bearer tokens\: a line each of token,user,uid and optionally "group1,group2".]:file:_files'
        '--max-requests-inflight[How many requests that change nothing are worked on at once; 0 for no limit.]:count:'
        '--max-mutating-requests-inflight[How many requests that change something are worked on at once; 0 for no limit.]:count:'
        '--enable-priority-and-fairness[Whether priority levels and flow schemas share out the sum of the two limits, so that one client can'\''t starve another.]:bool:'
        '--runtime[The OCI runtime\: auto, crun or runc.]:name:'
        '--pod-max-pids[How many processes a pod may have; 0 for no limit of its own.]:count:'
        '--eviction-hard[Below which amounts pods are evicted, such as memory.available<100Mi,nodefs.available<10%; empty for never.]:list:'
        '--pod-manifest-path[Manifests in this directory run as static pods.]:dir:_files -/'
        '--allowed-unsafe-sysctls[Sysctls that pods may set besides the safe ones, such as net.core.*, separated by commas.]:list:'
        '--stop-pods[Stop the pods of this node when the daemon ends; by default they go on running.]'
        '--memory[Keep the store in memory only\: for tests of controllers and manifests. Nothing survives the daemon.]'
        '-v[How much to log\: 0 what an operator must know, 2 the steady state, 4 debugging, 6 every step.]:level:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_join() {
    local -i ret=1
    local -ar arg_specs=(
        ':server:'
        '--token[The bootstrap token.]:token:'
        '*--ca-cert-hash[The hash of the cluster'\''s authority that must be found, sha256\:….]:hash:'
        '--repository[The git repository that is the store; made when it isn'\''t there.]:dir:_files -/'
        '--data-dir[Keys, certificates, images, pods and sockets.]:dir:_files -/'
        '--bind-address[The address to serve the API on.]:addr:'
        '--secure-port[The port to serve the API on; 0 picks a free one.]:port:'
        '--write-kubeconfig[Write an administrator'\''s kubeconfig to this file.]:file:_files'
        '--kubeconfig[The API server that the components talk to when the apiserver component isn'\''t among them.]:file:_files'
        '--advertise-address[The address at which the Service kubernetes leads to this API server; the bind address, or with a loopback one the node'\''s.]:addr:'
        '--kubelet-port[The port of the kubelet'\''s API; 10250, or a free one where that is taken, when not given.]:port:'
        '--kubelet-certificate-authority[Who signed the certificates of kubelets on other hosts; the cluster'\''s own authority when not given.]:file:_files'
        '--kubelet-client-certificate[The certificate that kubelets on other hosts are shown; made at start when not given.]:file:_files'
        '--kubelet-client-key[Its key.]:file:_files'
        '--kubelet-preferred-address-types[Which of a node'\''s addresses its kubelet is asked at, the best first.]:list:'
        '--bootstrap-kubeconfig[Credentials with which the kubelet asks for a certificate of its own, which it keeps in --kubeconfig and renews.]:file:_files'
        '--cluster-signing-duration[How long certificates are valid at most, those that the daemon makes for itself too.]:duration:'
        '--node-name[The name of this host'\''s node; the host name when not given.]:name:'
        '--node-ip[The address of this host'\''s node; the bind address, or that of the default route, when not given.]:addr:'
        '--components[What to run\: apiserver, scheduler, controller-manager, gitops, kubelet, or * for all.]:list:'
        '--pod-cidr[Addresses for this node'\''s pods.]:cidr:'
        '--service-cidr[Addresses for services.]:cidr:'
        '--authentication-config[Issuers of tokens and limits of anonymous access\: an AuthenticationConfiguration.]:file:_files'
        '--anonymous-auth[Whether callers without credentials are let in, as system\:anonymous.]:bool:'
        '--client-ca-file[Authorities whose client certificates are accepted, beside the cluster'\''s own\: PEM.]:file:_files'
        '--authentication-token-webhook-config-file[A kubeconfig of a service that knows bearer tokens (TokenReview).]:file:_files'
        '--authentication-token-webhook-cache-ttl[How long its answers are kept.]:duration:'
        '--authentication-token-webhook-version[The version of TokenReview that it speaks\: v1 or v1beta1.]:version:'
        '--oidc-issuer-url[An OpenID issuer whose ID tokens are taken; https only.]:url:'
        '--oidc-client-id[For whom its tokens must be.]:id:'
        '--oidc-ca-file[The authority of the issuer'\''s certificate\: PEM; the host'\''s authorities when not given.]:file:_files'
        '--oidc-username-claim[The claim that names the user.]:claim:'
        '--oidc-username-prefix[What stands before user names; the issuer'\''s URL and # when not given, - for nothing.]:text:'
        '--oidc-groups-claim[The claim that lists the user'\''s groups.]:claim:'
        '--oidc-groups-prefix[What stands before names of groups.]:text:'
        '*--oidc-required-claim[A claim that must be there with a value. Can be given again.]:name=value:'
        '--oidc-signing-algs[The signature algorithms that are taken.]:list:'
        '--requestheader-client-ca-file[Authorities of proxies in front, which name in headers whom they have authenticated\: PEM.]:file:_files'
        '--requestheader-allowed-names[Common names of such proxies; any that the authority has certified when not given.]:list:'
        '--requestheader-username-headers[Headers that name the user.]:list:'
        '--requestheader-uid-headers[Headers with the user'\''s uid.]:list:'
        '--requestheader-group-headers[Headers that name the user'\''s groups.]:list:'
        '--requestheader-extra-headers-prefix[How headers begin that carry more about the user.]:list:'
        '--authorization-mode[The authorization policies asked, in order\: Node, RBAC, ABAC, Webhook, AlwaysAllow, AlwaysDeny; Node,RBAC when not given.]:list:'
        '--authorization-config[The policies asked, in order, with webhooks among them\: an AuthorizationConfiguration; read again when it changes.]:file:_files'
        '--authorization-policy-file[The policies of mode ABAC\: a JSON object a line.]:file:_files'
        '--authorization-webhook-config-file[A kubeconfig of the service that mode Webhook asks (SubjectAccessReview).]:file:_files'
        '--authorization-webhook-version[The version of SubjectAccessReview that it speaks\: v1 or v1beta1.]:version:'
        '--authorization-webhook-cache-authorized-ttl[How long its answers that allow are kept.]:duration:'
        '--authorization-webhook-cache-unauthorized-ttl[How long its other answers are kept.]:duration:'
        '--audit-policy-file[Which requests are audited, and how much of them\: an audit Policy. Without one, nothing is.]:file:_files'
        '--audit-log-path[Write audit events to this file, a JSON object a line; - for standard output.]:file:_files'
        '--audit-log-maxage[How many days old logs are kept; 0 for ever.]:days:'
        '--audit-log-maxbackup[How many old logs are kept; 0 for all.]:count:'
        '--audit-log-maxsize[At which size in megabytes a log is put aside; 0 for 100.]:megabytes:'
        '--audit-webhook-config-file[A kubeconfig of a service that takes audit events.]:file:_files'
        '--audit-webhook-batch-max-size[How many events go to it at once, at most.]:count:'
        '--audit-webhook-batch-buffer-size[How many events wait for it, at most; more are lost.]:count:'
        '--audit-webhook-batch-max-wait[How long an event waits for others to go with.]:duration:'
        '*--service-account-key-file[Keys that service account tokens are verified with, beside the signing key\: PEM, public or private. Can be given again.]:file:_files'
        '--service-account-signing-key-file[The key that service account tokens are signed with; made at first start when not given.]:file:_files'
        '*--service-account-issuer[The issuer of service account tokens. Given again, tokens of the further issuers are taken too.]:url:'
        '--api-audiences[Who this API server is for tokens\: their audience; the issuer when not given.]:list:'
        '--enable-admission-plugins[Admission plugins besides those that are on by default, such as AlwaysPullImages.]:list:'
        '--disable-admission-plugins[Admission plugins to leave out.]:list:'
        '--admission-control-config-file[What admission plugins are told, such as the limits of EventRateLimit\: an AdmissionConfiguration.]:file:_files'
        '--token-auth-file[Bearer tokens\: a line each of token,user,uid and optionally "group1,group2".]:file:_files'
        '--max-requests-inflight[How many requests that change nothing are worked on at once; 0 for no limit.]:count:'
        '--max-mutating-requests-inflight[How many requests that change something are worked on at once; 0 for no limit.]:count:'
        '--enable-priority-and-fairness[Whether priority levels and flow schemas share out the sum of the two limits, so that one client can'\''t starve another.]:bool:'
        '--runtime[The OCI runtime\: auto, crun or runc.]:name:'
        '--pod-max-pids[How many processes a pod may have; 0 for no limit of its own.]:count:'
        '--eviction-hard[Below which amounts pods are evicted, such as memory.available<100Mi,nodefs.available<10%; empty for never.]:list:'
        '--pod-manifest-path[Manifests in this directory run as static pods.]:dir:_files -/'
        '--allowed-unsafe-sysctls[Sysctls that pods may set besides the safe ones, such as net.core.*, separated by commas.]:list:'
        '--stop-pods[Stop the pods of this node when the daemon ends; by default they go on running.]'
        '--memory[Keep the store in memory only\: for tests of controllers and manifests. Nothing survives the daemon.]'
        '-v[How much to log\: 0 what an operator must know, 2 the steady state, 4 debugging, 6 every step.]:level:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_verify() {
    local -i ret=1
    local -ar arg_specs=(
        '(-C --repository)'{-C,--repository}'[The repository.]:dir:_files -/'
        '--allowed-signers[The list of who may sign, in ssh-keygen'\''s format.]:file:_files'
        '--require-signed[Everything on main must be signed, whatever the repository'\''s own policy is.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_signers() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'list:Prints the list.'
            'add:Adds a person with the key that they sign with.'
            'remove:Takes a person, or one key by its fingerprint, out of the list. What they signed then verifies no more.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        list|add|remove)
            "_kctl_signers_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_kctl_signers_list() {
    local -i ret=1
    local -ar arg_specs=(
        '(-C --repository)'{-C,--repository}'[The repository.]:dir:_files -/'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_signers_add() {
    local -i ret=1
    local -ar arg_specs=(
        '(-C --repository)'{-C,--repository}'[The repository.]:dir:_files -/'
        ':principal:'
        ':key:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_signers_remove() {
    local -i ret=1
    local -ar arg_specs=(
        '(-C --repository)'{-C,--repository}'[The repository.]:dir:_files -/'
        ':principal:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_init() {
    local -i ret=1
    local -ar arg_specs=(
        ':directory:_files -/'
        '(-C --repository)'{-C,--repository}'[The same.]:dir:_files -/'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_create() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'namespace:Creates a namespace.'
            'configmap:Creates a config map from files, directories or literal values.'
            'secret:Creates a secret.'
            'deployment:Creates a deployment.'
            'job:Creates a job.'
            'serviceaccount:Creates a service account.'
            'service:Creates a service.'
            'cronjob:Creates a cron job.'
            'ingress:Creates an ingress.'
            'role:Creates a role.'
            'clusterrole:Creates a cluster role.'
            'rolebinding:Creates a role binding.'
            'clusterrolebinding:Creates a cluster role binding.'
            'quota:Creates a resource quota.'
            'poddisruptionbudget:Creates a pod disruption budget.'
            'priorityclass:Creates a priority class.'
            'token:Requests a token of a service account.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        namespace|configmap|secret|deployment|job|serviceaccount|service|cronjob|ingress|role|clusterrole|rolebinding|clusterrolebinding|quota|poddisruptionbudget|priorityclass|token)
            "_kctl_create_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_kctl_create_namespace() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_create_configmap() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '*--from-literal[One entry, as key=value. May be repeated.]:key=value:'
        '*--from-file[A file whose name is the key, key=file, or a directory of files. May be repeated.]:\[key=\]path:_files'
        '*--from-env-file[A file of NAME=value lines. May be repeated.]:file:_files'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_create_secret() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'generic:Creates a secret from files, directories or literal values.'
            'tls:Creates a secret from a certificate and its key.'
            'docker-registry:Creates a secret with a registry'\''s credentials.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        generic|tls|docker-registry)
            "_kctl_create_secret_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_kctl_create_secret_generic() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '*--from-literal[One entry, as key=value. May be repeated.]:key=value:'
        '*--from-file[A file whose name is the key, key=file, or a directory of files. May be repeated.]:\[key=\]path:_files'
        '*--from-env-file[A file of NAME=value lines. May be repeated.]:file:_files'
        '--type[The secret'\''s type.]:type:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_create_secret_tls() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '--cert[The certificate, as PEM.]:file:_files'
        '--key[Its private key, as PEM.]:file:_files'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_create_secret_docker-registry() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '--docker-server[The registry.]:url:'
        '--docker-username[The user.]:name:'
        '--docker-password[The password.]:text:'
        '--docker-email[The user'\''s mail address.]:address:'
        '--from-file[A docker configuration file to take instead.]:file:_files'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_create_deployment() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '*--image[An image to run. May be repeated\: one container each.]:image:'
        '(-r --replicas)'{-r,--replicas}'[How many pods.]:count:'
        '--port[The port that the container listens on.]:port:'
        '*:command:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_create_job() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '--image[The image to run.]:image:'
        '--from[A cron job to run once, now.]:cronjob/name:'
        '*:command:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_create_serviceaccount() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_create_service() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'clusterip:Creates a service with an address inside the cluster, for the pods labelled app=NAME.'
            'nodeport:Creates a service that every node has a port for.'
            'loadbalancer:Creates a service that is reached from outside the cluster.'
            'externalname:Creates a service that is another name for a host outside the cluster.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        clusterip|nodeport|loadbalancer|externalname)
            "_kctl_create_service_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_kctl_create_service_clusterip() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '*--tcp[A port, as port or port\:targetPort. May be repeated.]:port\[\:target\]:'
        '--clusterip[An address of one'\''s own choice, or None for a headless service.]:ip:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_create_service_nodeport() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '*--tcp[A port, as port or port\:targetPort. May be repeated.]:port\[\:target\]:'
        '--node-port[The nodes'\'' port; 0 lets the server choose.]:port:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_create_service_loadbalancer() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '*--tcp[A port, as port or port\:targetPort. May be repeated.]:port\[\:target\]:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_create_service_externalname() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '--external-name[The host'\''s name.]:name:'
        '*--tcp[A port, as port or port\:targetPort. May be repeated.]:port\[\:target\]:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_create_cronjob() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '--image[The image to run.]:image:'
        '--schedule[When to run, in cron'\''s form.]:schedule:'
        '--restart[What to do when the container ends with an error.]:OnFailure|Never:'
        '*:command:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_create_ingress() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '--class[The ingress class.]:name:'
        '*--rule[A rule; a path that ends in * is a prefix. May be repeated.]:host/path=service\:port\[,tls\[=secret\]\]:'
        '--default-backend[The service for what no rule matches.]:service\:port:'
        '*--annotation[An annotation. May be repeated.]:key=value:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_create_role() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '*--verb[What is allowed. May be repeated.]:verb,…:'
        '*--resource[On which resources, such as pods or deployments.apps/scale. May be repeated.]:resource,…:'
        '*--resource-name[Only objects of this name. May be repeated.]:name:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_create_clusterrole() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '*--verb[What is allowed. May be repeated.]:verb,…:'
        '*--resource[On which resources, such as pods or deployments.apps/scale. May be repeated.]:resource,…:'
        '*--resource-name[Only objects of this name. May be repeated.]:name:'
        '*--non-resource-url[A path such as /healthz. May be repeated.]:path:'
        '--aggregation-rule[Takes the rules of cluster roles with these labels.]:key=value,…:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_create_rolebinding() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '--clusterrole[The cluster role to bind.]:name:'
        '--role[The role to bind.]:name:'
        '*--user[A user. May be repeated.]:name:'
        '*--group[A group. May be repeated.]:name:'
        '*--serviceaccount[A service account. May be repeated.]:namespace\:name:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_create_clusterrolebinding() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '--clusterrole[The cluster role to bind.]:name:'
        '*--user[A user. May be repeated.]:name:'
        '*--group[A group. May be repeated.]:name:'
        '*--serviceaccount[A service account. May be repeated.]:namespace\:name:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_create_quota() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '--hard[The limits, such as pods=10,cpu=4.]:name=quantity,…:'
        '--scopes[The scopes it holds in.]:scope,…:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_create_poddisruptionbudget() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '--selector[The pods it is for, such as app=web.]:selector:'
        '--min-available[How many pods must stay, as a number or a percentage.]:count:'
        '--max-unavailable[How many pods may be away, as a number or a percentage.]:count:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_create_priorityclass() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '--value[The priority; higher comes first.]:number:'
        '--global-default[Pods that name no class get this one.]'
        '--description[When to use it.]:text:'
        '--preemption-policy[Whether pods of lower priority are ended for these.]:Never|PreemptLowerPriority:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_create_token() {
    local -i ret=1
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '*--audience[Who accepts the token. May be repeated.]:audience:'
        '--duration[How long the token holds, such as 1h.]:duration:'
        '--bound-object-kind[The kind of object whose deletion ends the token.]:Pod|Secret|Node:'
        '--bound-object-name[That object'\''s name.]:name:'
        '--bound-object-uid[That object'\''s uid.]:uid:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_run() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '--image[The image.]:image:'
        '*--env[NAME=VALUE for the container'\''s environment. May be repeated.]:variable:'
        '(-l --labels)'{-l,--labels}'[Labels\: a=b,c=d.]:labels:'
        '*--annotations[Annotations\: a=b. May be repeated.]:annotation:'
        '--port[The port that the container listens on.]:port:'
        '--restart[Always, OnFailure or Never.]:policy:'
        '--image-pull-policy[Always, IfNotPresent or Never.]:policy:'
        '--command[What follows -- replaces the image'\''s command, not only its arguments.]'
        '(-i --stdin)'{-i,--stdin}'[Passes standard input on.]'
        '(-t --tty)'{-t,--tty}'[Gives the container a terminal.]'
        '--attach[Waits for the pod and joins it; on with -i.]'
        '--rm[Deletes the pod when it has ended or been left.]'
        '(-q --quiet)'{-q,--quiet}'[Prints only what the container prints.]'
        '--privileged[Makes the container privileged.]'
        '--overrides[Merged over the pod, as JSON.]:json:'
        '--pod-running-timeout[How long to wait for the pod to run.]:duration:'
        '*:arguments:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_expose() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*:resource:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '--port[The service'\''s port. Default\: the ports of the containers.]:port:'
        '--target-port[The containers'\'' port, by number or name.]:port:'
        '--protocol[TCP, UDP or SCTP.]:protocol:'
        '--name[The service'\''s name. Default\: the object'\''s.]:name:'
        '--type[The kind of service.]:ClusterIP|NodePort|LoadBalancer|ExternalName:'
        '--cluster-ip[An address of one'\''s own choice, or None.]:ip:'
        '--external-ip[An address outside the cluster that the service answers at.]:ip:'
        '--session-affinity[Whether a client stays with one pod.]:None|ClientIP:'
        '--selector[The pods, such as app=web. Default\: the object'\''s own selector.]:selector:'
        '(-l --labels)'{-l,--labels}'[The service'\''s labels. Default\: the object'\''s.]:labels:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_set() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'image:Updates the images of a pod template.'
            'env:Updates the environment variables of a pod template.'
            'resources:Updates the resource requests and limits of a pod template.'
            'selector:Sets the selector of a service.'
            'serviceaccount:Updates the service account of a pod template.'
            'subject:Adds users, groups or service accounts to a role binding or cluster role binding.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        image|env|resources|selector|serviceaccount|subject)
            "_kctl_set_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_kctl_set_image() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*:resource:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '(-l --selector)'{-l,--selector}'[Only objects whose labels match, such as app=web,tier!=cache.]:selector:'
        '--field-selector[Only objects whose fields match, such as status.phase=Running.]:selector:'
        '(-A --all-namespaces)'{-A,--all-namespaces}'[Looks in all namespaces.]'
        '--all[Changes all objects of the types in the namespace.]'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_set_env() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*:resource:'
        '(-c --containers)'{-c,--containers}'[The containers to change; * stands for any characters.]:pattern:'
        '--from[A config map or secret to take all keys from, as configmap/NAME or secret/NAME.]:resource:'
        '--prefix[Put before the names taken with --from.]:text:'
        '--keys[Only these keys of --from.]:key,…:'
        '--list[Only prints the variables that are there now.]'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '(-l --selector)'{-l,--selector}'[Only objects whose labels match, such as app=web,tier!=cache.]:selector:'
        '--field-selector[Only objects whose fields match, such as status.phase=Running.]:selector:'
        '(-A --all-namespaces)'{-A,--all-namespaces}'[Looks in all namespaces.]'
        '--all[Changes all objects of the types in the namespace.]'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_set_resources() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*:resource:'
        '(-c --containers)'{-c,--containers}'[The containers to change; * stands for any characters.]:pattern:'
        '--limits[What a container may use at most, such as cpu=200m,memory=64Mi; 0 removes a limit.]:name=quantity,…:'
        '--requests[What a container needs, such as cpu=100m.]:name=quantity,…:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '(-l --selector)'{-l,--selector}'[Only objects whose labels match, such as app=web,tier!=cache.]:selector:'
        '--field-selector[Only objects whose fields match, such as status.phase=Running.]:selector:'
        '(-A --all-namespaces)'{-A,--all-namespaces}'[Looks in all namespaces.]'
        '--all[Changes all objects of the types in the namespace.]'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_set_selector() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*:resource:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '(-l --selector)'{-l,--selector}'[Only objects whose labels match, such as app=web,tier!=cache.]:selector:'
        '--field-selector[Only objects whose fields match, such as status.phase=Running.]:selector:'
        '(-A --all-namespaces)'{-A,--all-namespaces}'[Looks in all namespaces.]'
        '--all[Changes all objects of the types in the namespace.]'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_set_serviceaccount() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*:resource:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '(-l --selector)'{-l,--selector}'[Only objects whose labels match, such as app=web,tier!=cache.]:selector:'
        '--field-selector[Only objects whose fields match, such as status.phase=Running.]:selector:'
        '(-A --all-namespaces)'{-A,--all-namespaces}'[Looks in all namespaces.]'
        '--all[Changes all objects of the types in the namespace.]'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_set_subject() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*:resource:'
        '*--user[A user. May be repeated.]:name:'
        '*--group[A group. May be repeated.]:name:'
        '*--serviceaccount[A service account. May be repeated.]:namespace\:name:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '(-l --selector)'{-l,--selector}'[Only objects whose labels match, such as app=web,tier!=cache.]:selector:'
        '--field-selector[Only objects whose fields match, such as status.phase=Running.]:selector:'
        '(-A --all-namespaces)'{-A,--all-namespaces}'[Looks in all namespaces.]'
        '--all[Changes all objects of the types in the namespace.]'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_get() {
    local -i ret=1
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*:resource:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-l --selector)'{-l,--selector}'[Only objects whose labels match, such as app=web,tier!=cache.]:selector:'
        '--field-selector[Only objects whose fields match, such as status.phase=Running.]:selector:'
        '(-A --all-namespaces)'{-A,--all-namespaces}'[Looks in all namespaces.]'
        '(-w --watch)'{-w,--watch}'[After the list, prints changes as they happen.]'
        '--watch-only[Prints changes as they happen, without the list first.]'
        '--sort-by[Sorts by this field, a JSONPath such as .metadata.creationTimestamp.]:path:'
        '--show-labels[Adds a column with all labels.]'
        '*'{-L,--label-columns}'[Adds a column for each of these labels.]:label,…:'
        '--no-headers[Prints no column headers.]'
        '--show-kind[Prefixes names with their type.]'
        '--ignore-not-found[An object that doesn'\''t exist is no error.]'
        '--chunk-size[How many objects to ask for at a time; 0 asks for all at once.]:count:'
        '--subresource[The part of the objects to get, such as status or scale; they must be named.]:name:'
        '--raw[A path of the API to print as it is, such as /version.]:path:'
        '--at[Shows what was then\: a revision, a time, a commit, or how long ago, such as '\''2 hours ago'\''. Times are in UTC.]:point:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_describe() {
    local -i ret=1
    local -ar arg_specs=(
        '*:resource:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '(-l --selector)'{-l,--selector}'[Only objects whose labels match, such as app=web,tier!=cache.]:selector:'
        '--field-selector[Only objects whose fields match, such as status.phase=Running.]:selector:'
        '(-A --all-namespaces)'{-A,--all-namespaces}'[Looks in all namespaces.]'
        '--show-events[Shows the object'\''s events too.]'
        '--no-show-events[Shows the object'\''s events too.]'
        '--at[Shows what was then\: a revision, a time, a commit, or how long ago, such as '\''2 hours ago'\''. Times are in UTC.]:point:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_explain() {
    local -i ret=1
    local -ar arg_specs=(
        '*:resource:'
        '(-R --recursive)'{-R,--recursive}'[Prints the fields of fields too.]'
        '--api-version[The group and version to describe, such as apps/v1.]:group/version:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_edit() {
    local -i ret=1
    local -ar arg_specs=(
        '*:resource:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '(-o --output)'{-o,--output}'[The form to edit.]:yaml|json:'
        '--subresource[The part of the object to edit, such as status.]:name:'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_delete() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar arg_specs=(
        '*:resource:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '(-l --selector)'{-l,--selector}'[Only objects whose labels match, such as app=web,tier!=cache.]:selector:'
        '--field-selector[Only objects whose fields match, such as status.phase=Running.]:selector:'
        '(-A --all-namespaces)'{-A,--all-namespaces}'[Looks in all namespaces.]'
        '--all[Deletes all objects of the types in the namespace.]'
        '--grace-period[How long the object has to end by itself; 0 only with --force.]:seconds:'
        '--force[Removes the object from the API at once, without waiting for what it runs to end.]'
        '--now[A grace period of one second.]'
        '--cascade[What becomes of objects that this one owns.]:background|foreground|orphan:'
        '--wait[Waits until the objects are gone.]'
        '--no-wait[Waits until the objects are gone.]'
        '--timeout[How long to wait; 0 means as long as it takes.]:duration:'
        '--ignore-not-found[An object that doesn'\''t exist is no error.]'
        '(-o --output)'{-o,--output}'[name\: prints only names.]:name:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_apply() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '--server-side[Sends each object as a server-side apply that fails on fields that others own.]'
        '--force-conflicts[With --server-side\: takes over fields that others own.]'
        '--prune[Deletes objects that were applied before and are in no manifest any more; needs -l or --all.]'
        '--all[With --prune\: considers all objects.]'
        '(-l --selector)'{-l,--selector}'[With --prune\: considers only objects whose labels match.]:selector:'
        '*--prune-allowlist[With --prune\: considers only this type, as group/version/Kind or core/v1/Kind. May be repeated.]:type:'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'view-last-applied:Prints the manifest that was applied last.'
            'set-last-applied:Says that a file'\''s manifests are what was applied last, without applying them.'
            'edit-last-applied:Edits the manifest that is said to be applied last, in an editor.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        view-last-applied|set-last-applied|edit-last-applied)
            "_kctl_apply_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_kctl_apply_view-last-applied() {
    local -i ret=1
    local -ar arg_specs=(
        '*:resource:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '(-l --selector)'{-l,--selector}'[Only objects whose labels match.]:selector:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '(-o --output)'{-o,--output}'[The form to print.]:yaml|json:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_apply_set-last-applied() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '--create-annotation[Puts the annotation on objects that have none.]'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_apply_edit-last-applied() {
    local -i ret=1
    local -ar arg_specs=(
        '*:resource:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '(-l --selector)'{-l,--selector}'[Only objects whose labels match.]:selector:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_diff() {
    local -i ret=1
    local -ar arg_specs=(
        '*:what:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '--server-side[Compares with a server-side apply.]'
        '--force-conflicts[With --server-side\: takes over fields that others own.]'
        '--field-manager[The name that owns the changed fields.]:name:'
        '--show-managed-fields[Compares metadata.managedFields too.]'
        '--at[Shows what was then\: a revision, a time, a commit, or how long ago, such as '\''2 hours ago'\''. Times are in UTC.]:point:'
        '(-A --all-namespaces)'{-A,--all-namespaces}'[Looks in all namespaces.]'
        '(-o --output)'{-o,--output}'[With a range\: how to print.]:json|yaml|name:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_patch() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*:resource:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '(-p --patch)'{-p,--patch}'[The patch, as JSON or YAML.]:patch:'
        '--patch-file[A file that holds the patch.]:file:_files'
        '--type[The kind of patch.]:strategic|merge|json:'
        '--subresource[The part of the object to patch, such as status or scale.]:name:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_replace() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '--force[Deletes the objects first, and creates them again.]'
        '--grace-period[With --force\: how long the objects have to end by themselves.]:seconds:'
        '--timeout[With --force\: how long to wait for their end; 0 means as long as it takes.]:duration:'
        '--subresource[The part of the object to replace, such as status.]:name:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_label() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*:resource:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '(-l --selector)'{-l,--selector}'[Only objects whose labels match, such as app=web,tier!=cache.]:selector:'
        '--field-selector[Only objects whose fields match, such as status.phase=Running.]:selector:'
        '(-A --all-namespaces)'{-A,--all-namespaces}'[Looks in all namespaces.]'
        '--all[Changes all objects of the types in the namespace.]'
        '--overwrite[Replaces values that are there already.]'
        '--list[Only prints what is there now.]'
        '--resource-version[Changes the object only if this is its resourceVersion.]:version:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_annotate() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*:resource:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '(-l --selector)'{-l,--selector}'[Only objects whose labels match, such as app=web,tier!=cache.]:selector:'
        '--field-selector[Only objects whose fields match, such as status.phase=Running.]:selector:'
        '(-A --all-namespaces)'{-A,--all-namespaces}'[Looks in all namespaces.]'
        '--all[Changes all objects of the types in the namespace.]'
        '--overwrite[Replaces values that are there already.]'
        '--list[Only prints what is there now.]'
        '--resource-version[Changes the object only if this is its resourceVersion.]:version:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_wait() {
    local -i ret=1
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*:resource:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '(-l --selector)'{-l,--selector}'[Only objects whose labels match, such as app=web,tier!=cache.]:selector:'
        '--field-selector[Only objects whose fields match, such as status.phase=Running.]:selector:'
        '(-A --all-namespaces)'{-A,--all-namespaces}'[Looks in all namespaces.]'
        '--all[All objects of the types in the namespace.]'
        '--for[create, delete, condition=NAME\[=VALUE\] or jsonpath={PATH}\[=VALUE\].]:condition:'
        '--timeout[How long to wait for each object; 0 only looks.]:duration:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_rollout() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'status:Shows the status of a rollout, until it is done.'
            'history:Shows the revisions of a deployment, stateful set or daemon set.'
            'undo:Goes back to an earlier revision.'
            'restart:Replaces all pods, by the rollout'\''s own rules.'
            'pause:Stops a rollout where it is.'
            'resume:Lets a paused rollout go on.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        status|history|undo|restart|pause|resume)
            "_kctl_rollout_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_kctl_rollout_status() {
    local -i ret=1
    local -ar arg_specs=(
        '*:resource:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '(-l --selector)'{-l,--selector}'[Only objects whose labels match.]:selector:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '(-w --watch)'{-w,--watch}'[Waits until the rollout is done.]'
        '--no-watch[Waits until the rollout is done.]'
        '--timeout[How long to wait; 0 means as long as it takes.]:duration:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_rollout_history() {
    local -i ret=1
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*:resource:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '(-l --selector)'{-l,--selector}'[Only objects whose labels match.]:selector:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--revision[Shows this revision'\''s pod template.]:number:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_rollout_undo() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*:resource:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '(-l --selector)'{-l,--selector}'[Only objects whose labels match.]:selector:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--to-revision[The revision to go back to; 0 is the last one before this.]:number:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_rollout_restart() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*:resource:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '(-l --selector)'{-l,--selector}'[Only objects whose labels match.]:selector:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_rollout_pause() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*:resource:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '(-l --selector)'{-l,--selector}'[Only objects whose labels match.]:selector:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_rollout_resume() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*:resource:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '(-l --selector)'{-l,--selector}'[Only objects whose labels match.]:selector:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_scale() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*:resource:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '(-l --selector)'{-l,--selector}'[Only objects whose labels match, such as app=web,tier!=cache.]:selector:'
        '--field-selector[Only objects whose fields match, such as status.phase=Running.]:selector:'
        '(-A --all-namespaces)'{-A,--all-namespaces}'[Looks in all namespaces.]'
        '--replicas[The number of pods to have.]:count:'
        '--current-replicas[Scales only if this is the size now.]:count:'
        '--all[Scales all objects of the types in the namespace.]'
        '--timeout[Waits this long for the new size to be reached; 0 doesn'\''t wait.]:duration:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_autoscale() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*:resource:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '--min[The least number of pods.]:count:'
        '--max[The greatest number of pods.]:count:'
        '--cpu-percent[The share of the requested CPU that pods should use on average.]:percent:'
        '--name[The autoscaler'\''s name. Default\: the object'\''s.]:name:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_log() {
    local -i ret=1
    local -ar arg_specs=(
        '*:resource:'
        '(-p --patch)'{-p,--patch}'[Shows which fields changed, and how.]'
        '--since[Only changes since then.]:point:'
        '--until[Only changes until then.]:point:'
        '--author[Only changes by who has this in name or address.]:text:'
        '--field[Only changes of this field or of something in it, such as spec.template.]:path:'
        '--limit[At most as many changes; 0 shows all.]:count:'
        '(-f --follow)'{-f,--follow}'[Goes on showing changes as they happen, oldest first.]'
        '(-A --all-namespaces)'{-A,--all-namespaces}'[Looks in all namespaces.]'
        '--people[Only what people asked for\: changes with a commit on main.]'
        '(-o --output)'{-o,--output}'[How to print.]:json|yaml|name|jsonpath=…:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_blame() {
    local -i ret=1
    local -ar arg_specs=(
        '*:resource:'
        '--field[Only this field and what is in it, such as spec.template.]:path:'
        '--at[Shows what was then\: a revision, a time, a commit, or how long ago, such as '\''2 hours ago'\''. Times are in UTC.]:point:'
        '(-o --output)'{-o,--output}'[How to print.]:json|yaml|jsonpath=…:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_rollback() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar arg_specs=(
        '*:resource:'
        '--to[The point to go back to.]:point:'
        '--all[Rolls back everything that is on main.]'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '(-m --message)'{-m,--message}'[The commit'\''s message.]:text:'
        '(-o --output)'{-o,--output}'[How to print.]:json|yaml|jsonpath=…:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_revert() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar arg_specs=(
        ':commit:'
        '--force[Sets back what has been changed since, too.]'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '(-m --message)'{-m,--message}'[The commit'\''s message.]:text:'
        '(-o --output)'{-o,--output}'[How to print.]:json|yaml|jsonpath=…:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_plan() {
    local -i ret=1
    local -ar arg_specs=(
        ':commit:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '--git[The git repository to read the commit from. Default\: that of the working directory.]:dir:_files -/'
        '--base[What to compare with. Default\: main, in a clone origin/main.]:branch:'
        '(-o --output)'{-o,--output}'[How to print.]:json|yaml|jsonpath=…:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_drift() {
    local -i ret=1
    local -ar arg_specs=(
        '(-o --output)'{-o,--output}'[How to print.]:json|yaml|jsonpath=…:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_serve() {
    local -i ret=1
    local -ar arg_specs=(
        '--at[Shows what was then\: a revision, a time, a commit, or how long ago, such as '\''2 hours ago'\''. Times are in UTC.]:point:'
        '(-p --port)'{-p,--port}'[The port to serve on; 0 picks a free one.]:port:'
        '--address[The address to serve on.]:address:'
        '--write-kubeconfig[Writes a kubeconfig for it to this file.]:file:_files'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_bisect() {
    local -i ret=1
    local -ar arg_specs=(
        '--good[A point where all was well.]:point:'
        '--bad[A later point where it wasn'\''t.]:point:'
        '--run[The command, for a shell.]:command:'
        '--people[Tries only states after what people asked for.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_fsck() {
    local -i ret=1
    local -ar arg_specs=(
        '--repair[Makes indexes anew that don'\''t say what git says. Nothing else is ever changed.]'
        '(-o --output)'{-o,--output}'[How to print.]:json|yaml|jsonpath=…:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_backup() {
    local -i ret=1
    local -ar arg_specs=(
        ':directory:_files -/'
        '--passphrase-file[Copies the keys too, sealed with the passphrase in this file.]:file:_files'
        '--data-dir[The daemon'\''s data directory, where its keys are.]:dir:_files -/'
        '--full[Begins anew with a full copy.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_restore() {
    local -i ret=1
    local -ar arg_specs=(
        ':directory:_files -/'
        '(-C --repository)'{-C,--repository}'[The repository to make.]:dir:_files -/'
        '--data-dir[Puts the keys into this data directory, for a daemon to start with.]:dir:_files -/'
        '--passphrase-file[The passphrase that the keys are sealed with.]:file:_files'
        '--bundle[Only up to this bundle of the backup; the last without it.]:number:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_sync() {
    local -i ret=1
    local -ar arg_specs=(
        ':url:'
        '--branch[The branch there.]:name:'
        '--interval[How long to wait between two looks.]:duration:'
        '--once[Looks once; the exit code is 1 when the two could not be brought in step.]'
        '--push-live[Pushes live and the notes too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_logs() {
    local -i ret=1
    local -ar arg_specs=(
        '*:pod:'
        '(-f --follow)'{-f,--follow}'[Goes on printing as the container writes.]'
        '(-p --previous)'{-p,--previous}'[The log of the container'\''s run before this one.]'
        '--tail[Only the last lines; -1 prints all. With -l, 10 by default.]:lines:'
        '--since[Only lines newer than this, such as 10m.]:duration:'
        '--since-time[Only lines after this time (RFC 3339).]:time:'
        '--limit-bytes[At most this many bytes.]:bytes:'
        '--timestamps[Prints the time before each line.]'
        '(-c --container)'{-c,--container}'[The container.]:name:'
        '--all-containers[All containers of the pod.]'
        '--prefix[Starts each line with the pod'\''s and container'\''s name.]'
        '--ignore-errors[A log that can'\''t be read is no error for the others.]'
        '(-l --selector)'{-l,--selector}'[All pods whose labels match.]:selector:'
        '--max-log-requests[With -f\: at most this many logs at once.]:count:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_exec() {
    local -i ret=1
    local -ar arg_specs=(
        ':pod:'
        '*:command:'
        '(-c --container)'{-c,--container}'[The container.]:name:'
        '(-i --stdin)'{-i,--stdin}'[Passes standard input on.]'
        '(-t --tty)'{-t,--tty}'[Gives the command a terminal.]'
        '(-q --quiet)'{-q,--quiet}'[Prints only what the command prints.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_attach() {
    local -i ret=1
    local -ar arg_specs=(
        ':pod:'
        '(-c --container)'{-c,--container}'[The container.]:name:'
        '(-i --stdin)'{-i,--stdin}'[Passes standard input on.]'
        '(-t --tty)'{-t,--tty}'[The container has a terminal.]'
        '(-q --quiet)'{-q,--quiet}'[Prints only what the container prints.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_port-forward() {
    local -i ret=1
    local -ar arg_specs=(
        '*:pod:'
        '--address[Addresses to listen on; only localhost and IP addresses.]:address:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_proxy() {
    local -i ret=1
    local -ar arg_specs=(
        '(-p --port)'{-p,--port}'[The port to serve on; 0 picks a free one.]:port:'
        '--address[The address to serve on.]:address:'
        '--accept-hosts[Only hosts that match one of these regular expressions are served.]:list:'
        '--reject-paths[Paths that match one of these are refused.]:list:'
        '--reject-methods[Methods that match one of these are refused.]:list:'
        '--disable-filter[Serves every host, path and method\: whoever reaches the port acts as you.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_cp() {
    local -i ret=1
    local -ar arg_specs=(
        ':source:'
        ':destination:'
        '(-c --container)'{-c,--container}'[The container.]:name:'
        '--no-preserve[Owner and permissions of copied files are not kept in the container.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_events() {
    local -i ret=1
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '--for[Only events of this object, as TYPE/NAME.]:resource:'
        '--types[Only events of these types.]:Normal,Warning:'
        '(-w --watch)'{-w,--watch}'[After the list, prints events as they happen.]'
        '(-A --all-namespaces)'{-A,--all-namespaces}'[Looks in all namespaces.]'
        '--no-headers[Prints no column headers.]'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_auth() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'can-i:Says whether an action is allowed; the exit code is 1 when it isn'\''t.'
            'whoami:Says who the server takes this client for.'
            'reconcile:Makes roles and bindings allow at least what manifests say.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        can-i|whoami|reconcile)
            "_kctl_auth_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_kctl_auth_can-i() {
    local -i ret=1
    local -ar arg_specs=(
        '*:action:'
        '(-A --all-namespaces)'{-A,--all-namespaces}'[Asks for all namespaces.]'
        '--subresource[The part of the object, such as log.]:name:'
        '--list[Lists all that is allowed in the namespace.]'
        '(-q --quiet)'{-q,--quiet}'[Prints nothing.]'
        '--no-headers[Prints no column headers.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_auth_whoami() {
    local -i ret=1
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_auth_reconcile() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '--remove-extra-permissions[Removes rules that the manifests don'\''t have.]'
        '--remove-extra-subjects[Removes subjects that the manifests don'\''t have.]'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_status() {
    local -i ret=1
    local -ar arg_specs=(
        '(-o --output)'{-o,--output}'[How to print.]:json|yaml|jsonpath=…:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_image() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'load:Loads an image from an OCI or docker archive, or from a directory of the daemon'\''s host.'
            'ls:Lists the images.'
            'rm:Removes images.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        load|ls|rm)
            "_kctl_image_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_kctl_image_load() {
    local -i ret=1
    local -ar arg_specs=(
        ':archive:_files'
        '--name[The image'\''s name, when the archive says none or another is wanted.]:reference:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_image_ls() {
    local -i ret=1
    local -ar arg_specs=(
        '--no-headers[Prints no column headers.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_image_rm() {
    local -i ret=1
    local -ar arg_specs=(
        '*:references:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_cluster-info() {
    local -i ret=1
    local -ar arg_specs=(
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'dump:Dumps what is needed to find out what ails a cluster: objects, events and logs.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        dump)
            "_kctl_cluster-info_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_kctl_cluster-info_dump() {
    local -i ret=1
    local -ar arg_specs=(
        '--output-directory[Writes files below this directory instead of standard output.]:dir:_files -/'
        '--namespaces[These namespaces; without it the one in force and kube-system.]:list:'
        '(-A --all-namespaces)'{-A,--all-namespaces}'[All namespaces.]'
        '(-o --output)'{-o,--output}'[The form.]:json|yaml:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_api-resources() {
    local -i ret=1
    local -ar arg_specs=(
        '--api-group[Only this API group.]:name:'
        '--namespaced[Only namespaced resources, or only those that aren'\''t.]'
        '--no-namespaced[Only namespaced resources, or only those that aren'\''t.]'
        '--verbs[Only resources with all of these verbs.]:verb,…:'
        '--categories[Only resources of all of these categories.]:name,…:'
        '--sort-by[Sorts by name or kind.]:name|kind:'
        '(-o --output)'{-o,--output}'[How to print.]:wide|name:'
        '--no-headers[Prints no column headers.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_api-versions() {
    local -i ret=1
    local -ar arg_specs=(
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_certificate() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'approve:Approves certificate signing requests.'
            'deny:Denies certificate signing requests.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        approve|deny)
            "_kctl_certificate_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_kctl_certificate_approve() {
    local -i ret=1
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*:name:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '--force[Decides again what has been decided.]'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_certificate_deny() {
    local -i ret=1
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*:name:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '--force[Decides again what has been decided.]'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_certs() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'list:Lists the certificates and when they run out.'
            'check:Fails when a certificate has run out, will soon, or isn'\''t by the cluster'\''s authority.'
            'renew:Makes all but the authority'\''s anew; the daemon shows the new ones from then on.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        list|check|renew)
            "_kctl_certs_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_kctl_certs_list() {
    local -i ret=1
    local -ar arg_specs=(
        '--no-headers[Prints no column headers.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_certs_check() {
    local -i ret=1
    local -ar arg_specs=(
        '--within[How long each must hold at least.]:duration:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_certs_renew() {
    local -i ret=1
    local -ar arg_specs=(
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_token() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'create:Makes a bootstrap token and prints it.'
            'list:Lists the bootstrap tokens.'
            'delete:Deletes bootstrap tokens.'
            'generate:Prints a random token, without making it known.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        create|list|delete|generate)
            "_kctl_token_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_kctl_token_create() {
    local -i ret=1
    local -ar arg_specs=(
        ':token:'
        '--ttl[How long the token holds; 0 for ever.]:duration:'
        '--description[What it is for, for people.]:text:'
        '--groups[Groups that its bearer is in, below system\:bootstrappers\:.]:list:'
        '--usages[What it may be used for.]:list:'
        '--print-join-command[Prints the command that makes a host a node.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_token_list() {
    local -i ret=1
    local -ar arg_specs=(
        '--no-headers[Prints no column headers.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_token_delete() {
    local -i ret=1
    local -ar arg_specs=(
        '*:tokens:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_token_generate() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_top() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'node:Shows the usage of nodes.'
            'pod:Shows the usage of pods.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        node|pod)
            "_kctl_top_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_kctl_top_node() {
    local -i ret=1
    local -ar arg_specs=(
        ':name:'
        '(-l --selector)'{-l,--selector}'[Only nodes whose labels match.]:selector:'
        '--no-headers[Prints no column headers.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_top_pod() {
    local -i ret=1
    local -ar arg_specs=(
        ':name:'
        '(-l --selector)'{-l,--selector}'[Only pods whose labels match.]:selector:'
        '(-A --all-namespaces)'{-A,--all-namespaces}'[Looks in all namespaces.]'
        '--containers[Shows each container.]'
        '--no-headers[Prints no column headers.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_cordon() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar arg_specs=(
        '*:node:'
        '(-l --selector)'{-l,--selector}'[Only nodes whose labels match.]:selector:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_uncordon() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar arg_specs=(
        '*:node:'
        '(-l --selector)'{-l,--selector}'[Only nodes whose labels match.]:selector:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_drain() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar arg_specs=(
        '*:node:'
        '--ignore-daemonsets[Leaves pods of daemon sets where they are.]'
        '--delete-emptydir-data[Also moves pods whose emptyDir volumes are lost with them.]'
        '--force[Also deletes pods that nothing will replace.]'
        '--disable-eviction[Deletes pods instead of evicting them, past disruption budgets.]'
        '--grace-period[How long each pod has to end by itself; negative takes the pod'\''s own.]:seconds:'
        '--timeout[How long to go on; 0 means as long as it takes.]:duration:'
        '--pod-selector[Only pods whose labels match.]:selector:'
        '(-l --selector)'{-l,--selector}'[Only nodes whose labels match.]:selector:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_taint() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'go-template=' 'custom-columns=')
    local -ar arg_specs=(
        '*:resource:'
        '--overwrite[Replaces a taint of the same key and effect.]'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '(-l --selector)'{-l,--selector}'[Only objects whose labels match, such as app=web,tier!=cache.]:selector:'
        '--field-selector[Only objects whose fields match, such as status.phase=Running.]:selector:'
        '(-A --all-namespaces)'{-A,--all-namespaces}'[Looks in all namespaces.]'
        '--all[Changes all objects of the types in the namespace.]'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--template[The template, or the file that holds it, when -o names the kind of template only.]:template:'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_config() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'view:Prints the kubeconfig, secrets hidden.'
            'current-context:Prints the current context'\''s name.'
            'get-contexts:Lists the contexts.'
            'use-context:Makes a context the current one.'
            'set-context:Makes or changes a context.'
            'set-cluster:Makes or changes a cluster'\''s entry.'
            'set-credentials:Makes or changes a user'\''s entry.'
            'rename-context:Renames a context.'
            'delete-context:Deletes a context.'
            'delete-cluster:Deletes a cluster'\''s entry.'
            'delete-user:Deletes a user'\''s entry.'
            'get-clusters:Lists the clusters'\'' entries.'
            'get-users:Lists the users'\'' entries.'
            'set:Sets one value of the kubeconfig.'
            'unset:Removes one value of the kubeconfig.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        view|current-context|get-contexts|use-context|set-context|set-cluster|set-credentials|rename-context|delete-context|delete-cluster|delete-user|get-clusters|get-users|set|unset)
            "_kctl_config_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_kctl_config_view() {
    local -i ret=1
    local -ar arg_specs=(
        '--raw[Prints certificates and secrets too.]'
        '--flatten[Puts the contents of the files it names in their places.]'
        '--minify[Only what the current context needs.]'
        '(-o --output)'{-o,--output}'[How to print.]:yaml|json|jsonpath=…:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_config_current-context() {
    local -i ret=1
    local -ar arg_specs=(
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_config_get-contexts() {
    local -i ret=1
    local -ar arg_specs=(
        ':name:'
        '(-o --output)'{-o,--output}'[name\: prints only names.]:name:'
        '--no-headers[Prints no column headers.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_config_use-context() {
    local -i ret=1
    local -ar arg_specs=(
        ':name:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_config_set-context() {
    local -i ret=1
    local -ar arg_specs=(
        ':name:'
        '--current[Changes the current context.]'
        '--cluster[The cluster'\''s entry.]:name:'
        '--user[The user'\''s entry.]:name:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_config_set-cluster() {
    local -i ret=1
    local -ar arg_specs=(
        ':name:'
        '--embed-certs[Stores the file'\''s content, not its name.]'
        '--no-embed-certs[Stores the file'\''s content, not its name.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_config_set-credentials() {
    local -i ret=1
    local -ar arg_specs=(
        ':name:'
        '--username[A user'\''s name, for basic authentication.]:name:'
        '--password[That user'\''s password.]:text:'
        '--embed-certs[Stores the files'\'' content, not their names.]'
        '--no-embed-certs[Stores the files'\'' content, not their names.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_config_rename-context() {
    local -i ret=1
    local -ar arg_specs=(
        ':name:'
        ':new-name:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_config_delete-context() {
    local -i ret=1
    local -ar arg_specs=(
        ':name:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_config_delete-cluster() {
    local -i ret=1
    local -ar arg_specs=(
        ':name:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_config_delete-user() {
    local -i ret=1
    local -ar arg_specs=(
        ':name:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_config_get-clusters() {
    local -i ret=1
    local -ar arg_specs=(
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_config_get-users() {
    local -i ret=1
    local -ar arg_specs=(
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_config_set() {
    local -i ret=1
    local -ar arg_specs=(
        ':property:'
        ':value:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_config_unset() {
    local -i ret=1
    local -ar arg_specs=(
        ':property:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_plugin() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'list:Lists the plugins in PATH.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        list)
            "_kctl_plugin_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_kctl_plugin_list() {
    local -i ret=1
    local -ar arg_specs=(
        '--name-only[Prints only their names.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_options() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_completion() {
    local -i ret=1
    local -ar _bash|zsh|fish=('bash' 'zsh' 'fish')
    local -ar arg_specs=(
        ':bash|zsh|fish:{__kctl_complete "${_bash|zsh|fish[@]}"}'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_version() {
    local -i ret=1
    local -ar arg_specs=(
        '--client[Prints only this program'\''s version.]'
        '(-o --output)'{-o,--output}'[How to print.]:json|yaml:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--as[Act as this user, if that is allowed.]:user:'
        '*--as-group[Act as a member of this group. Can be given again.]:group:'
        '--as-uid[Act with this uid.]:uid:'
        '--token[The bearer token to show the server.]:token:'
        '--certificate-authority[The authority that the server'\''s certificate must be of\: PEM.]:file:_files'
        '--client-certificate[The client certificate to show the server\: PEM.]:file:_files'
        '--client-key[Its key\: PEM.]:file:_files'
        '--tls-server-name[The name that the server'\''s certificate must have.]:name:'
        '--insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--no-insecure-skip-tls-verify[Trust any certificate of the server\: whoever is in between can read and change everything.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_help() {
    local -i ret=1
    local -ar arg_specs=(
        '*:subcommands:'
        '--version[Show the version.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

if [[ "${funcstack[1]}" = _kctl ]]; then
    _kctl "${@}"
else
    compdef _kctl kctl
fi
