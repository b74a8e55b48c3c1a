using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Evaluation.Mixed;

/// <summary>Mixed rows with a known distribution, the same for the same stream.</summary>
internal static class MixedSamples
{
    public static readonly Column[] Columns =
    [
        new("age"),
        new("job") { Kind = new CategoryKind(["nurse", "NA", "clerk", "pilot"]), Missing = "" },
        new("married") { Kind = new BooleanKind("no", "yes") },
        new("pay") { Missing = "" },
        new("since") { Kind = new TimeKind("yyyy-MM-dd", IsDay: true) },
    ];

    /// <summary>Pay depends on age and job, and is missing more often for clerks; being married depends on age.</summary>
    public static Table Rows(int rows, ulong stream)
    {
        var random = new PhiloxRandom(7, stream);
        double[][] cells = [.. Columns.Select(_ => new double[rows])];
        for (int row = 0; row < rows; row++)
        {
            double age = Math.Round(40 + (10 * random.NextNormal()));
            double job = random.NextDouble() < 0.1 ? double.NaN : Math.Min(3, random.NextInt(5));
            cells[0][row] = age;
            cells[1][row] = job;
            cells[2][row] = random.NextDouble() < 1 / (1 + Math.Exp((40 - age) / 4)) ? 1 : 0;
            cells[3][row] =
                random.NextDouble() < (job == 2 ? 0.4 : 0.05)
                    ? double.NaN
                    : Math.Round((50 * age) + (500 * (double.IsNaN(job) ? 5 : job)) + (100 * random.NextNormal()));
            cells[4][row] = 86_400.0 * (15_000 + random.NextInt(2000));
        }

        return Table.FromColumns(Columns, cells);
    }

    /// <summary>The table with one column's cells replaced.</summary>
    public static Table With(Table table, int column, Func<int, double> cell, Column? named = null)
    {
        double[][] cells = [.. Enumerable.Range(0, table.Width).Select(table.ColumnValues)];
        cells[column] = [.. Enumerable.Range(0, table.RowCount).Select(cell)];
        Column[] columns = [.. table.Columns];
        columns[column] = named ?? columns[column];
        return Table.FromColumns(columns, cells);
    }
}
