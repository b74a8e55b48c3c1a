using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>Imputed times of rows of keys, which lie between those of the rows before and after where the known times of a file do.</summary>
internal sealed class TimesInOrder
{
    // Of the steps between known times.
    private const double MaxFalls = 0.01;

    private readonly List<Series> all = [];

    /// <summary>Finds the times that rise in the rows of keys.</summary>
    /// <param name="keyed">Rows of a file, with its keys.</param>
    /// <param name="rules">The rules of the data.</param>
    public TimesInOrder(Table keyed, IEnumerable<SubjectColumns> rules)
    {
        foreach (var rule in rules.Where(rule => rule.HasKeys(keyed)))
        {
            string? counter = rule.Series?.Counter;
            string? time = rule.Series?.Times?.Column ?? (rule.OrderedBy == counter ? null : rule.OrderedBy);
            bool isKnown = new[] { time, counter }.All(name =>
                name is null || keyed.Columns.Any(column => column.Name == name)
            );
            if (time is null || !isKnown || (counter is null && rule.OrderedBy != time))
            {
                continue;
            }

            var cells = new NamedCells(keyed);
            double[]? numbers = counter is null ? null : cells[counter];
            double[] times = cells[time];
            int[][] groups =
            [
                .. rule.FirstRows(keyed)
                    .Index()
                    .GroupBy(one => one.Item, one => one.Index)
                    .Select(group => group.ToArray())
                    .Where(group =>
                        group.Length > 1 && (numbers is null || !group.Any(row => double.IsNaN(numbers[row])))
                    )
                    .Select(group => numbers is null ? group : [.. group.OrderBy(row => numbers[row])]),
            ];
            double[] steps =
            [
                .. groups
                    .SelectMany(group => group.Zip(group.Skip(1)))
                    .Select(pair => times[pair.Second] - times[pair.First])
                    .Where(step => !double.IsNaN(step)),
            ];
            bool areUnlike = rule.Series?.Unlike.Contains(time) == true;
            if (steps.Length > 0 && steps.Count(step => step < 0) <= MaxFalls * steps.Length)
            {
                all.Add(new(time, groups, Array.ConvertAll(times, double.IsNaN), steps.Average(), areUnlike));
            }
        }
    }

    /// <summary>The imputed rows whose imputed time is before that of the row before, or after that of the row after: [filled.RowCount].</summary>
    /// <param name="filled">The imputed rows, all imputations of a row together.</param>
    /// <param name="samples">Imputations per row.</param>
    public bool[] Unfit(Table filled, int samples)
    {
        bool[] unfit = new bool[filled.RowCount];
        foreach (var series in all)
        {
            double[] times = new NamedCells(filled)[series.Column];
            foreach (int[] group in series.Groups)
            {
                for (int sample = 0; sample < samples; sample++)
                {
                    series.Mark(group, row => (row * samples) + sample, times, unfit);
                }
            }
        }

        return unfit;
    }

    /// <summary>Known values, with times between those of the rows before and after in place of imputed ones that are not: as far apart from each other, or from the last known one as rows are on average.</summary>
    /// <param name="known">What is known, all imputations of a row together; NaN for what is not.</param>
    /// <param name="filled">The imputed rows.</param>
    /// <param name="samples">Imputations per row.</param>
    /// <returns>The rows, and the numbers of those that have such times.</returns>
    public (Table Rows, int[] Which) Between(Table known, Table filled, int samples)
    {
        var cells = new NamedCells(known);
        bool[] unfit = Unfit(filled, samples);
        var placed = new SortedSet<int>();
        foreach (var series in all)
        {
            var grid = known.Columns.First(column => column.Name == series.Column).Grid;
            double[] times = cells[series.Column];
            foreach (int[] group in series.Groups)
            {
                for (int sample = 0; sample < samples; sample++)
                {
                    int[] rows = [.. group.Select(row => (row * samples) + sample)];
                    bool[] open = [.. group.Select(row => series.AreOpen[row])];
                    placed.UnionWith(series.Place(rows, open, unfit, times, time => grid?.Snap(time) ?? time));
                }
            }
        }

        return (cells.ToTable(), [.. placed]);
    }

    private sealed record Series(string Column, int[][] Groups, bool[] AreOpen, double Step, bool AreUnlike)
    {
        public void Mark(int[] group, Func<int, int> rowOf, double[] times, bool[] unfit)
        {
            for (int i = 1; i < group.Length; i++)
            {
                int before = i - 1;
                // A missing time has no place.
                while (before > 0 && double.IsNaN(times[rowOf(group[before])]))
                {
                    before--;
                }

                double step = times[rowOf(group[i])] - times[rowOf(group[before])];
                if (step < 0 || (AreUnlike && step == 0))
                {
                    unfit[rowOf(group[i])] |= AreOpen[group[i]];
                    unfit[rowOf(group[before])] |= AreOpen[group[before]];
                }
            }
        }

        // Runs of rows without a known time, some of which are out of order.
        public List<int> Place(int[] rows, bool[] open, bool[] unfit, double[] times, Func<double, double> snap)
        {
            var placed = new List<int>();
            for (int from = 0; from < rows.Length; from++)
            {
                int to = from;
                while (to < rows.Length && open[to])
                {
                    to++;
                }

                if (Enumerable.Range(from, to - from).Any(i => unfit[rows[i]]))
                {
                    double? low = from > 0 ? times[rows[from - 1]] : null;
                    double? high = to < rows.Length ? times[rows[to]] : null;
                    double step = low is { } a && high is { } b ? (b - a) / (to - from + 1) : Step;
                    for (int i = from; i < to && (low ?? high) is not null; i++)
                    {
                        times[rows[i]] = snap(low + (step * (i - from + 1)) ?? high!.Value - (step * (to - i)));
                        placed.Add(rows[i]);
                    }
                }

                from = to;
            }

            return placed;
        }
    }
}
