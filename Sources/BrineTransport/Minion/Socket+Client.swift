internal import ZeroMQ

extension Socket {
    /// Makes this a socket that connects to a master: CURVE with the minion's key, and the one master it trusts.
    func beMinionClient(_ keys: OwnKeys, _ master: PublicKey) throws {
        try set(.curveServerKey, master.description)
        try set(.curvePublicKey, keys.publicKey.description)
        try set(.curveSecretKey, keys.secretKey)
        try set(.handshakeInterval, SocketPolicy.minionHandshake)
        try set(.reconnectInterval, SocketPolicy.reconnect)
        try set(.ipv6, true)
        try set(.linger, .milliseconds(200))
    }
}
