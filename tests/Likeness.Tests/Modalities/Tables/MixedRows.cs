using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Modalities.Tables;

/// <summary>A small table of every kind of column, with a known dependence of the missing values.</summary>
internal static class MixedRows
{
    /// <summary>Samples rows: city (3 levels), member (boolean), age (missing for members only), joined (day), note (text).</summary>
    public static Table Create(int rows, ulong seed = 1)
    {
        var random = new PhiloxRandom(seed, 0);
        double[][] cells = [.. Enumerable.Range(0, 5).Select(_ => new double[rows])];
        for (int row = 0; row < rows; row++)
        {
            cells[0][row] =
                random.NextDouble() < 0.05 ? double.NaN
                : random.NextDouble() < 0.5 ? 0
                : 1 + Math.Floor(2 * random.NextDouble());
            cells[1][row] = random.NextDouble() < 0.3 ? 1 : 0;
            cells[2][row] =
                cells[1][row] == 1 && random.NextDouble() < 0.5
                    ? double.NaN
                    : 20 + Math.Floor(50 * random.NextDouble()) + (cells[0][row] == 0 ? 20 : 0);
            cells[3][row] = 86_400 * (18_000 + Math.Floor(365 * random.NextDouble()));
            cells[4][row] = row;
        }

        return Schema.Detect(Table.FromColumns(Columns(rows), cells)).Apply(Table.FromColumns(Columns(rows), cells));
    }

    private static Column[] Columns(int rows) =>
        [
            new("city") { Kind = new CategoryKind(["Ulm", "Bonn", "Kiel"]), Missing = "?" },
            new("member") { Kind = new BooleanKind("no", "yes") },
            new("age") { Missing = "" },
            new("joined") { Kind = new TimeKind("yyyy-MM-dd", IsDay: true) },
            new("note") { Kind = new TextKind([.. Enumerable.Range(0, rows).Select(row => $"note {row}")]) },
        ];
}
