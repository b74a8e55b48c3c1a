using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Models.Trees;
using Likeness.Runs;

namespace Likeness.Tests.Models.Trees;

/// <summary>Imputations by trees are as sure as they may be: known columns that say nothing of an unknown one have no weight.</summary>
public sealed class EvidencePowersTests
{
    private const int Unrelated = 10;
    private const int Draws = 20;

    /// <summary>A value beside one that depends on it, and ten that do not: the range of 20 draws holds it in 19/21 of the rows; without powers, in two thirds.</summary>
    [Fact]
    public void DrawsAreAsSureAsTheyMayBe()
    {
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(Rows(3000, 1)) })
            .As<TableModel>();
        var truth = Rows(600, 2);
        double[] unknown = [.. Enumerable.Repeat(double.NaN, truth.RowCount)];
        var incomplete = Table.FromColumns(
            truth.Columns,
            [unknown, .. Enumerable.Range(1, truth.Width - 1).Select(truth.ColumnValues)]
        );
        var (_, filled, _) = model.Impute(new IncompleteTable(incomplete), Draws);
        int within = 0;
        double error = 0;
        for (int row = 0; row < truth.RowCount; row++)
        {
            double[] draws = filled.ColumnValues(0)[(row * Draws)..((row + 1) * Draws)];
            within += truth[row, 0] >= draws.Min() && truth[row, 0] <= draws.Max() ? 1 : 0;
            error += Math.Pow(draws.Average() - truth[row, 0], 2) / truth.RowCount;
        }

        Assert.InRange(within / (double)truth.RowCount, 0.84, 0.96);
        // The variance that the dependent column leaves is 0.2, of 1.
        Assert.InRange(error, 0.15, 0.35);
    }

    [Fact]
    public void PowersAreOfTheUnknownColumnsBefore()
    {
        // Dimension 0 says nothing of 1; 1 all of 2; 0 a half of 2.
        var powers = new EvidencePowers([0, 0, 0.5f, 0, 0, 1, 0, 0, 0], 3);
        Assert.Equal([0, 0, 0.5f], powers.Of([0, 1, 2], [0, 1, 1]));
        Assert.Equal([0, 0, 1], powers.Of([0, 1, 2], [0, 0, 1]));
        Assert.Equal([0, 0, 0], powers.Of([2, 1, 0], [0, 1, 1]));
        // A derived column has none.
        Assert.Equal([0, 0, 0, 0.5f], powers.Of([0, 1, 3, 2], [0, 1, 1]));
    }

    private static Table Rows(int count, ulong seed)
    {
        var random = new PhiloxRandom(seed, 0);
        double[][] cells = [.. Enumerable.Range(0, Unrelated + 2).Select(_ => new double[count])];
        for (int row = 0; row < count; row++)
        {
            foreach (double[] column in cells)
            {
                column[row] = random.NextNormal();
            }

            cells[1][row] = cells[0][row] + (0.5 * cells[1][row]);
        }

        return Table.FromColumns([.. cells.Select((_, i) => new Column($"x{i}"))], cells);
    }
}
