namespace Likeness.Data.Detection;

/// <summary>Units of one measure that differ by powers of ten, such as K and M behind amounts of money, KB and MB, g and kg.</summary>
internal static class UnitScales
{
    private const string Plain = "";

    // Sizes of files are written by powers of 1,024 or of 1,000; one of ten is near enough to compare them.
    private static readonly Dictionary<string, int>[] Scales =
    [
        new(StringComparer.Ordinal)
        {
            [Plain] = 0,
            ["K"] = 3,
            ["k"] = 3,
            ["Tsd."] = 3,
            ["M"] = 6,
            ["m"] = 6,
            ["mn"] = 6,
            ["Mio"] = 6,
            ["Mio."] = 6,
            ["Million"] = 6,
            ["million"] = 6,
            ["G"] = 9,
            ["B"] = 9,
            ["bn"] = 9,
            ["Mrd"] = 9,
            ["Mrd."] = 9,
            ["Billion"] = 9,
            ["billion"] = 9,
            ["T"] = 12,
        },
        Of("B bytes Bytes", "KB kB KiB", "MB MiB", "GB GiB", "TB TiB"),
        Of("mg", "g", "kg", "t"),
        Of("W", "kW", "MW", "GW"),
        Of("Wh", "kWh", "MWh", "GWh"),
        Of("Hz", "kHz", "MHz", "GHz"),
        Of("ms", "s"),
        new(StringComparer.Ordinal)
        {
            ["ml"] = 0,
            ["mL"] = 0,
            ["cl"] = 1,
            ["dl"] = 2,
            ["l"] = 3,
            ["L"] = 3,
        },
        new(StringComparer.Ordinal)
        {
            ["mm"] = 0,
            ["cm"] = 1,
            ["m"] = 3,
            ["km"] = 6,
        },
    ];

    /// <summary>The power of ten of each unit; all zero where they are not of one measure.</summary>
    /// <param name="units">The units, with their place for numbers.</param>
    public static IReadOnlyDictionary<string, int> Find(IReadOnlyCollection<string> units)
    {
        string[] words = [.. units.Select(Words)];
        var scale = Array.Find(Scales, one => words.All(one.ContainsKey));
        return units.Zip(words).ToDictionary(one => one.First, one => scale?[one.Second] ?? 0, StringComparer.Ordinal);
    }

    // A currency before the number says nothing of its magnitude.
    private static string Words(string unit)
    {
        int at = unit.IndexOf(Quantity.Place, StringComparison.Ordinal);
        string words = unit[(at + 1)..].Trim();
        return at >= 0 ? words : Plain;
    }

    private static Dictionary<string, int> Of(params string[] thousands) =>
        thousands
            .SelectMany((words, step) => words.Split(' ').Select(word => (word, 3 * step)))
            .ToDictionary(one => one.word, one => one.Item2, StringComparer.Ordinal);
}
