namespace Likeness.Evaluation.Classifiers;

/// <summary>
/// Columns, their squares and, for few columns, their products, each standardised over the training rows
/// before and after it is squared. The square of an indicator is left out, because it is a linear function of it. A linear classifier on these features uses means, variances and correlations.
/// </summary>
internal sealed class QuadraticFeatures
{
    private const int MaxColumnsWithProducts = 10;

    private readonly (int First, int Second)[] products;
    private readonly Standardisation columns;
    private readonly Standardisation all;

    public QuadraticFeatures(PointCloud train)
    {
        products = [.. Products(train.Width).Where(pair => pair.First != pair.Second || !IsIndicator(pair.First))];
        columns = new Standardisation(train.Columns());
        all = new Standardisation(Raw(train));

        bool IsIndicator(int column) => train.Measure(column) == ColumnMeasure.Indicator;
    }

    public int Count => columns.Count + products.Length;

    /// <summary>A description of the features.</summary>
    public static string Words(int width) =>
        width <= MaxColumnsWithProducts ? "columns, squares and products" : "columns and squares";

    /// <summary>The features of rows: [Count][rows].</summary>
    public double[][] Compute(PointCloud rows)
    {
        double[][] features = Raw(rows);
        all.Apply(features);
        return features;
    }

    private static IEnumerable<(int First, int Second)> Products(int width)
    {
        bool few = width <= MaxColumnsWithProducts;
        for (int first = 0; first < width; first++)
        {
            for (int second = first; second < (few ? width : first + 1); second++)
            {
                yield return (first, second);
            }
        }
    }

    private double[][] Raw(PointCloud rows)
    {
        double[][] single = rows.Columns();
        columns.Apply(single);
        return
        [
            .. single,
            .. products.Select(pair => single[pair.First].Zip(single[pair.Second], (a, b) => a * b).ToArray()),
        ];
    }

    /// <summary>Means and standard deviations of columns (divisor n), and 1 for a constant one.</summary>
    private sealed class Standardisation
    {
        private readonly double[] means;
        private readonly double[] deviations;

        public Standardisation(double[][] columns)
        {
            means = [.. columns.Select(column => Spread.Mean(column))];
            deviations =
            [
                .. columns.Select(
                    (column, i) =>
                    {
                        double squares = column.Sum(value => (value - means[i]) * (value - means[i]));
                        double deviation = Math.Sqrt(squares / column.Length);
                        return deviation > 1e-12 * Math.Max(1, Math.Abs(means[i])) ? deviation : 1;
                    }
                ),
            ];
        }

        public int Count => means.Length;

        public void Apply(double[][] columns)
        {
            for (int i = 0; i < columns.Length; i++)
            {
                double[] column = columns[i];
                for (int row = 0; row < column.Length; row++)
                {
                    column[row] = (column[row] - means[i]) / deviations[i];
                }
            }
        }
    }
}
