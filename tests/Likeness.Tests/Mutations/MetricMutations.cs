using Likeness.Evaluation;
using Likeness.Tests.Evaluation.Metrics;
using static Likeness.Tests.Evaluation.Metrics.MetricProperties;

namespace Likeness.Tests.Mutations;

/// <summary>Errors in metrics.</summary>
internal static class MetricMutations
{
    public static IEnumerable<Mutation> All =>
        [
            Of(
                "Wasserstein distance",
                "it is halved",
                nameof(IsThatOfItsDefinition),
                real => new Mutant(real, data => Times(real.Compute(data), 0.5))
            ),
            Of(
                "Energy distance",
                "it is the square root",
                nameof(IsThatOfItsDefinition),
                real => new Mutant(
                    real,
                    data => [.. real.Compute(data).Select(r => r with { Value = Math.Sqrt(Math.Abs(r.Value)) })]
                )
            ),
            Of(
                "MMD² (unbiased)",
                "it ignores the generated rows",
                nameof(WorsensAsSamplesAreSpoiled),
                real => new Mutant(real, data => real.Compute(Other(data, data.Train, data.Reference)))
            ),
            Of(
                "KL divergence",
                "its arguments are exchanged",
                nameof(IsThatOfItsDefinition),
                real => new Mutant(real, data => real.Compute(Other(data, data.Generated, data.Reference)))
            ),
            Of(
                "Precision",
                "it is the recall",
                nameof(IsThatOfItsDefinition),
                real => new Mutant(real, data => Named("Recall").Compute(data))
            ),
            Of(
                "Density",
                "it looks at one neighbour fewer",
                nameof(IsThatOfItsDefinition),
                real => new Mutant(
                    real,
                    data => real.Compute(Other(data, data.Train, data.Generated, data.Settings with { Neighbours = 4 }))
                )
            ),
            Of(
                "Wasserstein distance",
                "it is symmetric no more",
                nameof(IsSymmetricAsStated),
                real => new Mutant(
                    real,
                    data => Times(real.Compute(data), 1 + (data.Generated[0, 0] > data.Reference[0, 0] ? 0.1 : 0))
                )
            ),
            Of(
                "KS complement",
                "it depends on the order of rows",
                nameof(IsInvariantAsStated),
                real => new Mutant(
                    real,
                    data =>
                        real.Compute(
                            Other(
                                data,
                                data.Train,
                                data.Generated.TakeRows([.. Enumerable.Range(0, data.Generated.RowCount - 1)])
                            )
                        )
                )
            ),
            Of(
                "Distance to closest record",
                "it is of the test rows",
                nameof(IsThatOfItsDefinition),
                real => new Mutant(real, data => real.Compute(Other(data, data.Test ?? data.Train, data.Generated)))
            ),
            Of(
                "Coverage",
                "its direction is reversed",
                nameof(WorsensAsSamplesAreSpoiled),
                real => new Mutant(real, data => [.. real.Compute(data).Select(r => r with { Value = 1 - r.Value })])
            ),
        ];

    private static Mutation Of(string name, string error, string property, Func<IMetric, IMetric> change) =>
        new(
            name,
            error,
            property,
            () => Check(Named(name), MetricRows.All[name]),
            () => Check(change(Named(name)), MetricRows.All[name])
        );

    /// <summary>What each property finds.</summary>
    public static Dictionary<string, string?> Check(IMetric metric, MetricTraits traits) =>
        new Dictionary<string, string?>
        {
            [nameof(IsThatOfItsDefinition)] = IsThatOfItsDefinition(metric, traits),
            [nameof(IsSymmetricAsStated)] = IsSymmetricAsStated(metric, traits),
            [nameof(IsInvariantAsStated)] = IsInvariantAsStated(metric, traits),
            [nameof(WorsensAsSamplesAreSpoiled)] = WorsensAsSamplesAreSpoiled(metric, traits),
        };

    private static IMetric Named(string name) => MetricRegistry.All.Single(metric => metric.Name == name);

    private static IReadOnlyList<MetricResult> Times(IReadOnlyList<MetricResult> results, double factor) =>
        [.. results.Select(result => result with { Value = factor * result.Value })];

    private static EvaluationData Other(
        EvaluationData data,
        Likeness.Data.Table train,
        Likeness.Data.Table generated,
        EvaluationSettings? settings = null
    ) => new(train, data.Test is null || train == data.Test ? null : data.Test, generated, settings ?? data.Settings);

    /// <summary>A metric with other values.</summary>
    private sealed class Mutant(IMetric real, Func<EvaluationData, IReadOnlyList<MetricResult>> compute) : IMetric
    {
        public string Name => real.Name;

        public string Summary => real.Summary;

        public string Source => real.Source;

        public string Unit => real.Unit;

        public Better Better => real.Better;

        public MetricGroup Group => real.Group;

        public IReadOnlyList<MetricResult> Compute(EvaluationData data) => compute(data);
    }
}
