using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Models;
using Likeness.Models.Diffusion;

namespace Likeness.Tests.Models.Diffusion;

/// <summary>Property tests of every registered <see cref="ProbabilityFlow"/>, with random weights.</summary>
public sealed class ProbabilityFlowPropertyTests
{
    public static TheoryData<string> Models =>
        [
            .. ModelRegistry
                .Learning(typeof(Table))
                .Where(entry => entry.ModelType.IsAssignableTo(typeof(ProbabilityFlow)))
                .Select(entry => entry.Name),
        ];

    [Theory]
    [MemberData(nameof(Models))]
    public void TheDensityIntegratesToOne(string name)
    {
        using var model = Make(name, 2);
        const int Side = 120;
        const double Reach = 9;
        double step = 2 * Reach / Side;
        float[] points =
        [
            .. from i in Enumerable.Range(0, Side * Side)
            from place in new[] { i / Side, i % Side }
            select (float)(-Reach + ((place + 0.5) * step)),
        ];
        float[] density = Evaluated.Of(model.LogDensity(Tensor.Constant([Side * Side, 2], points)))[0];
        Assert.Equal(1, density.Sum(value => Math.Exp(value)) * step * step, 0.01);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void ARowComesBackFromItsCode(string name)
    {
        foreach (int dimensions in new[] { 1, 2, 40 })
        {
            using var model = Make(name, dimensions);
            float[] rows = Deterministic.Numbers(50 * dimensions, 5, 2);
            var codes = model.Encode(Tensor.Constant([50, dimensions], rows));
            float[][] found = Evaluated.Of(model.Decode(codes), model.LogDensity(model.Sample(50)));
            Assert.All(found[1], value => Assert.True(float.IsFinite(value)));
            for (int i = 0; i < rows.Length; i++)
            {
                Assert.Equal(rows[i], found[0][i], 0.01);
            }
        }
    }

    private static ProbabilityFlow Make(string name, int dimensions)
    {
        var entry = ModelRegistry.Find(name, typeof(Table));
        var options = (DiffusionOptions)entry.DefaultOptions() with { Hidden = 24, Blocks = 1, Steps = 200 };
        return (ProbabilityFlow)entry.Create(options, dimensions, seed: 11);
    }
}
