using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables;

/// <summary>
/// Says that rows belong together, which models of single rows do not learn: measurements at equal intervals, or one row of each customer for each month. If
/// rows were independent, of n rows, n(e) of each e and n(t) of each time, Σ n(e) (n(e) − 1) / 2 × Σ n(t) (n(t) − 1) / (n (n − 1)) pairs would be of one e and
/// one time.
/// </summary>
internal static class SeriesRemarks
{
    private const int MinRows = 50;
    private const int MaxRows = 100_000;
    private const int MinRowsOfEach = 2; // on average
    private const double MinPairs = 20.7; // no such pair by chance: 1e-9
    private const double MostSteps = 0.9;

    /// <summary>A sentence on the times of a table; none if nothing is found.</summary>
    public static IEnumerable<string> Find(Table table)
    {
        if (table.RowCount < MinRows)
        {
            yield break;
        }

        var rows = table.RowCount <= MaxRows ? table : table.TakeRows([.. Enumerable.Range(0, MaxRows)]);
        foreach (int time in Enumerable.Range(0, rows.Width).Where(i => rows.Columns[i].Kind is TimeKind))
        {
            string name = rows.Columns[time].Name;
            if (IsSeries(rows.Column(time)))
            {
                yield return $"rows follow each other in '{name}' at equal intervals; samples are single rows, not a series";
                yield break;
            }

            foreach (int entity in Enumerable.Range(0, rows.Width).Where(i => i != time))
            {
                if (IsPanel(rows, entity, time))
                {
                    yield return $"each '{rows.Columns[entity].Name}' has at most one row for each '{name}'; {(IsOfSubjects(rows, entity) ? $"so have samples, but other columns of one '{rows.Columns[entity].Name}' do not follow from its row before" : $"samples are single rows: they may have several, and rows of one '{rows.Columns[entity].Name}' do not follow from each other")}";
                    yield break;
                }
            }
        }
    }

    // Samples have several rows of each of its keys.
    private static bool IsOfSubjects(Table rows, int column) =>
        rows.Columns[column].Kind is IdentifierKind { Repeats: true };

    private static bool IsSeries(ReadOnlySpan<double> times)
    {
        var steps = new Dictionary<double, int>();
        for (int row = 1; row < times.Length; row++)
        {
            double step = times[row] - times[row - 1];
            // Comparisons with NaN are false.
            if (!(step > 0))
            {
                return false;
            }

            steps[step] = steps.GetValueOrDefault(step) + 1;
        }

        return steps.Values.Max() >= MostSteps * (times.Length - 1);
    }

    private static bool IsPanel(Table rows, int entity, int time)
    {
        var kind = rows.Columns[entity].Kind;
        double[] entities = rows.ColumnValues(entity);
        double[] times = rows.ColumnValues(time);
        int[] known =
        [
            .. Enumerable
                .Range(0, times.Length)
                .Where(row => !double.IsNaN(entities[row]) && !double.IsNaN(times[row])),
        ];
        if (
            !(kind.LevelCount > 0 || kind is NumberKind || IsOfSubjects(rows, entity))
            || known.Any(row => !double.IsInteger(entities[row]))
        )
        {
            return false;
        }

        var rowsOf = known.CountBy(row => entities[row]).ToDictionary();
        if (rowsOf.Count < MinRowsOfEach || known.Length < MinRowsOfEach * rowsOf.Count)
        {
            return false;
        }

        double pairs = known.Length * (known.Length - 1.0);
        double sameTime = known.CountBy(row => times[row]).Sum(one => one.Value * (one.Value - 1.0)) / pairs;
        double expected = sameTime * rowsOf.Values.Sum(count => count * (count - 1.0) / 2);
        return expected >= MinPairs
            && known.Select(row => (entities[row], times[row])).Distinct().Count() == known.Length;
    }
}
