using Likeness.Compute.Cpu;
using Likeness.Data;

namespace Likeness.Evaluation;

/// <summary>The subject of each row, where several rows belong to one: rows of one subject are no independent evidence.</summary>
/// <param name="Train">Of each training row: one column of numbers.</param>
/// <param name="Test">Of each test row; null without test rows.</param>
/// <param name="Generated">Of each generated row.</param>
internal sealed record RowSubjects(Table Train, Table? Test, Table Generated)
{
    /// <summary>Whether generated rows belong to the subjects of the real ones, as those of a panel, which has the same series: these are in one fold then.</summary>
    public bool ArePaired { get; init; }

    /// <summary>The subjects by the keys of a column; null if a table does not have it.</summary>
    public static RowSubjects? Find(string? column, Table train, Table? test, Table generated) =>
        train.Columns.Any(one => one.Name == column) ? Find([column!], train, test, generated, arePaired: false) : null;

    /// <summary>The subjects by columns that the tables have.</summary>
    /// <param name="columns">The names of the columns whose values together name a subject.</param>
    /// <param name="train">Training rows.</param>
    /// <param name="test">Test rows; null for none.</param>
    /// <param name="generated">Generated rows.</param>
    /// <param name="arePaired">Whether generated rows belong to the subjects of the real ones.</param>
    public static RowSubjects Find(
        IReadOnlyList<string> columns,
        Table train,
        Table? test,
        Table generated,
        bool arePaired
    )
    {
        int[] places =
        [
            .. columns.Select(name => train.Columns.Index().First(column => column.Item.Name == name).Index),
        ];
        var real = new Dictionary<string, double>(StringComparer.Ordinal);
        int alone = 0;
        return new(
            Of(train, real),
            test is null ? null : Of(test, real),
            Of(generated, arePaired ? real : new Dictionary<string, double>(StringComparer.Ordinal))
        )
        {
            ArePaired = arePaired,
        };

        Table Of(Table rows, Dictionary<string, double> known)
        {
            double[] subjects = new double[rows.RowCount];
            for (int row = 0; row < subjects.Length; row++)
            {
                if (Array.Exists(places, at => double.IsNaN(rows[row, at])))
                {
                    subjects[row] = --alone;
                    continue;
                }

                string key = string.Join('\0', places.Select(at => rows.Columns[at].Write(rows[row, at])));
                known.TryAdd(key, known.Count);
                subjects[row] = known[key];
            }

            return Table.FromColumns([new Column("subject")], [subjects]);
        }
    }

    /// <summary>The subjects of some rows of each table.</summary>
    /// <param name="choose">Chooses rows: the table, and its place from 0.</param>
    public RowSubjects Select(Func<Table, int, Table> choose) =>
        this with
        {
            Train = choose(Train, 0),
            Test = Test is null ? null : choose(Test, 1),
            Generated = choose(Generated, 2),
        };

    /// <summary>The subject of each row.</summary>
    /// <param name="rows">Rows in the order of <see cref="EvaluationData.Pooled"/>.</param>
    public double[] Of(ReadOnlySpan<int> rows)
    {
        double[] all = Pooled();
        return Array.ConvertAll(rows.ToArray(), row => all[row]);
    }

    /// <summary>A random row of each subject.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="subjects">The subject of each.</param>
    /// <param name="random">Chooses the rows.</param>
    public static Table OneOfEach(Table rows, Table subjects, PhiloxRandom random) =>
        rows.TakeRows([.. random.Permutation(rows.RowCount).DistinctBy(row => subjects[row, 0]).Order()]);

    /// <summary>
    /// A fold for each row, the same for all rows of a subject. Folds have about as many rows of either half: a fold with more of one leaves fewer of it to
    /// learn from, and its rows would score lower.
    /// </summary>
    /// <param name="rows">Rows in the order of <see cref="EvaluationData.Pooled"/>: as many of one sample as of the other behind them.</param>
    /// <param name="folds">The number of folds.</param>
    /// <param name="random">Shuffles the subjects.</param>
    public int[] Folds(ReadOnlySpan<int> rows, int folds, PhiloxRandom random)
    {
        var all = Pooled();
        int real = Train.RowCount + (Test?.RowCount ?? 0);
        (bool, double)[] own = [.. rows.ToArray().Select(row => (row >= real && !ArePaired, all[row]))];
        int[][] subjects = [.. own.Index().GroupBy(one => one.Item, one => one.Index).Select(one => one.ToArray())];
        int[] found = new int[own.Length];
        int[][] sizes = [new int[folds], new int[folds]];
        // The largest first, so that the smaller ones make folds equal.
        foreach (int subject in random.Permutation(subjects.Length).OrderByDescending(one => subjects[one].Length))
        {
            int behind = subjects[subject].Count(row => row >= own.Length / 2);
            int ahead = subjects[subject].Length - behind;
            int[] filled = sizes[behind > ahead ? 1 : 0];
            int fold = Array.IndexOf(filled, filled.Min());
            sizes[0][fold] += ahead;
            sizes[1][fold] += behind;
            Array.ForEach(subjects[subject], row => found[row] = fold);
        }

        return found;
    }

    /// <summary>A permutation of the real rows in which those of one subject follow each other.</summary>
    public int[] Permutation(PhiloxRandom random)
    {
        var all = Pooled();
        int[][] subjects =
        [
            .. Enumerable
                .Range(0, Train.RowCount + (Test?.RowCount ?? 0))
                .GroupBy(row => all[row])
                .Select(rows => rows.ToArray()),
        ];
        return [.. random.Permutation(subjects.Length).SelectMany(subject => subjects[subject])];
    }

    private double[] Pooled() =>
        [.. Test?.ColumnValues(0) ?? [], .. Train.ColumnValues(0), .. Generated.ColumnValues(0)];
}
