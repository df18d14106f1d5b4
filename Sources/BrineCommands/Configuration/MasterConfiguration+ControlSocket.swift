import BrineMaster

extension MasterConfiguration {
    /// The path of the master's control socket.
    var controlSocket: String { MasterSettings.controlSocket(in: socketDirectory) }
}
