import MessagePack
import Testing

@testable import BrineModules

@Suite struct `The grains of the locale` {
    private func info(_ environment: [String: String], zone: String? = "UTC") -> ValueMap {
        LocaleInfo(environment: { environment[$0] }, zone: zone).grains()
    }

    @Test func `have Salt's fields`() {
        #expect(
            info(["LANG": "de_DE.UTF-8"], zone: "CET") == [
                "locale": "de_DE.UTF-8",
                "locale_info": [
                    "defaultlanguage": "de_DE", "defaultencoding": "UTF-8", "detectedencoding": "utf-8",
                    "timezone": "CET",
                ],
            ]
        )
    }

    @Test func `the strongest variable that is not empty counts`() {
        #expect(info(["LANG": "a", "LC_CTYPE": "b", "LC_ALL": "c"])["locale"] == "c")
        #expect(info(["LANG": "a", "LC_CTYPE": "b", "LC_ALL": ""])["locale"] == "b")
        #expect(info(["LANG": "a"])["locale"] == "a")
    }

    @Test(arguments: [
        ("C.utf8", "unknown", "UTF-8"), ("C", "unknown", "unknown"), ("POSIX", "unknown", "unknown"),
        ("de_DE@euro", "de_DE", "unknown"), ("de_DE.ISO-8859-15@euro", "de_DE", "ISO-8859-15"),
        ("en_US.", "en_US", "unknown"),
    ])
    func `a locale has a language and an encoding, or not`(name: String, language: String, encoding: String) {
        let info = info(["LANG": name])["locale_info"]
        #expect(info?["defaultlanguage"] == .string(language))
        #expect(info?["defaultencoding"] == .string(encoding))
    }

    @Test func `without any it is C, in a zone that may be unknown`() {
        #expect(
            info([:], zone: nil) == [
                "locale": "C",
                "locale_info": [
                    "defaultlanguage": "unknown", "defaultencoding": "unknown", "detectedencoding": "ascii",
                    "timezone": "unknown",
                ],
            ]
        )
    }
}
