using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules;

namespace Likeness.Modalities.Tables.Privacy;

/// <summary>
/// Moves numbers and times that hardly two people share, such as dates of birth, a little in each training row, to half the way to the next person's at most.
/// Several rows of one person would else teach models a frequent value, from which everything else of that person follows.
/// </summary>
internal static class SubjectNoise
{
    private const int MinPeople = 20;
    private const double MostlyOwn = 0.5;
    private const double SecondsPerDay = 86400;

    /// <summary>The rows with such values moved.</summary>
    /// <param name="train">Training rows as the rules encode them.</param>
    /// <param name="rules">The rules.</param>
    public static Table Apply(Table train, IReadOnlyList<TableRule> rules)
    {
        if (!rules.Any(rule => rule is SubjectColumns))
        {
            return train;
        }

        double[][] cells = [.. Enumerable.Range(0, train.Width).Select(train.ColumnValues)];
        bool isMoved = false;
        foreach (var rule in rules.OfType<SubjectColumns>())
        {
            int[] people = [.. rule.FirstRows(train).Distinct()];
            for (int column = 0; column < cells.Length; column++)
            {
                if (!train.Columns[column].Kind.IsNumeric || !rule.Same.Contains(train.Columns[column].Name))
                {
                    continue;
                }

                double[] known = Array.FindAll(Array.ConvertAll(people, row => train[row, column]), double.IsFinite);
                double[] values = [.. known.Distinct().Order()];
                if (values.Length >= Math.Max(MinPeople, MostlyOwn * known.Length))
                {
                    Move(cells[column], values, train.Columns[column], RandomUse.Subjects.Random((ulong)column));
                    isMoved = true;
                }
            }
        }

        return isMoved ? Table.FromColumns(train.Columns, cells, train.Picture).WrittenAs(train.Dialect) : train;
    }

    private static void Move(double[] cells, double[] values, Column column, PhiloxRandom random)
    {
        double step = column.Grid?.Step ?? (column.Kind is TimeKind { IsDay: true } ? SecondsPerDay : 0);
        for (int row = 0; row < cells.Length; row++)
        {
            int at = Array.BinarySearch(values, cells[row]);
            double place = random.NextDouble() - 0.5;
            if (at < 0)
            {
                continue;
            }

            double gap =
                place < 0
                    ? values[at] - values[Math.Max(0, at - 1)]
                    : values[Math.Min(values.Length - 1, at + 1)] - values[at];
            cells[row] += step > 0 ? Math.Round(place * gap / step) * step : place * gap;
        }
    }
}
