using Likeness.Evaluation;
using Likeness.Modalities.Images.Evaluation;

namespace Likeness.Tests.Modalities.Images.Evaluation.Metrics;

/// <summary>A metric of images over rows of a table: the rows are the features, and their softmax is the classifier's probability.</summary>
internal sealed class RowsAsImages(ImageMetric metric) : IMetric
{
    private const double Sharpness = 8;
    private const double Wide = 0.1;

    public string Name => metric.Name;

    public string Summary => metric.HowToRead;

    public string Source => metric.Source;

    public string Unit => metric.Unit;

    public Better Better => metric.Better;

    public MetricGroup Group => metric.Group;

    /// <summary>The probabilities of as many classes as the row has columns.</summary>
    public static double[] Probabilities(double[] row)
    {
        double[] powers = [.. row.Select(value => Math.Exp(Sharpness * (value - row.Max())))];
        return [.. powers.Select(power => power / powers.Sum())];
    }

    /// <summary>The class that a row was asked to be of: the predicted one, and another where its values differ little.</summary>
    public static int Asked(double[] row) => Array.IndexOf(row, row.Max() - row.Min() > Wide ? row.Max() : row.Min());

    public IReadOnlyList<MetricResult> Compute(EvaluationData data)
    {
        var question = new ImageQuestion("class", [.. data.Train.Columns.Select(column => column.Name)]);
        var comparison = new ImageComparison(Samples(data.Reference, 0), Samples(data.Generated, 1), [question], data);
        return [.. metric.Measure(comparison).Select(estimate => metric.Result(estimate, [], 0, 0))];

        ImageSamples Samples(Likeness.Data.Table rows, int stream)
        {
            float[] probabilities =
            [
                .. Enumerable
                    .Range(0, rows.RowCount)
                    .SelectMany(row => Probabilities(rows.Row(row).ToArray()))
                    .Select(value => (float)value),
            ];
            int[] asked = [.. Enumerable.Range(0, rows.RowCount).Select(row => Asked(rows.Row(row).ToArray()))];
            return new(new ImageDescription(rows, [probabilities]), data, rows.RowCount, stream) { Answers = [asked] };
        }
    }
}
