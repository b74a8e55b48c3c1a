namespace Likeness.Data.Ranks;

/// <summary>How the values of a column within which rows are ranked follow each other in the file.</summary>
/// <param name="Column">The column.</param>
/// <param name="Falls">Whether the largest stands first.</param>
/// <param name="Levels">Its levels in the order of the file, where this is neither rising nor falling.</param>
internal sealed record RankedGroups(string Column, bool Falls, IReadOnlyList<int> Levels)
{
    /// <summary>How the values follow each other.</summary>
    /// <param name="column">The column.</param>
    /// <param name="cells">Its cells, in the order of the file.</param>
    public static RankedGroups Find(Column column, IEnumerable<double> cells)
    {
        double[] values = [.. cells.Distinct()];
        bool rises = values.Zip(values.Skip(1)).All(pair => pair.First < pair.Second);
        bool falls = values.Zip(values.Skip(1)).All(pair => pair.First > pair.Second);
        return new(
            column.Name,
            falls && !rises,
            rises || falls || column.Kind.LevelCount == 0 ? [] : [.. values.Select(value => (int)value)]
        );
    }

    /// <summary>By what rows are sorted so that values follow each other likewise; levels that the file lacks are last.</summary>
    /// <param name="value">A cell of the column.</param>
    public double PlaceOf(double value) =>
        Levels.Count == 0 ? (Falls ? -value : value) : Levels.TakeWhile(level => level != value).Count();

    /// <inheritdoc/>
    public bool Equals(RankedGroups? other) =>
        other is not null && (Column, Falls) == (other.Column, other.Falls) && Levels.SequenceEqual(other.Levels);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, Falls, Levels.Count);
}
