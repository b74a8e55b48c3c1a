using Likeness.Compute.Cpu;
using Likeness.Evaluation;
using static Likeness.Tests.Models.Densities.DensityProperties;

namespace Likeness.Tests.Evaluation.Metrics;

/// <summary>Properties of a metric. Each returns what is wrong, or null.</summary>
internal static class MetricProperties
{
    private const double Rounding = 1e-8;

    /// <summary>The values are those of the definition, written once more in these tests.</summary>
    public static string? IsThatOfItsDefinition(IMetric metric, MetricTraits traits) =>
        Compare(traits.Definition(traits.Input), traits.Input.Measure(metric), traits.Tolerance, "the definition says");

    /// <summary>Exchanged samples with equal deviations give the same value, or another where the metric is not symmetric.</summary>
    public static string? IsSymmetricAsStated(IMetric metric, MetricTraits traits)
    {
        // Columns of equal deviations, as metrics divide by those of the training rows; correlated alike in one sample only.
        double[][] rows = MetricInput.Rows(60, 31);
        double[][] others = MetricInput.Rows(60, 32);
        double[][] mixed =
        [
            .. MetricInput
                .Rows(60, 33)
                .Select((row, i) => new[] { Math.Exp(row[0]), others[i][1] + 1, row[2] + (2 * row[0]) }),
        ];
        double[] scale =
        [
            .. Enumerable.Range(0, 3).Select(column => Deviation(rows, column) / Deviation(mixed, column)),
        ];
        mixed = [.. mixed.Select(row => row.Zip(scale, (value, factor) => value * factor).ToArray())];
        double[] there = (traits.Input with { Train = rows, Test = rows, Generated = mixed }).Measure(metric);
        double[] back = (traits.Input with { Train = mixed, Test = mixed, Generated = rows }).Measure(metric);
        return traits.IsSymmetric switch
        {
            true => Compare(there, back, Rounding, "the other way round it is"),
            false when Compare(there, back, 1e-4, "") is null => Say(
                $"exchanged samples give the same {there.FirstOrDefault():0.0000}"
            ),
            _ => null,
        };
    }

    /// <summary>Units do what is stated; the order of rows and of columns does nothing.</summary>
    public static string? IsInvariantAsStated(IMetric metric, MetricTraits traits)
    {
        double[] before = traits.Input.Measure(metric);
        var units = traits.Input.Each(rows => [.. rows.Select(row => row.Select(value => (4 * value) + 8).ToArray())]);
        double factor = traits.Units switch
        {
            UnitChange.Proportional => 4,
            UnitChange.Squared => 16,
            _ => 1,
        };
        if (
            traits.Units != UnitChange.Anything
            && Compare([.. before.Select(value => factor * value)], units.Measure(metric), Rounding, "in other units")
                is { } changed
        )
        {
            return changed;
        }

        if (!traits.IsOrderless)
        {
            return null;
        }

        var random = new PhiloxRandom(3, 9);
        double[][] made = traits.Input.Generated;
        double[][] mixed = [.. random.Permutation(made.Length).Select(row => made[row])];
        var reversed = traits.Input.Each(rows => [.. rows.Select(row => row.Reverse().ToArray())]);
        return Compare(
                before,
                (traits.Input with { Generated = mixed }).Measure(metric),
                Rounding,
                "in another order of rows"
            )
            ?? Compare(
                [.. before.Order()],
                [.. reversed.Measure(metric).Order()],
                Rounding,
                "in another order of columns"
            );
    }

    /// <summary>The more generated rows are spoiled, the worse.</summary>
    public static string? WorsensAsSamplesAreSpoiled(IMetric metric, MetricTraits traits)
    {
        const int Count = 200;
        double[][] train = MetricInput.Rows(Count, 41);
        double[][] fresh = MetricInput.Rows(Count, 43);
        double[][] worse = traits.Spoiled switch
        {
            Spoiled.Shifted => MetricInput.Rows(Count, 44, shift: 3),
            Spoiled.Reflected => [.. MetricInput.Rows(Count, 44).Select(row => new[] { row[0], -row[1], row[2] })],
            Spoiled.Collapsed =>
            [
                .. Enumerable.Range(0, Count).Select(i => train[0].Select(value => value + (i * 1e-7)).ToArray()),
            ],
            Spoiled.Shrunk => [.. MetricInput.Rows(Count, 44).Select(row => row.Select(v => v / 20).ToArray())],
            _ => train,
        };
        bool isLower = metric.Better == Better.Lower || traits.Rises;
        double sign = isLower ? 1 : -1;
        // Small enough for the bandwidth of a metric that does not look at the scale.
        double unit = traits.Units == UnitChange.Anything ? 0.1 : 1;
        double[] badness =
        [
            .. new[] { 0, Count / 2, Count }.Select(spoiled =>
                sign
                * (
                    traits.Input with
                    {
                        Train = train,
                        Test = MetricInput.Rows(Count, 42),
                        Generated = [.. fresh[spoiled..], .. worse[..spoiled]],
                    }
                )
                    .Each(rows => [.. rows.Select(row => row.Select(value => unit * value).ToArray())])
                    .Measure(metric)
                    .Average()
            ),
        ];
        // Half of the samples may suffice to cover all.
        bool isHalfWorse = badness[1] > badness[0] || traits.Spoiled == Spoiled.Collapsed;
        return isHalfWorse && badness[2] > Math.Max(badness[0], badness[1]) + 1e-3
            ? null
            : Say(
                $"with none, half and all samples spoiled it is {sign * badness[0]:0.000}, {sign * badness[1]:0.000}, {sign * badness[2]:0.000}"
            );
    }

    private static double Deviation(double[][] rows, int column)
    {
        double[] values = Definitions.Column(rows, column);
        return Math.Sqrt(values.Average(value => Math.Pow(value - values.Average(), 2)));
    }

    private static string? Compare(double[] expected, double[] found, double tolerance, string what)
    {
        if (expected.Length != found.Length)
        {
            return Say($"{found.Length} values instead of {expected.Length}");
        }

        for (int i = 0; i < found.Length; i++)
        {
            if (!(Math.Abs(expected[i] - found[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i]))))
            {
                return Say($"{found[i]:0.000000}, but {what} {expected[i]:0.000000}");
            }
        }

        return null;
    }
}
