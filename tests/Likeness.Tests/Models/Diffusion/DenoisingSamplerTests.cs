using System.Text.Json;
using Likeness.Compute.Graph;
using Likeness.Models.Diffusion;
using Likeness.Tests.House;

namespace Likeness.Tests.Models.Diffusion;

/// <summary>The samplers that all models of the family have: compared with tests/golden/denoising_samplers.py and with each model's own.</summary>
public sealed class DenoisingSamplerTests
{
    private const int Steps = 8;
    private const int Count = 12;
    private const float Variance = 0.7f * 0.7f;

    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/denoising_samplers.json"),
        JsonSerializerOptions.Web
    )!;

    private static readonly NoiseSchedule Schedule = new(NoiseScheduleKind.Cosine, 1000);

    private static readonly NoisePoint[] Path =
    [
        .. Enumerable
            .Range(0, Steps)
            .Select(i => Schedule.Kept[1000 - (i * 1000 / Steps) - 1])
            .Select(kept => new NoisePoint(kept, 1 - kept, [Math.Sqrt(kept), Math.Sqrt(1 - kept)])),
        NoisePoint.End(width: 2),
    ];

    public static TheoryData<DenoisingSampler, double[]> Solvers =>
        new()
        {
            { DenoisingSampler.Ddim, Expected.Ddim },
            { DenoisingSampler.Heun, Expected.Heun },
            { DenoisingSampler.DpmSolver, Expected.DpmSolver },
        };

    [Theory]
    [MemberData(nameof(Solvers))]
    public void ItIsTheSamplerOfTheOtherProgram(DenoisingSampler sampler, double[] expected)
    {
        var start = Tensor.Constant([Count, 1], Deterministic.Numbers(Count, 1, 2));
        float[] found = Evaluated.Of(DenoisingSteps.Sample(sampler, Path, start, Split, ratio: 0))[0];
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    /// <summary>Noise of the ancestral steps makes up for the noise that is removed, so that the moments are those of the data.</summary>
    [Theory]
    [InlineData(DenoisingSampler.Ancestral)]
    [InlineData(DenoisingSampler.Langevin)]
    public void SamplesHaveTheMomentsOfTheData(DenoisingSampler sampler)
    {
        const int Rows = 40_000;
        NoisePoint[] fine =
        [
            .. Enumerable
                .Range(0, 1000)
                .Select(i => Schedule.Kept[1000 - i - 1])
                .Select(kept => new NoisePoint(kept, 1 - kept, [Math.Sqrt(kept), Math.Sqrt(1 - kept)])),
            NoisePoint.End(width: 2),
        ];
        var start = Tensor.RandomNormal([Rows, 1], stream: 9);
        float[] found = Evaluated.Of(DenoisingSteps.Sample(sampler, fine, start, Split, ratio: 0.16))[0];
        Assert.Equal(0, found.Average(), 0.03);
        Assert.Equal(1 + Variance, found.Average(x => x * x), 0.04);
        // Of two Gaussians, whose fourth moment is 1 + 6 s² + 3 s⁴.
        Assert.Equal(1 + (6 * Variance) + (3 * Variance * Variance), found.Average(x => Math.Pow(x, 4)), 0.25);
    }

    /// <summary>A sampler of the family and the model's own that is the same in exact arithmetic.</summary>
    [Fact]
    public void TheModelsOwnSamplersAreTheSame()
    {
        Same(
            new DdpmOptions { Eta = 0, Steps = 7 },
            new DdpmOptions { Sampler = DenoisingSampler.Ddim, Steps = 7 },
            options => new Ddpm(options, 3, seed: 2)
        );
        Same(
            new DdpmOptions { Eta = 1, Steps = 7 },
            new DdpmOptions { Sampler = DenoisingSampler.Ancestral, Steps = 7 },
            options => new Ddpm(options, 3, seed: 2)
        );
        Same(
            new EdmOptions { Steps = 6 },
            new EdmOptions { Steps = 6, Sampler = DenoisingSampler.Heun },
            options => new Edm(options, 3, seed: 2)
        );
        Same(
            new FlowMatchingOptions { Steps = 6, Solver = OdeSolver.Euler },
            new FlowMatchingOptions { Steps = 6, Sampler = DenoisingSampler.Ddim },
            options => new FlowMatching(options, 3, seed: 2)
        );
    }

    private static void Same<T>(T own, T shared, Func<T, ProbabilityFlow> make)
    {
        using var first = make(own);
        using var second = make(shared);
        // Graphs of their own, whose loops have the same random numbers.
        float[][] found = [Evaluated.Of(first.Sample(20))[0], Evaluated.Of(second.Sample(20))[0]];
        double largest = found[0].Max(Math.Abs);
        Assert.All(found[0].Zip(found[1]), pair => Assert.Equal(pair.First, pair.Second, 2e-4 * largest));
    }

    // The best split for the two Gaussians ±1 with the variance s².
    private static (Tensor Row, Tensor Noise) Split(Tensor x, Tensor[] at)
    {
        var (mean, level) = (x / at[0], (at[1] / at[0]).Square());
        var total = level + Variance;
        var row = ((Variance * mean) + (level * (mean / total).Tanh())) / total;
        return (row, (x - (at[0] * row)) / at[1]);
    }

    private sealed record Golden(double[] Ddim, double[] Heun, double[] DpmSolver);
}
