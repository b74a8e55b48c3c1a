using Likeness.Compute.Cpu;
using Likeness.Data;

namespace Likeness.Tests.Evaluation;

/// <summary>Samples with a known distribution: correlated Gaussians, the same for the same stream.</summary>
internal static class Samples
{
    public static Table Gaussian(int rows, ulong stream, int width = 4, double shift = 0)
    {
        var random = new PhiloxRandom(42, stream);
        var values = new double[rows * width];
        for (int row = 0; row < rows; row++)
        {
            double common = random.NextNormal();
            for (int column = 0; column < width; column++)
            {
                values[(row * width) + column] = (0.6 * common) + (0.8 * random.NextNormal()) + shift;
            }
        }

        return Of(values, width);
    }

    public static Table Of(double[] values, int width) =>
        new([.. Enumerable.Range(0, width).Select(column => new Column($"x{column}"))], values);

    public static Table First(Table table, int rows) => table.TakeRows([.. Enumerable.Range(0, rows)]);

    /// <summary>The table with one column set to a value.</summary>
    public static Table WithConstant(Table table, int column, double value)
    {
        double[] values = table.ToRowMajor();
        for (int row = 0; row < table.RowCount; row++)
        {
            values[(row * table.Width) + column] = value;
        }

        return Of(values, table.Width);
    }
}
