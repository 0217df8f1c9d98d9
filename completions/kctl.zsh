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
            'init:Makes a directory a kctl repository.'
            'create:Creates resources from manifests, or one resource from the command line.'
            'get:Displays one or many resources.'
            'describe:Shows details of a specific resource or group of resources.'
            'explain:Describes the fields of a resource.'
            'edit:Edits a resource in an editor.'
            'delete:Deletes resources by manifest, name or label selector.'
            'apply:Applies manifests to the cluster.'
            'diff:Shows what an apply would change.'
            'patch:Updates fields of a resource.'
            'label:Updates the labels of resources.'
            'annotate:Updates the annotations of resources.'
            'wait:Waits for a condition on one or many resources.'
            'rollout:Manages the rollout of a deployment.'
            'scale:Sets a new size for a deployment, replica set, stateful set or replication controller.'
            'logs:Prints the logs of a container in a pod.'
            'exec:Executes a command in a container.'
            'attach:Joins the process that runs in a container.'
            'port-forward:Forwards local ports to a pod.'
            'proxy:Serves the API on a local port, with this user'\''s credentials.'
            'cp:Copies files and directories to and from containers.'
            'status:Shows how far the cluster is behind the repository'\''s main branch, and what failed.'
            'image:Manages the images on the daemon'\''s node.'
            'cluster-info:Prints where the cluster'\''s API is, and its nodes.'
            'api-resources:Prints the resources that the server offers.'
            'api-versions:Prints the API versions that the server offers, as group/version.'
            'config:Shows the kubeconfig.'
            'completion:Prints the completion script of a shell.'
            'version:Prints the versions of this program and of the server.'
            'help:Show subcommand help information.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        daemon|init|create|get|describe|explain|edit|delete|apply|diff|patch|label|annotate|wait|rollout|scale|logs|exec|attach|port-forward|proxy|cp|status|image|cluster-info|api-resources|api-versions|config|completion|version|help)
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
        '--node-name[The name of this host'\''s node; the host name when not given.]:name:'
        '--node-ip[The address of this host'\''s node; the bind address, or that of the default route, when not given.]:addr:'
        '--components[What to run\: apiserver, scheduler, controller-manager, gitops, kubelet, or * for all.]:list:'
        '--pod-cidr[Addresses for this node'\''s pods.]:cidr:'
        '--service-cidr[Addresses for services.]:cidr:'
        '--authorization-mode[The authorization policies asked, in order\: Node, RBAC, ABAC, AlwaysAllow, AlwaysDeny.]:list:'
        '--authorization-policy-file[The policies of mode ABAC\: a JSON object a line.]:file:_files'
        '*--service-account-key-file[Keys that service account tokens are verified with, beside the signing key\: PEM, public or private. Can be given again.]:file:_files'
        '--service-account-signing-key-file[The key that service account tokens are signed with; made at first start when not given.]:file:_files'
        '*--service-account-issuer[The issuer of service account tokens. Given again, tokens of the further issuers are taken too.]:url:'
        '--api-audiences[Who this API server is for tokens\: their audience; the issuer when not given.]:list:'
        '--enable-admission-plugins[Admission plugins besides those that are on by default, such as AlwaysPullImages.]:list:'
        '--disable-admission-plugins[Admission plugins to leave out.]:list:'
        '--token-auth-file[Bearer tokens\: a line each of token,user,uid and optionally "group1,group2".]:file:_files'
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
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        namespace|configmap|secret|deployment|job|serviceaccount|service)
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
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
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
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '*--from-literal[One entry, as key=value. May be repeated.]:key=value:'
        '*--from-file[A file whose name is the key, key=file, or a directory of files. May be repeated.]:\[key=\]path:_files'
        '*--from-env-file[A file of NAME=value lines. May be repeated.]:file:_files'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
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
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        generic)
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
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '*--from-literal[One entry, as key=value. May be repeated.]:key=value:'
        '*--from-file[A file whose name is the key, key=file, or a directory of files. May be repeated.]:\[key=\]path:_files'
        '*--from-env-file[A file of NAME=value lines. May be repeated.]:file:_files'
        '--type[The secret'\''s type.]:type:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
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
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '*--image[An image to run. May be repeated\: one container each.]:image:'
        '(-r --replicas)'{-r,--replicas}'[How many pods.]:count:'
        '--port[The port that the container listens on.]:port:'
        '*:command:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
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
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '--image[The image to run.]:image:'
        '*:command:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
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
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
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
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        clusterip)
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
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'custom-columns=')
    local -ar arg_specs=(
        ':name:'
        '*--tcp[A port, as port or port\:targetPort. May be repeated.]:port\[\:target\]:'
        '--clusterip[An address of one'\''s own choice, or None for a headless service.]:ip:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '--field-manager[The name that owns the changed fields.]:name:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--validate[What to do about unknown or duplicate fields.]:strict|warn|ignore:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_get() {
    local -i ret=1
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'custom-columns=')
    local -ar arg_specs=(
        '*:resource:'
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
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
        '--raw[A path of the API to print as it is, such as /version.]:path:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
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
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
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
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_apply() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'custom-columns=')
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
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_diff() {
    local -i ret=1
    local -ar arg_specs=(
        '*'{-f,--filename}'[A file or directory of manifests, or - for standard input. May be repeated.]:path:_files'
        '(-R --recursive)'{-R,--recursive}'[Also reads the directories below those given with --filename.]'
        '--server-side[Compares with a server-side apply.]'
        '--force-conflicts[With --server-side\: takes over fields that others own.]'
        '--field-manager[The name that owns the changed fields.]:name:'
        '--show-managed-fields[Compares metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_patch() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'custom-columns=')
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
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_label() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'custom-columns=')
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
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_annotate() {
    local -i ret=1
    local -ar ___dry_run=('none' 'client' 'server')
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'custom-columns=')
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
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_wait() {
    local -i ret=1
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'custom-columns=')
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
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
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
            'history:Shows the revisions of a deployment.'
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
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'custom-columns=')
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
        '--revision[Shows this revision'\''s pod template.]:number:'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
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
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'custom-columns=')
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
        '--to-revision[The revision to go back to; 0 is the last one before this.]:number:'
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
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
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'custom-columns=')
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
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
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
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'custom-columns=')
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
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
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
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'custom-columns=')
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
        '--dry-run[client\: only says what would be sent. server\: the server checks and answers, and stores nothing.]:none|client|server:{__kctl_complete "${___dry_run[@]}"}'
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
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
    local -ar ___output=('wide' 'json' 'yaml' 'name' 'jsonpath=' 'custom-columns=')
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
        '(-o --output)'{-o,--output}'[How to print\: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, custom-columns=SPEC, custom-columns-file=FILE.]:format:{__kctl_complete "${___output[@]}"}'
        '--show-managed-fields[Prints metadata.managedFields too.]'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
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
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        view|current-context|get-contexts)
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
        '(-o --output)'{-o,--output}'[How to print.]:yaml|json|jsonpath=…:'
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
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
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_kctl_config_get-contexts() {
    local -i ret=1
    local -ar arg_specs=(
        '(-C --repository)'{-C,--repository}'[The kctl repository to work in, with or without a daemon. Default\: KCTL_REPOSITORY.]:dir:_files -/'
        '--kubeconfig[The kubeconfig file to use. Default\: KUBECONFIG, then ~/.kube/config.]:file:_files'
        '--context[The context of the kubeconfig to use.]:name:'
        '(-s --server)'{-s,--server}'[The API server\: a URL, or unix\:// and the path of a socket.]:url:'
        '(-n --namespace)'{-n,--namespace}'[The namespace to work in.]:name:'
        '--request-timeout[How long to wait for one answer of the server, such as 30s. 0 means as long as it takes.]:duration:'
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
