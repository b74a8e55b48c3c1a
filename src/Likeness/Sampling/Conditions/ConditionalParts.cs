using Likeness.Data;

namespace Likeness.Sampling.Conditions;

/// <summary>Conditional samples that are made while they are read, and how they were made. The rows can be read once.</summary>
/// <param name="rows">The rows in parts; reading them throws where too few samples satisfy the conditions.</param>
/// <param name="summary">Counts what was sampled so far.</param>
/// <param name="model">What the rows are sampled from, disposed with them; null for none.</param>
internal sealed class ConditionalParts(SampledRows rows, Func<ConditionalSummary> summary, IDisposable? model = null)
    : IDisposable
{
    /// <summary>The rows.</summary>
    public SampledRows Rows { get; } = rows;

    /// <summary>How they were made; complete once all rows have been read.</summary>
    public ConditionalSummary Summary => summary();

    /// <summary>The same parts in another form.</summary>
    /// <param name="convert">Converts a part whose first row has this number among all rows.</param>
    public ConditionalParts Select(Func<Table, long, Table> convert) =>
        new(Rows with { Parts = Converted(convert) }, summary, model);

    /// <summary>The same rows in other parts.</summary>
    /// <param name="convert">Converts all parts, in order.</param>
    public ConditionalParts Select(Func<IEnumerable<Table>, IEnumerable<Table>> convert) =>
        new(Rows with { Parts = convert(Rows.Parts) }, summary, model);

    /// <summary>All rows at once.</summary>
    /// <exception cref="LikenessException">Too few samples satisfy the conditions, or the rows do not fit into memory.</exception>
    public ConditionalSample ToSample()
    {
        var all = Rows.ToTable();
        return Summary.With(all);
    }

    public void Dispose() => model?.Dispose();

    private IEnumerable<Table> Converted(Func<Table, long, Table> convert)
    {
        long first = 0;
        foreach (var part in Rows.Parts)
        {
            yield return convert(part, first);
            first += part.RowCount;
        }
    }
}
