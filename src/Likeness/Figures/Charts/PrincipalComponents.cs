using Likeness.Data;
using MathNet.Numerics.LinearAlgebra;

namespace Likeness.Figures.Charts;

/// <summary>
/// The first two principal components of a table's standardised columns. Source: Jolliffe, Principal Component Analysis,
/// 2nd ed., §1.1 and §2.3 (correlation matrix); the sign of a direction is chosen so that its largest loading is positive.
/// </summary>
internal sealed class PrincipalComponents
{
    private readonly double[] mean;
    private readonly double[] deviation;
    private readonly double[][] directions;

    private PrincipalComponents(double[] mean, double[] deviation, double[][] directions, double[] explained)
    {
        this.mean = mean;
        this.deviation = deviation;
        this.directions = directions;
        Explained = explained;
    }

    /// <summary>The fraction of the standardised columns' variance explained by each component.</summary>
    public IReadOnlyList<double> Explained { get; }

    /// <summary>Finds the components; null if fewer than two columns vary.</summary>
    public static PrincipalComponents? Fit(Table table)
    {
        int width = table.Width;
        var mean = new double[width];
        var deviation = new double[width];
        for (int column = 0; column < width; column++)
        {
            double[] values = table.ColumnValues(column);
            mean[column] = values.Average();
            double m = mean[column];
            deviation[column] = Math.Sqrt(values.Average(value => (value - m) * (value - m)));
        }

        int varying = 0;
        for (int column = 0; column < width; column++)
        {
            bool constant = !(deviation[column] > 1e-12 * Math.Max(1, Math.Abs(mean[column])));
            deviation[column] = constant ? double.PositiveInfinity : deviation[column];
            varying += constant ? 0 : 1;
        }

        return varying < 2 ? null : Decompose(table, mean, deviation, varying);
    }

    /// <summary>The columns with the largest loadings of a component: "r (0.52), g (0.51)".</summary>
    public string Makeup(int direction, Table table)
    {
        double largest = directions[direction].Max(Math.Abs);
        var heaviest = directions[direction]
            .Select((loading, column) => (Loading: loading, table.Columns[column].Name))
            .Where(pair => Math.Abs(pair.Loading) > 0.4 * largest)
            .OrderByDescending(pair => Math.Abs(pair.Loading))
            .Take(4);
        return string.Join(", ", heaviest.Select(pair => $"{pair.Name} ({Numeral.Short(pair.Loading, 2)})"));
    }

    /// <summary>The coordinates of a row, in standard deviations of the columns.</summary>
    public (double First, double Second) Project(ReadOnlySpan<double> row)
    {
        double first = 0;
        double second = 0;
        for (int column = 0; column < row.Length; column++)
        {
            double standardised = (row[column] - mean[column]) / deviation[column];
            first += standardised * directions[0][column];
            second += standardised * directions[1][column];
        }

        return (first, second);
    }

    private static PrincipalComponents Decompose(Table table, double[] mean, double[] deviation, int varying)
    {
        var standardised = Matrix<double>.Build.Dense(
            table.RowCount,
            table.Width,
            (row, column) => (table[row, column] - mean[column]) / deviation[column]
        );
        var correlation = standardised.TransposeThisAndMultiply(standardised) / table.RowCount;
        var eigen = correlation.Evd(Symmetricity.Symmetric);
        var directions = new double[2][];
        var explained = new double[2];
        for (int k = 0; k < 2; k++)
        {
            int place = table.Width - 1 - k;
            double[] direction = eigen.EigenVectors.Column(place).ToArray();
            double largest = direction.MaxBy(Math.Abs);
            directions[k] = [.. direction.Select(loading => largest < 0 ? -loading : loading)];
            explained[k] = eigen.EigenValues[place].Real / varying;
        }

        return new PrincipalComponents(mean, deviation, directions, explained);
    }
}
