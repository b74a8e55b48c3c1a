namespace Likeness.Data.Detection;

/// <summary>What stands behind a clock: a half of the day, a zone or its name, or the year.</summary>
internal static class ClockEnds
{
    /// <summary>Where the year begins that stands behind a clock, and what its format has behind it; null for none.</summary>
    public static (int At, string Zone)? YearBehind(string text)
    {
        bool hasZone = text.Length > 10 && text[^6] == ' ' && text[^5] is '+' or '-' && AreDigits(text[^4..]);
        int at = text.Length - (hasZone ? 10 : 4);
        return
            at > 0
            && text[at - 1] == ' '
            && AreDigits(text[at..(at + 4)])
            && text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon
            && colon < at
            ? (at - 1, hasZone ? " yyyy zzzz" : " yyyy")
            : null;
    }

    /// <summary>The length of the name of a zone behind a clock, such as EST; 0 for none.</summary>
    public static int ZoneName(string text)
    {
        int length = text.Length - text.LastIndexOf(' ') - 1;
        return IsZoneName(text[^length..]) && text.Contains(':', StringComparison.Ordinal) ? length : 0;
    }

    private static bool IsZoneName(string text) =>
        text == "Uhr" || (text.Length is >= 3 and <= 5 && text.All(char.IsAsciiLetterUpper));

    /// <summary>The formats of what is behind a clock.</summary>
    public static IEnumerable<string> Zones(string rest)
    {
        string spaces = rest[..(rest.Length - rest.TrimStart(' ').Length)];
        string zone = rest[spaces.Length..];
        string[] formats = zone switch
        {
            "" => [""],
            "Z" => ["'Z'", "K"],
            _ when IsZoneName(zone) => [$"'{zone}'"],
            _ when HasHalf(zone) => [.. Zones(zone[2..]).Select(behind => (zone[1] == 'm' ? "ttt" : "tt") + behind)],
            _ when zone.Split(' ') is [['+' or '-', ..] offset, var name] && IsZoneName(name) =>
            [
                .. Zones(offset).Select(behind => $"{behind} '{name}'"), // as Go writes it: +0000 UTC
            ],
            ['G', 'M', 'T', '+' or '-', ..] or ['U', 'T', 'C', '+' or '-', ..] =>
            [
                .. Zones(zone[3..]).Select(behind => $"'{zone[..3]}'{behind}"), // as JavaScript writes it: GMT+0100
            ],
            _ when zone.Contains(':', StringComparison.Ordinal) => ["zzz", "K"],
            _ => [zone.Length == 3 ? "zz" : "zzzz"],
        };
        return formats.Select(format => spaces + format);
    }

    /// <summary>Whether what is behind a clock begins with a half of the day.</summary>
    public static bool HasHalf(string rest) =>
        rest.TrimStart(' ') is ['A' or 'a' or 'P' or 'p', 'M' or 'm', .. var behind]
        && (behind.Length == 0 || behind[0] == ' ');

    /// <summary>Whether a format names Greenwich as its zone.</summary>
    public static bool IsUtc(string format) =>
        format.EndsWith("Z'", StringComparison.Ordinal)
        || format.Contains("UTC'", StringComparison.Ordinal)
        || format.Contains("GMT'", StringComparison.Ordinal);

    private static bool AreDigits(string text) => text.All(char.IsAsciiDigit);
}
