using Likeness.Data;

namespace Likeness.Sampling.Conditions;

/// <summary>Draws rows and keeps those that fit. Fewer rows are the beginning of more.</summary>
/// <param name="source">Draws.</param>
/// <param name="conditions">What draws must fit.</param>
/// <param name="seed">Another seed gives other rows.</param>
/// <param name="continuous">Whether values stay off the grid.</param>
internal sealed class Rejection(IRowSource source, ConditionSet conditions, ulong seed, bool continuous)
{
    private readonly List<double> kept = [];
    private IReadOnlyList<Column> columns = [];
    private Picture? picture;
    private int chunks;

    /// <summary>Rows drawn so far.</summary>
    public long Samples { get; private set; }

    /// <summary>Rows that fitted so far.</summary>
    public int Accepted { get; private set; }

    /// <summary>Draws until so many rows fit, or the limit of draws is reached.</summary>
    /// <param name="count">Rows wanted.</param>
    /// <param name="limit">Draws at most, but for a last chunk.</param>
    /// <param name="progress">Told the number of rows that fit.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    /// <returns>Whether there are enough.</returns>
    public bool Continue(int count, long limit, Action<int> progress, CancellationToken cancellationToken)
    {
        while (Accepted < count && Samples < limit)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = source.SampleRows(chunks++, seed, continuous);
            (columns, picture) = (rows.Columns, rows.Picture);
            for (int row = 0; row < rows.RowCount; row++)
            {
                if (conditions.Hold(rows.Row(row)))
                {
                    Accepted++;
                    kept.AddRange(rows.Row(row));
                }
            }

            Samples += rows.RowCount;
            progress(Math.Min(count, Accepted));
        }

        return Accepted >= count;
    }

    /// <summary>The first rows that fitted.</summary>
    public Table Rows(int count) => new(columns, [.. kept.Take(count * columns.Count)], picture);
}
