import CZeroMQ

extension SocketOption where Value == Bool {
    /// Whether this socket is the server's end of CURVE, for every connection.
    ///
    /// The corresponding C constant is `ZMQ_CURVE_SERVER`.
    public static var curveServer: Self { Self(ZMQ_CURVE_SERVER, "ZMQ_CURVE_SERVER", .flag) }

    /// Whether nobody gets in while there is no ZAP handler; needs a ``zapDomain``.
    ///
    /// The corresponding C constant is `ZMQ_ZAP_ENFORCE_DOMAIN`.
    public static var zapEnforceDomain: Self { Self(ZMQ_ZAP_ENFORCE_DOMAIN, "ZMQ_ZAP_ENFORCE_DOMAIN", .flag) }
}

extension SocketOption where Value == String {
    /// This end's public key, Z85 text of forty characters.
    ///
    /// The corresponding C constant is `ZMQ_CURVE_PUBLICKEY`.
    public static var curvePublicKey: Self { Self(ZMQ_CURVE_PUBLICKEY, "ZMQ_CURVE_PUBLICKEY", .curveKey) }

    /// This end's secret key, Z85 text of forty characters.
    ///
    /// The corresponding C constant is `ZMQ_CURVE_SECRETKEY`.
    public static var curveSecretKey: Self { Self(ZMQ_CURVE_SECRETKEY, "ZMQ_CURVE_SECRETKEY", .curveKey) }

    /// The server's public key, Z85 text of forty characters; setting it makes this socket a client of CURVE.
    ///
    /// The corresponding C constant is `ZMQ_CURVE_SERVERKEY`.
    public static var curveServerKey: Self { Self(ZMQ_CURVE_SERVERKEY, "ZMQ_CURVE_SERVERKEY", .curveKey) }

    /// What the ZAP handler is told to know this socket by.
    ///
    /// The corresponding C constant is `ZMQ_ZAP_DOMAIN`.
    public static var zapDomain: Self { Self(ZMQ_ZAP_DOMAIN, "ZMQ_ZAP_DOMAIN", .text) }
}
