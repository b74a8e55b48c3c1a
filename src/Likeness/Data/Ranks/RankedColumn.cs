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

    /// <summary>What is ranked, in words.</summary>
    /// <param name="column">The column of ranks.</param>
    public string Summary(string column)
    {
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
        && (Score, Falls, Ties) == (other.Score, other.Falls, other.Ties)
        && By.SequenceEqual(other.By)
        && (Order is null ? other.Order is null : other.Order is not null && Order.SequenceEqual(other.Order));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Score, Falls, Ties, By.Count);
}
