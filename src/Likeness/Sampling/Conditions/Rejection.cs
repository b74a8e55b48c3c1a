using Likeness.Data;

namespace Likeness.Sampling.Conditions;

/// <summary>
/// Rejection sampling: samples rows and keeps those that satisfy conditions until they are taken. A smaller result is a prefix of a larger one.
/// </summary>
/// <param name="source">The source of samples.</param>
/// <param name="conditions">The conditions.</param>
/// <param name="seed">The seed; different seeds give different rows.</param>
/// <param name="continuous">Whether values are not rounded to the data's grid.</param>
/// <param name="accepts">Further checks of rows, one answer for each; null for none.</param>
internal sealed class Rejection(
    IRowSource source,
    ConditionSet conditions,
    ulong seed,
    bool continuous,
    Func<Table, bool[]>? accepts = null
)
{
    private readonly List<double> kept = [];
    private IReadOnlyList<Column> columns = [];
    private Picture? picture;
    private int chunks;

    /// <summary>The number of rows sampled so far.</summary>
    public long Samples { get; private set; }

    /// <summary>The number of rows accepted so far.</summary>
    public int Accepted { get; private set; }

    /// <summary>Samples until enough rows are accepted, or the limit is reached.</summary>
    /// <param name="count">The number of rows, those already taken included.</param>
    /// <param name="limit">The maximum number of samples; the last chunk may exceed it.</param>
    /// <param name="progress">Receives the number of accepted rows.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    /// <returns>Whether enough rows were accepted.</returns>
    public bool Continue(int count, long limit, Action<int> progress, CancellationToken cancellationToken)
    {
        while (Accepted < count && Samples < limit)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = source.SampleRows(chunks++, seed, continuous);
            (columns, picture) = (rows.Columns, rows.Picture);
            bool[]? accepted = accepts?.Invoke(rows);
            for (int row = 0; row < rows.RowCount; row++)
            {
                if (accepted?[row] != false && conditions.Hold(rows.Row(row)))
                {
                    Accepted++;
                    kept.AddRange(rows.Row(row));
                }
            }

            Samples += rows.RowCount;
            progress(Accepted);
        }

        return Accepted >= count;
    }

    /// <summary>Takes the first accepted rows that have not been taken.</summary>
    /// <param name="max">The maximum number of rows.</param>
    public Table Take(int max)
    {
        int length = (int)Math.Min((long)max * columns.Count, kept.Count);
        var rows = new Table(columns, [.. kept.Take(length)], picture);
        kept.RemoveRange(0, length);
        return rows;
    }
}
