using Likeness.Compute.Graph;
using Likeness.Models.Diffusion;
using Likeness.Models.Flows;
using Likeness.Models.Images;
using Likeness.Sampling;

namespace Likeness.Tests.Models.Diffusion;

/// <summary>
/// For Gaussian data, N(m, diag s²), the optimal network is known and linear. With it in place of the network, the samplers must
/// give this Gaussian, the densities its density, and the latent vectors the standardised rows.
/// </summary>
public sealed class GaussianDataTests
{
    private static readonly float[] Mean = [0.5f, -1, 0.2f];
    private static readonly float[] Deviation = [0.3f, 1.2f, 0.05f];

    public static TheoryData<string> Names =>
        ["flow-matching", "edm", "ddpm noise", "ddpm row", "ddpm velocity", "sde exploding", "sde preserving"];

    [Theory]
    [MemberData(nameof(Names))]
    public void CodesAreStandardisedRows(string name)
    {
        using var model = Make(name, 3);
        Tensor codes = Tensor.Constant([2, 3], 1, 1, 1, -2, -2, -2);
        float[][] found = Evaluated.Of(model.Decode(codes), model.Encode(model.Decode(codes)));
        for (int i = 0; i < 3; i++)
        {
            // The initial distribution of sampling still contains a little of the rows: their mean, in units of the noise.
            double mean = Mean[i] * (1 - (Deviation[i] / First(name)));
            Assert.Equal(mean + Deviation[i], found[0][i], 0.012);
            Assert.Equal(mean - (2 * Deviation[i]), found[0][3 + i], 0.012);
            Assert.Equal(1, found[1][i], 0.03);
            Assert.Equal(-2, found[1][3 + i], 0.06);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheDensityIsTheGaussians(string name)
    {
        // In 21 dimensions the divergence is estimated, but for a diagonal Jacobian each estimate with random signs is exact.
        foreach (int dimensions in new[] { 3, 21 })
        {
            using var model = Make(name, dimensions);
            const int Rows = 8;
            var z = Tensor.Constant([Rows, dimensions], Deterministic.Numbers(Rows * dimensions, 3, 2.5));
            var (mean, deviation) = Moments(dimensions);
            // A little noise remains at the end of sampling, and a little of the rows' mean at the start.
            var end = (deviation.Square() + (float)Math.Pow(Last(name), 2)).Sqrt();
            var expected = StandardNormal.LogDensity(z + (mean * (float)(1 / First(name)))) - end.Log().Sum();
            float[][] found = Evaluated.Of(model.LogDensity(mean + (end * z)), expected);
            for (int i = 0; i < Rows; i++)
            {
                Assert.Equal(found[1][i], found[0][i], 0.01 * dimensions);
            }
        }
    }

    /// <summary>
    /// Grey levels and rows that lie on few dimensions have deviations of thousandths. Steps of the noise level itself gave densities of tens of nats too much per
    /// dimension, and images of negative bits.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void FewStepsAreEnoughForNarrowData(string name)
    {
        const int Dimensions = 21;
        const int Rows = 4;
        float narrow = name == "flow-matching" ? 0.02f : 0.004f; // its network resolves times of a thousandth
        using var model = Make(name, Dimensions, narrow, densitySteps: 8);
        var z = Tensor.Constant([Rows, Dimensions], Deterministic.Numbers(Rows * Dimensions, 3, 2.5));
        var (mean, deviation) = Moments(Dimensions, narrow);
        var end = (deviation.Square() + (float)Math.Pow(Last(name), 2)).Sqrt();
        var expected = StandardNormal.LogDensity(z + (mean * (float)(1 / First(name)))) - end.Log().Sum();
        float[][] found = Evaluated.Of(model.LogDensity(mean + (end * z)), expected);
        Assert.All(found[0].Zip(found[1]), pair => Assert.Equal(pair.Second, pair.First, 0.1 * Dimensions));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TwiceTheStepsShowWhetherThereAreEnough(string name)
    {
        const int Rows = 4;
        var (mean, deviation) = Moments(3);
        var rows = mean + (deviation * Tensor.Constant([Rows, 3], Deterministic.Numbers(Rows * 3, 3, 2.5)));
        double Error(int steps)
        {
            using var model = Make(name, 3, densitySteps: steps);
            float[][] found = Evaluated.Of(model.LogDensity(rows), model.Refined().LogDensity(rows));
            return SolverError.Between(Scores(found[0]), Scores(found[1]), dimensions: 3).BitsPerDimension;
        }

        Assert.InRange(Error(40), 0, 0.005);
        Assert.InRange(Error(1), 0.05, double.PositiveInfinity);
    }

    /// <summary>20,000 rows: the moments are within 4.5 standard errors plus the allowed discretisation error.</summary>
    [Theory]
    [InlineData("flow-matching")]
    [InlineData("edm")]
    [InlineData("edm churn")]
    [InlineData("ddpm noise")]
    [InlineData("ddpm row")]
    [InlineData("ddpm velocity")]
    [InlineData("ddpm ddim")]
    [InlineData("sde exploding")]
    [InlineData("sde preserving")]
    public void SamplesHaveTheGaussiansMoments(string name)
    {
        const int Count = 20_000;
        using var model = Make(name, 3);
        float[] rows = Evaluated.Of(model.Sample(Count))[0];
        for (int i = 0; i < 3; i++)
        {
            double[] column = [.. Enumerable.Range(0, Count).Select(row => (double)rows[(row * 3) + i])];
            double mean = column.Average();
            double deviation = Math.Sqrt(column.Average(value => (value - mean) * (value - mean)));
            Assert.Equal(Mean[i], mean, 0.005 + (4.5 * Deviation[i] / Math.Sqrt(Count)));
            Assert.Equal(Deviation[i], deviation, 0.01 + (4.5 * Deviation[i] / Math.Sqrt(2.0 * Count)));
        }
    }

    private static RowScores Scores(float[] found)
    {
        double[] nats = [.. found.Select(value => (double)value)];
        return new RowScores(nats, nats, "probability-flow ODE");
    }

    /// <summary>The σ at the start of sampling.</summary>
    private static double First(string name) =>
        name switch
        {
            "flow-matching" => double.PositiveInfinity,
            "edm" => 80,
            "sde exploding" => 32,
            "sde preserving" => Math.Sqrt(Math.Exp(10.05) - 1),
            _ => new NoiseSchedule(NoiseScheduleKind.Linear, 1000).Level(1000),
        };

    /// <summary>The σ at the end of sampling.</summary>
    private static double Last(string name) =>
        name switch
        {
            "flow-matching" => 0,
            "edm" => 0.002,
            "sde exploding" => 0.01,
            "sde preserving" => 0.0105,
            _ => new NoiseSchedule(NoiseScheduleKind.Linear, 1000).Level(1),
        };

    private static (Tensor Mean, Tensor Deviation) Moments(int dimensions, float factor = 1) =>
        (
            Tensor.Constant([1, dimensions], [.. Enumerable.Range(0, dimensions).Select(i => Mean[i % 3])]),
            Tensor.Constant(
                [1, dimensions],
                [.. Enumerable.Range(0, dimensions).Select(i => Deviation[i % 3] * factor)]
            )
        );

    private static ProbabilityFlow Make(string name, int dimensions, float factor = 1, int? densitySteps = null)
    {
        var (mean, deviation) = Moments(dimensions, factor);
        var variance = deviation.Square();
        switch (name.Split(' '))
        {
            case ["flow-matching"]:
                return new FlowMatching(
                    new FlowMatchingOptions { Steps = 50, DensitySteps = densitySteps ?? 20 },
                    dimensions
                )
                {
                    // E[x₁ − x₀ | x_t] of two Gaussians; the network is conditioned on ¼ logit(t).
                    Network = (x, condition) =>
                    {
                        var odds = (condition * 4).Exp();
                        var t = ((odds * 1.001f) - 0.001f) / (1 + odds);
                        var spread = (t.Square() * variance) + (1 - t).Square();
                        return mean + (((t * variance) - (1 - t)) / spread * (x - (t * mean)));
                    },
                };
            case ["edm", .. var how]:
                return new Edm(
                    new EdmOptions
                    {
                        Steps = 50,
                        DensitySteps = densitySteps ?? 20,
                        Churn = how is ["churn"] ? 20 : 0,
                        DataDeviation = 0.7,
                    },
                    dimensions
                )
                {
                    Network = (x, time) =>
                    {
                        const float Data = 0.7f * 0.7f;
                        var level = (time * 4).Exp().Square(); // σ²
                        var noisy = x * (level + Data).Sqrt();
                        var denoised = mean + (variance / (variance + level) * (noisy - mean));
                        return (denoised - (noisy * Data / (level + Data)))
                            * (level + Data).Sqrt()
                            / (level * Data).Sqrt();
                    },
                };
            case ["ddpm", var how]:
                var target = how == "ddim" ? DiffusionTarget.Noise : Enum.Parse<DiffusionTarget>(how, ignoreCase: true);
                var options = new DdpmOptions
                {
                    Steps = how == "ddim" ? 200 : 1000,
                    Eta = how == "ddim" ? 0 : 1,
                    Target = target,
                    DensitySteps = densitySteps ?? 40,
                    Noise = NoiseScheduleKind.Linear,
                };
                return new Ddpm(options, dimensions) { Network = BestDenoiser(target, mean, variance) };
            case ["sde", var process]:
                return new ScoreSde(
                    new ScoreSdeOptions
                    {
                        Process =
                            process == "exploding" ? NoiseProcess.VarianceExploding : NoiseProcess.VariancePreserving,
                        Steps = 500,
                        DensitySteps = densitySteps ?? 60,
                    },
                    dimensions
                )
                {
                    Network = process == "exploding" ? Exploding : Preserving,
                };
            default:
                throw new ArgumentOutOfRangeException(nameof(name));
        }

        // The network sees x/√(1 + σ²) and ¼ ln σ, or √ᾱ x + √(1 − ᾱ) z and t.
        Tensor Exploding(Tensor x, Tensor time)
        {
            var level = (time * 4).Exp();
            var both = (level.Square() + 1).Sqrt();
            return (both * level / (level.Square() + variance) * ((x * both) - mean)) - (level * x);
        }

        Tensor Preserving(Tensor x, Tensor time)
        {
            var integral = (time * 0.1f) + (time.Square() * 9.95f);
            var (signal, kept, added) = ((integral * -0.5f).Exp(), (-integral).Exp(), -(-integral).Expm1());
            var noise = added.Sqrt() / ((kept * variance) + added) * (x - (signal * mean));
            return (noise - (added.Sqrt() * x)) / signal;
        }
    }

    private static Func<Tensor, Tensor, Tensor> BestDenoiser(DiffusionTarget target, Tensor mean, Tensor variance)
    {
        var schedule = new NoiseSchedule(NoiseScheduleKind.Linear, 1000);
        var logLevels = Tensor.Constant(
            [1000],
            [.. Enumerable.Range(1, 1000).Select(step => (float)Math.Log(schedule.Level(step)))]
        );
        return (x, time) =>
        {
            var place = (time * 1000) - 1;
            var before = (place + 1e-3f).Floor().Minimum(998);
            var (low, high) = (logLevels.Gather(before), logLevels.Gather(before + 1));
            var fraction = 1 / (1 + ((low + ((place - before) * (high - low))) * 2).Exp()); // ᾱ
            var noise = (1 - fraction).Sqrt() / ((fraction * variance) + 1 - fraction) * (x - (fraction.Sqrt() * mean));
            var row = (x - ((1 - fraction).Sqrt() * noise)) / fraction.Sqrt();
            return target switch
            {
                DiffusionTarget.Noise => noise,
                DiffusionTarget.Row => row,
                _ => (fraction.Sqrt() * noise) - ((1 - fraction).Sqrt() * row),
            };
        };
    }
}
