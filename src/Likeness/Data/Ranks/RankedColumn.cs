using System.Globalization;
using System.Text.Json.Serialization;

namespace Likeness.Data.Ranks;

/// <summary>A column of ranks, which follow from another column of all rows: 1 for the best score, and so on.</summary>
/// <param name="Score">The column of numbers or durations that is ranked.</param>
/// <param name="Falls">Whether the largest score is first.</param>
/// <param name="Ties">What equal scores have.</param>
/// <param name="By">The columns within whose values together scores are ranked; none for all rows.</param>
internal sealed record RankedColumn(string Score, bool Falls, RankTies Ties, IReadOnlyList<string> By)
{
    /// <summary>How the groups of a file follow each other whose rows stand by their ranks; null where they do not.</summary>
    public IReadOnlyList<RankedGroups>? Order { get; init; }

    /// <summary>Whether no column explains the ranks: they are learned as numbers, and samples are ranked again by them.</summary>
    [JsonIgnore]
    public bool IsOwn => GoesWith is not null;

    /// <summary>The column that ranks go with best that none explains; null for others.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? GoesWith { get; init; }

    /// <summary>Spearman's correlation with <see cref="GoesWith"/>.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double Correlation { get; init; }

    /// <summary>What is ranked, in words.</summary>
    /// <param name="column">The column of ranks.</param>
    public string Summary(string column)
    {
        if (GoesWith is not null)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"'{column}' ranks the rows by what no single column says; it goes with '{GoesWith}' (Spearman's correlation {Correlation:0.00;−0.00})"
            );
        }

        string by = By.Count == 0 ? "" : $" within each '{string.Join("' and '", By)}'";
        string ties = Ties switch
        {
            RankTies.Competition => "; equal ones share theirs (1, 2, 2, 4)",
            RankTies.Dense => "; equal ones share theirs (1, 2, 2, 3)",
            _ => "",
        };
        return $"'{column}' is the rank of '{Score}'{by}, the {(Falls ? "largest" : "smallest")} first{ties}";
    }

    /// <inheritdoc/>
    public bool Equals(RankedColumn? other) =>
        other is not null
        && (Score, Falls, Ties, GoesWith, Correlation)
            == (other.Score, other.Falls, other.Ties, other.GoesWith, other.Correlation)
        && By.SequenceEqual(other.By)
        && (Order is null ? other.Order is null : other.Order is not null && Order.SequenceEqual(other.Order));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Score, Falls, Ties, By.Count);
}
