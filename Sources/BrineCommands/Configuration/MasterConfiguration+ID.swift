import BrineCore

extension MasterConfiguration {
    /// The master's name: ``id``, else the host's name with `_master` behind it.
    ///
    /// - Parameter hostName: what the machine calls itself, or nil where it has no name.
    /// - Returns: the name, checked.
    /// - Throws: ``ConfigurationError`` where the host's name cannot be an id.
    func masterID(hostName: String? = Host.ownName()) throws(ConfigurationError) -> MinionID {
        if let id { return id }
        return try .configured("\(hostName ?? "")_master", from: "the host's name")
    }
}
