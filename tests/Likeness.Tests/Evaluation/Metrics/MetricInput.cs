using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Evaluation;

namespace Likeness.Tests.Evaluation.Metrics;

/// <summary>Training, test and generated rows.</summary>
internal sealed record MetricInput(double[][] Train, double[][]? Test, double[][] Generated)
{
    /// <summary>The column of each table, by its values: a column of numbers, unless a metric is of other columns.</summary>
    public Func<string, double[], (Column Column, double[] Values)> View { get; init; } =
        (name, values) => (new Column(name), values);

    public double[][] Reference => Test ?? Train;

    /// <summary>Each in standard deviations of the training columns.</summary>
    public MetricInput Standardised()
    {
        double[] scale =
        [
            .. Enumerable
                .Range(0, Train[0].Length)
                .Select(column => Definitions.Column(Train, column))
                .Select(values => Math.Sqrt(values.Average(v => Math.Pow(v - values.Average(), 2)))),
        ];
        return Each(rows => [.. rows.Select(row => row.Zip(scale, (value, sd) => value / sd).ToArray())]);
    }

    public MetricInput Each(Func<double[][], double[][]> change) =>
        this with
        {
            Train = change(Train),
            Test = Test is null ? null : change(Test),
            Generated = change(Generated),
        };

    /// <summary>The metric's values, whole or by column.</summary>
    public double[] Measure(IMetric metric)
    {
        var settings = new EvaluationSettings
        {
            Resamples = 2,
            BaselineRepeats = 1,
            Permutations = 9,
            Directions = 128,
            Threads = 1,
        };
        var data = new EvaluationData(Table(Train)!, Table(Test), Table(Generated)!, settings);
        return [.. metric.Compute(data).Select(result => result.Value)];
    }

    /// <summary>Correlated Gaussian rows.</summary>
    public static double[][] Rows(int count, ulong stream, int width = 3, double shift = 0)
    {
        var random = new PhiloxRandom(77, stream);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ =>
                {
                    double common = random.NextNormal();
                    return Enumerable
                        .Range(0, width)
                        .Select(column => ((0.6 * common) + (0.8 * random.NextNormal()) + shift) * (1 + column))
                        .ToArray();
                }),
        ];
    }

    private Table? Table(double[][]? rows)
    {
        if (rows is null)
        {
            return null;
        }

        var columns = Enumerable
            .Range(0, rows[0].Length)
            .Select(column => View($"x{column}", Definitions.Column(rows, column)))
            .ToArray();
        return new Table(
            [.. columns.Select(column => column.Column)],
            [.. Enumerable.Range(0, rows.Length).SelectMany(row => columns.Select(column => column.Values[row]))]
        );
    }
}
