using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables;

/// <summary>
/// Says that rows belong together, which models of single rows do not learn: measurements at equal intervals, or one row of each customer for each month. Times are also whole numbers that are called
/// so, such as years.
/// </summary>
internal static class SeriesRemarks
{
    private const int MinRows = 50;
    private const int MaxRows = 100_000;
    private const double MostSteps = 0.9;

    /// <summary>A sentence on the times of a table; none if nothing is found.</summary>
    public static IEnumerable<string> Find(Table table)
    {
        // What samples have of a panel depends on the model.
        if (table.RowCount < MinRows || table.Columns.Any(column => column.Panel is not null))
        {
            yield break;
        }

        var rows = table.RowCount <= MaxRows ? table : table.TakeRows([.. Enumerable.Range(0, MaxRows)]);
        foreach (int time in Enumerable.Range(0, rows.Width).Where(i => IsTime(rows.Columns[i])))
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
                    string key = rows.Columns[entity].Name;
                    yield return $"each '{key}' has at most one row for each '{name}'; "
                        + (
                            IsOfSubjects(rows, entity)
                                ? "so have samples"
                                : $"samples are single rows: without the rule 'each {key}, {name} once' they may have several, and rows of one '{key}' do not follow from each other"
                        );
                    yield break;
                }
            }
        }
    }

    // Years are whole numbers, and so are visits.
    private static bool IsTime(Column column) =>
        column.Kind is TimeKind || (column.Kind is NumberKind && TimeNames.Are(column.Name));

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

    // Samples do not keep the pairs, whatever the entities are called; whole numbers of other meanings are in pairs, too.
    private static bool IsPanel(Table rows, int entity, int time)
    {
        var column = rows.Columns[entity];
        bool mayBeEntity =
            column.Kind.LevelCount > 0
            || IsOfSubjects(rows, entity)
            || (
                column.Kind is NumberKind
                && (
                    rows.Columns[time].Kind is TimeKind
                    || TimeNames.Are(column.Name)
                    || SubjectNames.MayBeUnits(column.Name)
                    || SubjectNames.AreClasses(column.Name)
                )
            );
        return mayBeEntity
            && Array.TrueForAll(rows.ColumnValues(entity), cell => double.IsNaN(cell) || double.IsInteger(cell))
            && KeyEvidence.IsPanel(rows.Column(entity), rows.Column(time));
    }
}
