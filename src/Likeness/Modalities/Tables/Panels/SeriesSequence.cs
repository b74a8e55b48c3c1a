using Likeness.Data;
using Likeness.Modalities.Tables.Subjects;

namespace Likeness.Modalities.Tables.Panels;

/// <summary>Samples the rows of a panel time by time, each given the row before of its series.</summary>
/// <param name="rows">The rows.</param>
/// <param name="sample">Samples some of them, given those before.</param>
internal sealed class SeriesSequence(
    (int Series, int Time)[] rows,
    Func<(int Series, int Time)[], PrecedingRows, Table> sample
)
{
    /// <summary>The rows, in their order.</summary>
    /// <param name="progress">Receives the fraction that is done.</param>
    /// <param name="cancellationToken">Cancels between times.</param>
    public Table Sample(Action<double> progress, CancellationToken cancellationToken)
    {
        var parts = new List<Table>();
        var places = new int[rows.Length];
        var preceding = PrecedingRows.None(0);
        var placeOf = new Dictionary<int, int>(); // of the last row of each series
        int sampled = 0;
        foreach (
            int[] some in Enumerable
                .Range(0, rows.Length)
                .GroupBy(row => rows[row].Time)
                .OrderBy(group => group.Key)
                .Select(group => group.ToArray())
        )
        {
            cancellationToken.ThrowIfCancellationRequested();
            int[] before = Array.ConvertAll(some, row => placeOf.GetValueOrDefault(rows[row].Series, -1));
            var next = sample(Array.ConvertAll(some, row => rows[row]), preceding with { Places = before });
            parts.Add(next);
            foreach (var (i, row) in some.Index())
            {
                places[row] = sampled + i;
            }

            sampled += some.Length;
            progress(sampled / (double)rows.Length);
            preceding = Last(preceding.Source, next, some, placeOf);
        }

        return SubjectSampling.Joined(parts).TakeRows(places);
    }

    // The last row of each series; those that end stay.
    private PrecedingRows Last(Table? source, Table next, int[] some, Dictionary<int, int> placeOf)
    {
        int first = source?.RowCount ?? 0;
        foreach (var (i, row) in some.Index())
        {
            placeOf[rows[row].Series] = first + i;
        }

        int[] kept = new int[placeOf.Count];
        foreach (var (i, series) in placeOf.Keys.Order().ToArray().Index())
        {
            (kept[i], placeOf[series]) = (placeOf[series], i);
        }

        return new((source is null ? next : SubjectSampling.Joined([source, next])).TakeRows(kept), []);
    }
}

/// <summary>The rows before sampled ones.</summary>
/// <param name="Source">Rows with the columns of the data; null for none.</param>
/// <param name="Places">The place of each row's row before among these; −1 where there is none.</param>
internal sealed record PrecedingRows(Table? Source, int[] Places)
{
    /// <summary>Nothing before some rows.</summary>
    /// <param name="count">The number of rows.</param>
    public static PrecedingRows None(int count) => new(null, [.. Enumerable.Repeat(-1, count)]);

    /// <summary>Those before some of the rows.</summary>
    public PrecedingRows Take(int[] which) => this with { Places = Array.ConvertAll(which, row => Places[row]) };
}
