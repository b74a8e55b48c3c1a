using Likeness.Compute.Cpu;
using Likeness.Data;

namespace Likeness.Evaluation;

/// <summary>The subject of each row, where several rows belong to one: rows of one subject are no independent evidence.</summary>
/// <param name="Train">Of each training row: one column of numbers.</param>
/// <param name="Test">Of each test row; null without test rows.</param>
/// <param name="Generated">Of each generated row.</param>
internal sealed record RowSubjects(Table Train, Table? Test, Table Generated)
{
    /// <summary>The subjects by the keys of a column; null if a table does not have it.</summary>
    public static RowSubjects? Find(string? column, Table train, Table? test, Table generated)
    {
        int at = train.Columns.Index().FirstOrDefault(one => one.Item.Name == column, (-1, null!)).Index;
        if (at < 0)
        {
            return null;
        }

        var real = new Dictionary<string, double>(StringComparer.Ordinal);
        int alone = 0;
        return new(
            Of(train, real),
            test is null ? null : Of(test, real),
            Of(generated, new Dictionary<string, double>(StringComparer.Ordinal))
        );

        Table Of(Table rows, Dictionary<string, double> known) =>
            Table.FromColumns(
                [new Column("subject")],
                [
                    Array.ConvertAll(
                        rows.ColumnValues(at),
                        cell =>
                            double.IsNaN(cell) ? --alone
                            : known.TryAdd(rows.Columns[at].Write(cell), known.Count) ? known.Count - 1
                            : known[rows.Columns[at].Write(cell)]
                    ),
                ]
            );
    }

    /// <summary>The subjects of some rows of each table.</summary>
    /// <param name="choose">Chooses rows: the table, and its place from 0.</param>
    public RowSubjects Select(Func<Table, int, Table> choose) =>
        new(choose(Train, 0), Test is null ? null : choose(Test, 1), choose(Generated, 2));

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

    /// <summary>A fold for each row, the same for all rows of a subject.</summary>
    /// <param name="rows">Rows in the order of <see cref="EvaluationData.Pooled"/>, real ones, then generated ones.</param>
    /// <param name="folds">The number of folds.</param>
    /// <param name="random">Shuffles the subjects.</param>
    public int[] Folds(ReadOnlySpan<int> rows, int folds, PhiloxRandom random)
    {
        var all = Pooled();
        int real = Train.RowCount + (Test?.RowCount ?? 0);
        (bool, double)[] own = [.. rows.ToArray().Select(row => (row >= real, all[row]))];
        var subjects = own.Distinct().ToArray();
        var foldOf = random
            .Permutation(subjects.Length)
            .Index()
            .ToDictionary(one => subjects[one.Item], one => one.Index % folds);
        return Array.ConvertAll(own, subject => foldOf[subject]);
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
