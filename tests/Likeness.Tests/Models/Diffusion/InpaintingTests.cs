using Likeness.Compute.Graph;
using Likeness.Models.Diffusion;

namespace Likeness.Tests.Models.Diffusion;

/// <summary>For a Gaussian with correlation ρ, y given x is N(ρ x, 1 − ρ²); the optimal denoiser of each model is known.</summary>
public sealed class InpaintingTests
{
    private const float Correlation = 0.8f;
    private const float Given = 1.5f;
    private const int Count = 4000;
    private static readonly double Conditional = Math.Sqrt(1 - (Correlation * Correlation));

    [Theory]
    [InlineData("edm")]
    [InlineData("flow-matching")]
    public void WhatIsMissingFollowsTheConditionalGaussian(string name)
    {
        using ProbabilityFlow model = name == "edm" ? Edm(60, 20) : Matching(60, 20);
        var (mean, deviation) = Imputed(model);
        Assert.Equal(Correlation * Given, mean, 0.06);
        Assert.Equal(Conditional, deviation, 0.06);
    }

    /// <summary>Few levels lie so far apart that a step by the slopes at both ends overshoots: the deviation was 0.99 (1.03).</summary>
    [Theory]
    [InlineData("edm")]
    [InlineData("flow-matching")]
    public void FewLevelsDoNotSpreadWhatIsMissing(string name)
    {
        using ProbabilityFlow model = name == "edm" ? Edm(8, 2) : Matching(8, 2);
        Assert.InRange(Imputed(model).Deviation, Conditional, Conditional + 0.15);
    }

    private static (double Mean, double Deviation) Imputed(ProbabilityFlow model)
    {
        var rows = Tensor.Constant([1, 2], Given, 0).BroadcastTo([Count, 2]);
        var given = Tensor.Constant([1, 2], 1, 0).BroadcastTo([Count, 2]);
        float[] found = Evaluated.Of(model.Impute(rows, given))[0];
        double[] sampled = [.. Enumerable.Range(0, Count).Select(i => (double)found[(2 * i) + 1])];
        double mean = sampled.Average();
        Assert.All(Enumerable.Range(0, Count), i => Assert.Equal(Given, found[2 * i]));
        return (mean, Math.Sqrt(sampled.Average(value => Math.Pow(value - mean, 2))));
    }

    private static Edm Edm(int levels, int repeats) =>
        new(
            new EdmOptions
            {
                ImputationSteps = levels,
                ImputationRepeats = repeats,
                DataDeviation = 1,
            },
            2
        )
        {
            Network = (x, time) =>
            {
                var variance = (time * 8).Exp();
                var noisy = x * (variance + 1).Sqrt();
                return (Best(noisy, variance) - (noisy / (variance + 1))) * ((variance + 1) / variance).Sqrt();
            },
        };

    private static FlowMatching Matching(int levels, int repeats) =>
        new(new FlowMatchingOptions { ImputationSteps = levels, ImputationRepeats = repeats }, 2)
        {
            Network = (x, condition) =>
            {
                var odds = (condition * 4).Exp();
                var t = ((odds * 1.001f) - 0.001f) / (1 + odds);
                return (Best(x / t, ((1 - t) / t).Square()) - x) / (1 - t);
            },
        };

    /// <summary>C (C + σ² I)⁻¹ x: along (1, 1) the variance of C is 1 + ρ, along (1, −1) it is 1 − ρ.</summary>
    private static Tensor Best(Tensor x, Tensor variance)
    {
        var (a, b) = (x.Slice(1, 0, 1), x.Slice(1, 1, 1));
        var sum = (a + b) * (0.5f * (1 + Correlation)) / (variance + (1 + Correlation));
        var difference = (a - b) * (0.5f * (1 - Correlation)) / (variance + (1 - Correlation));
        return Tensor.Concatenate(1, sum + difference, sum - difference);
    }
}
