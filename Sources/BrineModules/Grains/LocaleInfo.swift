internal import BrineCore
internal import MessagePack

/// The language and the encoding that a process is told to use, and the time zone.
struct LocaleInfo: Sendable, Hashable {
    /// The locale in full, as in `de_DE.UTF-8`; `C` where none is set.
    var name: String
    /// As in `UTC`, `CET`; nil where it is not known.
    var zone: String?

    /// What the variables of the environment say: of those that are set and not empty, the strongest.
    init(environment: (String) -> String?, zone: String?) {
        name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(environment).first { !$0.isEmpty } ?? "C"
        self.zone = zone
    }

    /// As in `de_DE`, or nil where the locale names none.
    var language: String? {
        let language = name.prefix { $0 != "." && $0 != "@" }
        return language == "C" || language == "POSIX" ? nil : String(language)
    }

    /// As in `UTF-8`, or nil where the locale names none.
    var encoding: String? {
        let encoding = name.prefix { $0 != "@" }.drop { $0 != "." }.dropFirst()
        guard !encoding.isEmpty else { return nil }
        return ["utf8", "utf-8"].contains(encoding.lowercased()) ? "UTF-8" : String(encoding)
    }

    /// The grains that tell of it.
    func grains() -> ValueMap {
        [
            "locale": .string(name),
            "locale_info": [
                "defaultlanguage": .string(language ?? "unknown"),
                "defaultencoding": .string(encoding ?? "unknown"),
                "detectedencoding": .string(encoding?.lowercased() ?? "ascii"),
                "timezone": .string(zone ?? "unknown"),
            ],
        ]
    }
}
