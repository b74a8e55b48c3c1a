using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Evaluation;

/// <summary>
/// The 1-Wasserstein distance of each column, ∫ |F − G|: scipy.stats.wasserstein_distance, any two sizes. That of dates, times and durations is in days, hours,
/// minutes or seconds.
/// </summary>
internal sealed class Wasserstein : IMetric
{
    public string Name => "Wasserstein distance";

    public string Summary =>
        "Mean distance between generated values and their real counterparts; 0 means equal distributions.";

    public string Source =>
        "scipy.stats.wasserstein_distance; Villani 2003, Topics in Optimal Transportation, th. 2.18";

    public string Unit => "column units";

    public Better Better => Better.Lower;

    public MetricGroup Group => MetricGroup.PiGenerator;

    // The longest unit of which a column spans so many.
    private const double MinSpan = 10;
    private static readonly (string Name, double Seconds)[] TimeUnits =
    [
        ("days", 86_400),
        ("hours", 3_600),
        ("minutes", 60),
        ("seconds", 1),
    ];

    public IReadOnlyList<MetricResult> Compute(EvaluationData data) =>
        [
            .. ColumnComparison
                .Compute(
                    this,
                    data,
                    (x, xCounts, y, yCounts) => CountedValues.TransportCost(x, xCounts, y, yCounts, squared: false)
                )
                .Select(result => InTimeUnits(result, data.Reference)),
        ];

    private static MetricResult InTimeUnits(MetricResult result, Table reference)
    {
        int column = reference.Columns.Index().First(each => each.Item.Name == result.Column).Index;
        if (reference.Columns[column].Kind is not (TimeKind or DurationKind))
        {
            return result;
        }

        double[] values = Array.FindAll(reference.ColumnValues(column), double.IsFinite);
        double span = values.Max() - values.Min();
        var (name, seconds) = TimeUnits.FirstOrDefault(unit => span >= MinSpan * unit.Seconds, TimeUnits[^1]);
        return result with
        {
            Unit = name,
            Value = result.Value / seconds,
            Interval = result.Interval is { } interval
                ? new Interval(interval.Low / seconds, interval.High / seconds)
                : null,
            Baseline = result.Baseline is { } baseline
                ? baseline with
                {
                    Low = baseline.Low / seconds,
                    Median = baseline.Median / seconds,
                    High = baseline.High / seconds,
                }
                : null,
        };
    }
}
