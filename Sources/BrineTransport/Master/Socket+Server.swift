internal import ZeroMQ

extension Socket {
    /// Makes this a socket that minions connect to: CURVE with the master's key, our ZAP domain enforced, and the marks that
    /// thousands of connections need.
    func beMasterServer(_ keys: OwnKeys) throws {
        try set(.curveServer, true)
        try set(.curveSecretKey, keys.secretKey)
        try set(.zapDomain, ZapHandler.minionDomain)
        try set(.zapEnforceDomain, true)
        try set(.backlog, SocketPolicy.backlog)
        try set(.handshakeInterval, SocketPolicy.masterHandshake)
        try set(.linger, .zero)
        try keepAlive()
    }

    /// Lets the kernel find peers that are gone without a word.
    func keepAlive() throws {
        try set(.tcpKeepalive, true)
        try set(.tcpKeepaliveIdle, SocketPolicy.keepaliveIdle)
        try set(.tcpKeepaliveInterval, SocketPolicy.keepaliveInterval)
        try set(.tcpKeepaliveCount, SocketPolicy.keepaliveCount)
    }
}
