using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Privacy;

/// <summary>
/// Moves numbers and times that hardly two people share, such as dates of birth, a little in each training row, to half the way to the next person's at most.
/// Several rows of one person would else teach models a frequent value, from which everything else of that person follows. Times keep to the hours and weekdays
/// of the data: each has the day of one of the next people, and the time of day of one near them.
/// </summary>
internal static class SubjectNoise
{
    private const int MinPeople = 20;
    private const double MostlyOwn = 0.5;
    private const double SecondsPerDay = 86400;
    private const int DaysPerWeek = 7;
    private const int MaxNeighbours = 10; // on each side

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
        foreach (var rule in rules.OfType<SubjectColumns>().Where(rule => rule.HasKeys(train)))
        {
            int[] first = rule.FirstRows(train);
            int[] people = [.. first.Distinct()];
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
                    var random = RandomUse.Subjects.Random((ulong)column);
                    if (train.Columns[column].Kind is TimeKind { IsDay: false })
                    {
                        MoveTimes(cells[column], values, random);
                    }
                    else
                    {
                        Move(cells[column], values, train.Columns[column], random);
                    }

                    // Models see that an inner key's values stay from row to row.
                    cells[column] = rule.Within is null
                        ? cells[column]
                        : Array.ConvertAll(first, row => cells[column][row]);
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

    // The largest step of whole seconds on which all times are; 0 if there is none.
    private static double StepOf(double[] values) =>
        Array.TrueForAll(values, value => value == Math.Floor(value))
            ? Math.Abs(values.Aggregate(0L, (step, value) => GridDetection.GreatestCommonDivisor(step, (long)value)))
            : 0;

    private static void MoveTimes(double[] cells, double[] values, PhiloxRandom random)
    {
        var near = new List<double>();
        double step = StepOf(values);
        for (int row = 0; row < cells.Length; row++)
        {
            int at = Array.BinarySearch(values, cells[row]);
            int to = Math.Clamp(at + random.NextInt(3) - 1, 0, values.Length - 1);
            if (at < 0)
            {
                continue;
            }

            double day = Math.Floor(values[to] / SecondsPerDay);
            near.Clear();
            for (int i = Math.Max(0, at - MaxNeighbours); i <= Math.Min(values.Length - 1, at + MaxNeighbours); i++)
            {
                double other = Math.Floor(values[i] / SecondsPerDay);
                if ((other - day) % DaysPerWeek == 0)
                {
                    near.Add(values[i] - (other * SecondsPerDay));
                }
            }

            near.Sort();
            int chosen = random.NextInt(near.Count);
            int next = Math.Clamp(chosen + (2 * random.NextInt(2)) - 1, 0, near.Count - 1);
            double move = random.NextDouble() / 2 * (near[next] - near[chosen]);
            cells[row] = (day * SecondsPerDay) + near[chosen] + (step > 0 ? Math.Round(move / step) * step : move);
        }
    }
}
