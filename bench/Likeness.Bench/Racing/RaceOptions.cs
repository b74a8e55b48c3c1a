using System.Globalization;

namespace Likeness.Bench.Racing;

/// <summary>The options that every race has.</summary>
/// <param name="Rounds">How often both sides take their turn.</param>
/// <param name="Seconds">How long each number of each side may take in a round.</param>
/// <param name="Explain">Whether our programs' steps are listed first.</param>
/// <param name="Python">The peer's interpreter; null to run without a peer.</param>
/// <param name="Only">Parts whose name holds this; all if empty.</param>
/// <param name="IsSmall">Whether tiny shapes will do, to see that all runs.</param>
internal sealed record RaceOptions(int Rounds, double Seconds, bool Explain, string? Python, string Only, bool IsSmall)
{
    /// <summary>Reads <c>--rounds N</c>, <c>--seconds S</c>, <c>--explain</c>, <c>--python PATH</c> (<c>none</c> for no peer), <c>--only TEXT</c>, <c>--small</c>.</summary>
    public static RaceOptions Read(string[] arguments)
    {
        string python = Arguments.Option(arguments, "--python") ?? Peer.DefaultPython;
        return new RaceOptions(
            int.Parse(Arguments.Option(arguments, "--rounds") ?? "3", CultureInfo.InvariantCulture),
            double.Parse(Arguments.Option(arguments, "--seconds") ?? "2", CultureInfo.InvariantCulture),
            arguments.Contains("--explain"),
            python == "none" ? null : python,
            Arguments.Option(arguments, "--only") ?? string.Empty,
            arguments.Contains("--small")
        );
    }
}
