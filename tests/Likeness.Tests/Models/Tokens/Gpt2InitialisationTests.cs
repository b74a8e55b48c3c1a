using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Models;
using Likeness.Models.Sequences;
using Likeness.Models.Tokens;

namespace Likeness.Tests.Models.Tokens;

/// <summary>GPT-2's first weights (Radford et al. 2019, §2.3) and what its weight decay applies to.</summary>
public sealed class Gpt2InitialisationTests
{
    private const int Layers = 3;

    [Fact]
    public void WeightsStartNormalAndResidualProjectionsSmaller()
    {
        using var model = Make();
        foreach (var parameter in model.Parameters.Trained)
        {
            double mean = parameter.Values.ToArray().Average(value => (double)value);
            double deviation = Math.Sqrt(parameter.Values.ToArray().Average(value => Math.Pow(value - mean, 2)));
            bool isNorm = parameter.Name.Contains("norm", StringComparison.Ordinal);
            if (parameter.Shape.Rank == 1)
            {
                bool isGain = isNorm && parameter.Name.EndsWith("weight", StringComparison.Ordinal);
                Assert.All(parameter.Values.ToArray(), value => Assert.Equal(isGain ? 1 : 0, value));
                continue;
            }

            bool isResidual =
                parameter.Name.Contains("out_proj", StringComparison.Ordinal)
                || parameter.Name.Contains("linear2", StringComparison.Ordinal);
            double expected = isResidual ? 0.02 / Math.Sqrt(2 * Layers) : 0.02;
            Assert.Equal(expected, deviation, 0.05 * expected);
            Assert.Equal(0, mean, 0.05 * expected);
        }
    }

    /// <summary>Under a gradient of 0, a step of AdamW multiplies what is decayed by 1 − α λ and leaves the rest.</summary>
    [Fact]
    public void BiasesAndNormsAreNotDecayed()
    {
        using var model = Make();
        foreach (var parameter in model.Parameters.Trained)
        {
            parameter.Values.Fill(1);
        }

        var trained = model.Parameters.Trained;
        var options = new Gpt2TextOptions { WeightDecay = 0.5, Optimiser = OptimiserKind.Adamw };
        using var optimiser = options.CreateOptimiser(trained);
        optimiser.IsDecayed = model.IsDecayed;
        using var graph = CompiledGraph.Compile(
            [],
            optimiser.Update([.. trained.Select(p => Tensor.Constant(p.Shape, 0))])
        );
        optimiser.Step(graph, learningRate: 0.1);
        foreach (var parameter in trained)
        {
            float expected = parameter.Shape.Rank > 1 ? 0.95f : 1;
            Assert.All(parameter.Values.ToArray(), value => Assert.Equal(expected, value, 1e-6f));
        }
    }

    [Fact]
    public void ThePointModelsVectorsAreNotDecayedEither()
    {
        using var model = new Gpt2(new Gpt2Options(), 3, seed: 1);
        string[] kept = [.. model.Parameters.Trained.Where(p => !model.IsDecayed(p)).Select(p => p.Name)];
        Assert.Contains("start", kept);
        Assert.Contains("head.bias", kept);
        Assert.All(kept, name => Assert.True(name == "start" || name.Contains("norm") || name.EndsWith("bias"), name));
    }

    private static Gpt2Text Make()
    {
        var space = new ModelSpace([.. Enumerable.Repeat(new ModelDimension("token", 64), 33)]) { History = 1 };
        var options = new Gpt2TextOptions
        {
            Width = 64,
            Heads = 4,
            Layers = Layers,
            Hidden = 256,
        };
        return new Gpt2Text(options, space, seed: 1);
    }
}
