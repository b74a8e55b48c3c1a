using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Modalities.Tables.Datasets;
using Likeness.Sampling;
using Likeness.Tests.Models;
using Likeness.Tests.Models.Densities;
using static Likeness.Tests.Models.Densities.DensityProperties;

namespace Likeness.Tests.Mutations;

/// <summary>Errors in a density, its samples or its conditionals; around a Gaussian mixture that was fitted to two columns.</summary>
internal static class DensityMutations
{
    private static readonly GridAxis Axis = new(-4, 4, even: 100, tail: 12);

    private static readonly Lazy<DensityUnderTest> Mixture = new(() =>
        DensityUnderTest.FromTrained(new Trained("gmm", Toy.Curve(400, 2), epochs: 1))
    );

    private static readonly Lazy<IReadOnlyDictionary<string, string?>> Original = new(() => Check(Mixture.Value));

    public static IEnumerable<Mutation> All =>
        [
            Of(
                "log p is 3 nats too high",
                nameof(IntegratesToOne),
                real => real with { LogDensity = rows => Each(real.LogDensity(rows), log => log + 3) }
            ),
            Of(
                "log p is in bits",
                nameof(IntegratesToOne),
                real => real with { LogDensity = rows => Each(real.LogDensity(rows), log => log / Math.Log(2)) }
            ),
            Of(
                "log p of a column is left out",
                nameof(IntegratesToOne),
                real => real with { LogDensity = rows => real.LogDensity(Each(rows, (v, i) => i % 2 == 0 ? v : 0)) }
            ),
            Of("the transform's Jacobian is left out", nameof(IntegratesToOne), _ => WithoutJacobian()),
            Of(
                "samples have half the deviation",
                nameof(SamplesHaveItsEntropy),
                real => real with { Sample = (count, seed) => Each(real.Sample(count, seed), value => value / 2) }
            ),
            Of(
                "samples have 0.9 of the deviation",
                nameof(SamplesAreUniformUnderIt),
                real => real with { Sample = (count, seed) => Each(real.Sample(count, seed), value => 0.9 * value) }
            ),
            Of(
                "samples are shifted by 0.2",
                nameof(SamplesAreUniformUnderIt),
                real => real with { Sample = (count, seed) => Each(real.Sample(count, seed), value => value + 0.2) }
            ),
            Of(
                "the columns of samples are independent",
                nameof(SamplesAreLikeThoseOfTheGrid),
                real =>
                    real with
                    {
                        Sample = (count, seed) =>
                            real.Sample(count, seed) is var a && real.Sample(count, seed + 100) is var b
                                ? Each(a, (value, i) => i % 2 == 0 ? value : b[i])
                                : [],
                    }
            ),
            Of(
                "the sampler repeats 50 rows",
                nameof(SamplesAreUniformUnderIt),
                real =>
                    real with
                    {
                        Sample = (count, seed) =>
                            real.Sample(50, seed) is var few
                                ? [.. Enumerable.Range(0, 2 * count).Select(i => few[i % few.Length])]
                                : [],
                    }
            ),
            Of(
                "the conditional ignores its condition",
                nameof(ConditionalsAreThoseOfTheJoint),
                real =>
                    real with
                    {
                        Conditional = (missing, _, count) =>
                            [.. real.Sample(count, 3).Where((_, i) => i % 2 == missing)],
                    }
            ),
            Of(
                "the conditional is of the other column",
                nameof(ConditionalsAreThoseOfTheJoint),
                real =>
                    real with
                    {
                        Conditional = (missing, given, count) => real.Conditional!(1 - missing, given, count),
                    }
            ),
            Entropy(),
        ];

    private static Dictionary<string, string?> Check(DensityUnderTest model)
    {
        var grid = new DensityGrid(model, Axis);
        return new Dictionary<string, string?>
        {
            [nameof(IntegratesToOne)] = IntegratesToOne(grid),
            [nameof(SamplesHaveItsEntropy)] = SamplesHaveItsEntropy(model, grid, 2000),
            [nameof(SamplesAreUniformUnderIt)] = SamplesAreUniformUnderIt(model, grid, 2000),
            [nameof(SamplesAreLikeThoseOfTheGrid)] = SamplesAreLikeThoseOfTheGrid(model, grid, 300),
            [nameof(BridgeProperties.SamplesAndDensityAgree)] = BridgeProperties.SamplesAndDensityAgree(model, 1500),
            [nameof(ConditionalsAreThoseOfTheJoint)] = ConditionalsAreThoseOfTheJoint(model, [Axis], [-0.7, 0.8], 512),
        };
    }

    private static Mutation Of(string error, string property, Func<DensityUnderTest, DensityUnderTest> change) =>
        new("density model", error, property, () => Original.Value, () => Check(change(Mixture.Value)));

    // Scores as the model sees the rows.
    private static DensityUnderTest WithoutJacobian()
    {
        var trained = new Trained("gmm", Toy.Curve(400, 2), epochs: 1);
        var transform = new DataTransform(trained.Transform.Columns);
        return DensityUnderTest.FromTrained(trained) with
        {
            LogDensity = rows =>
            {
                using var scorer = new Scorer(trained.State.Chosen, transform, seed: 1);
                return [.. scorer.Score(new Table([new("c0"), new("c1")], rows)).LogDensityTransformed];
            },
        };
    }

    private static Mutation Entropy()
    {
        var density = DatasetRegistry.Find("two-moons").Density!;
        IReadOnlyDictionary<string, string?> Check(double unit) =>
            new Dictionary<string, string?>
            {
                [nameof(HasTheEntropy)] = HasTheEntropy(
                    new DensityGrid(
                        DensityUnderTest.FromDataset(density, (_, _) => throw new NotSupportedException()),
                        new GridAxis(-3, 3, even: 120, tail: 2)
                    ),
                    density.Entropy / unit,
                    5e-3
                ),
            };
        // 1.0076 nats are 1.4537 bits.
        return new(
            "dataset",
            "the entropy is in bits",
            nameof(HasTheEntropy),
            () => Check(1),
            () => Check(Math.Log(2))
        );
    }

    private static double[] Each(double[] values, Func<double, double> change) =>
        Array.ConvertAll(values, v => change(v));

    private static double[] Each(double[] values, Func<double, int, double> change) => [.. values.Select(change)];
}
