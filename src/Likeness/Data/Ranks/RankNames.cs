using System.Text.RegularExpressions;

namespace Likeness.Data.Ranks;

/// <summary>Names of ranks.</summary>
internal static partial class RankNames
{
    /// <summary>Whether a column is named as ranks are: <c>Rank</c>, <c>Pos.</c>, <c>overall_place</c>, <c>WorldRank</c>, <c>Platz</c>.</summary>
    public static bool Are(string name) => Rank().IsMatch(name);

    [GeneratedRegex(
        @"(^|[^A-Za-z]|(?<=[a-z])(?=[A-Z]))(?i:rank|ranking|rnk|rang|rangs|pos|position|place|placing|placement|standing|seed|platz|platzierung|puesto|posicion|posizione|classement|classifica|rank\d+)([^A-Za-z]|$|(?<=[a-z])(?=[A-Z]))",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Rank();
}
