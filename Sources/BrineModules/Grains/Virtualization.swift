internal import MessagePack

/// What kind of machine this is, in Salt's words.
struct Virtualization: Sendable, Hashable {
    /// `physical`, `container`, `kvm`, `VMware` and so on; `virtual` where only that much is known.
    var name: String
    /// As in `Docker`, `Xen HVM DomU`; nil where there is no more to say.
    var subtype: String?

    /// What the signs say: a container before the machine that it runs on.
    init(_ signs: VirtualizationSigns) {
        (name, subtype) =
            Self.container(signs) ?? Self.xen(signs) ?? Self.machine(signs.firmware) ?? Self.clock(signs.clocks)
            ?? (signs.hasHypervisorFlag ? "virtual" : "physical", nil)
    }

    /// The grains that tell it.
    func grains() -> ValueMap {
        var grains: ValueMap = ["virtual": .string(name)]
        grains["virtual_subtype"] = subtype.map { .string($0) }
        return grains
    }

    private typealias Kind = (name: String, subtype: String?)

    private static func container(_ signs: VirtualizationSigns) -> Kind? {
        let groups = signs.controlGroups
        if signs.container == "systemd-nspawn" { return ("systemd-nspawn", nil) }
        if signs.container.hasPrefix("lxc") || groups.contains(":/lxc") { return ("container", "LXC") }
        if groups.contains(":/kubepods") { return ("container", "kubernetes") }
        if signs.container == "podman" || signs.hasContainerFile || groups.contains("/libpod") {
            return ("container", "libpod")
        }
        let docker = [":/docker/", ":/docker-ce/", ":/system.slice/docker-"]
        if signs.container == "docker" || signs.hasDockerFile || docker.contains(where: { groups.contains($0) }) {
            return ("container", "Docker")
        }
        return signs.container.isEmpty ? nil : ("container", signs.container)
    }

    private static func xen(_ signs: VirtualizationSigns) -> Kind? {
        guard signs.hypervisor == "xen" else { return nil }
        if signs.xenCapabilities.contains("control_d") { return ("xen", "Xen Dom0") }
        if signs.firmware.biosVersion?.contains("amazon") == true { return ("xen", "Amazon EC2") }
        return ("xen", signs.firmware.product == "HVM domU" ? "Xen HVM DomU" : "Xen PV DomU")
    }

    /// The virtual machines whose makers write their names into the firmware.
    private static func machine(_ firmware: Firmware) -> Kind? {
        let (maker, product) = (firmware.manufacturer ?? "", firmware.product ?? "")
        // The makers of these sell machines without a hypervisor too.
        if maker == "Amazon EC2" { return product.hasSuffix(".metal") ? nil : ("Nitro", "Amazon EC2 (\(product))") }
        if maker.hasPrefix("Microsoft"), product == "Virtual Machine" { return ("VirtualPC", nil) }
        if maker.hasPrefix("Google"), product == "Google Compute Engine" { return ("gce", nil) }
        if maker == "oVirt" || product.hasPrefix("oVirt") { return ("kvm", "ovirt") }
        if product.hasPrefix("RHEV Hypervisor") { return ("kvm", "rhev") }
        if product.hasPrefix("CloudStack KVM") { return ("kvm", "cloudstack") }
        if product.contains("VirtualBox") { return ("VirtualBox", nil) }
        if product.contains("VMware") || maker.hasPrefix("VMware") { return ("VMware", nil) }
        if maker.hasPrefix("Parallels") { return ("Parallels", nil) }
        if product.contains("BHYVE") { return ("bhyve", nil) }
        let kvm = ["QEMU", "Bochs", "SeaBIOS", "KVM", "OpenStack"]
        let names = [maker, product, firmware.biosVendor ?? ""]
        return kvm.contains { mark in names.contains { $0.hasPrefix(mark) } } ? ("kvm", nil) : nil
    }

    /// A hypervisor that offers its guests a clock of its own, which is all that some small ones tell of themselves.
    private static func clock(_ clocks: String) -> Kind? {
        if clocks.contains("kvm-clock") { return ("kvm", nil) }
        return clocks.contains("hyperv") ? ("HyperV", nil) : nil
    }
}
