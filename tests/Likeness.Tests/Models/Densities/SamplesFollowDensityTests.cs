using System.Collections.Concurrent;
using Likeness.Testing;

namespace Likeness.Tests.Models.Densities;

/// <summary>Property tests of every registered table model with a density: it integrates to 1, and samples and conditionals follow it.</summary>
public sealed class SamplesFollowDensityTests
{
    private const int Count = 2000;

    private static readonly ConcurrentDictionary<(string Name, int Columns), Lazy<Tabulated>> Models = new();

    // Conditionals that are approximate: the allowed difference of distribution functions, and why. All others are exact.
    private static readonly Dictionary<string, (double Tolerance, string Why)> Approximate = new()
    {
        ["ddpm"] = (0.3, "RePaint"),
        ["edm"] = (0.3, "RePaint"),
        ["flow-matching"] = (0.3, "RePaint"),
        ["rectified-flow"] = (0.3, "RePaint"),
        ["gpt2"] = (0.15, "importance resampling among few samples where the missing column comes first"),
        ["masked-transformer"] = (0.15, "a conditional of its own for each set of observed columns"),
        ["tabular-argn"] = (0.15, "a conditional of its own for each set of observed columns"),
        ["boosted-trees"] = (0.2, "importance resampling among 64 proposals"),
        ["trees"] = (0.2, "importance resampling among 64 proposals"),
        ["trm-vae"] = (0.02, "Metropolis within Gibbs"),
        ["vae"] = (0.02, "Metropolis within Gibbs"),
    };

    public static TheoryData<string> Densities => [.. QuickModel.Names];

    /// <summary>Weights of a piecewise density have no useful variance; sums over its pieces are tested with one and two columns.</summary>
    public static TheoryData<string> Smooth => [.. QuickModel.Names.Where(name => !QuickModel.IsPiecewise(name))];

    [SkippableTheory]
    [MemberData(nameof(Densities))]
    public void OneColumn(string name)
    {
        LongTest.Require();
        var (model, grid) = Make(name, 1);
        Property.Holds(DensityProperties.IntegratesToOne(grid));
        Property.Holds(DensityProperties.SamplesHaveItsEntropy(model, grid, Count));
        Property.Holds(DensityProperties.SamplesAreUniformUnderIt(model, grid, Count));
    }

    [SkippableTheory]
    [MemberData(nameof(Densities))]
    public void TwoColumns(string name)
    {
        LongTest.Require();
        var (model, grid) = Make(name, 2);
        Property.Holds(DensityProperties.IntegratesToOne(grid));
        Property.Holds(DensityProperties.SamplesHaveItsEntropy(model, grid, Count));
        Property.Holds(DensityProperties.SamplesAreUniformUnderIt(model, grid, Count));
        Property.Holds(DensityProperties.SamplesAreLikeThoseOfTheGrid(model, grid, 400));
    }

    [SkippableTheory]
    [MemberData(nameof(Densities))]
    public void ConditionalsOfTwoColumns(string name)
    {
        LongTest.Require();
        var (model, _) = Make(name, 2);
        double tolerance = Approximate.TryGetValue(name, out var row) ? row.Tolerance : 0.01;
        Property.Holds(
            DensityProperties.ConditionalsAreThoseOfTheJoint(
                model,
                QuickModel.Axes(name, Toy.Curve(200, 2)),
                [-0.7, 0.8],
                512,
                tolerance
            )
        );
    }

    [Fact]
    public void ApproximateModelsAreRegistered() => Assert.Empty(Approximate.Keys.Except(QuickModel.Names));

    [SkippableTheory]
    [MemberData(nameof(Smooth))]
    public void FiveColumns(string name)
    {
        LongTest.Require();
        using var trained = new Trained(name, Toy.Curve(200, 5), epochs: 8, options: QuickModel.Options(name));
        Property.Holds(
            BridgeProperties.SamplesAndDensityAgree(
                DensityUnderTest.FromTrained(trained),
                QuickModel.IsSlow(name) ? 1000 : 4000
            )
        );
    }

    private static Tabulated Make(string name, int columns) =>
        Models
            .GetOrAdd(
                (name, columns),
                key =>
                    new(() =>
                    {
                        var trained = new Trained(
                            key.Name,
                            Toy.Curve(200, key.Columns),
                            epochs: 8,
                            options: QuickModel.Options(key.Name)
                        );
                        var model = DensityUnderTest.FromTrained(trained);
                        return new(
                            model,
                            new DensityGrid(model, QuickModel.Axes(key.Name, Toy.Curve(200, key.Columns)))
                        );
                    })
            )
            .Value;

    private sealed record Tabulated(DensityUnderTest Model, DensityGrid Grid);
}
