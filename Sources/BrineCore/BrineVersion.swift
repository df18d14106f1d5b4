/// The version of Brine that this code is.
public let brineVersion = "0.1.0"
