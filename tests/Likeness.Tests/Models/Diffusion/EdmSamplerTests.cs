using Likeness.Compute.Graph;
using Likeness.Models.Diffusion;

namespace Likeness.Tests.Models.Diffusion;

/// <summary>
/// Algorithm 2 of Karras et al. 2022 beside a recursion in double. Where the data are N(0, s²), the best denoiser is linear, D(x; σ) = x s²/(s² + σ²),
/// so that each step multiplies x by a known factor and adds noise of a known variance.
/// </summary>
public sealed class EdmSamplerTests
{
    private const int Count = 40_000;
    private const double Data = 0.5;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void WithoutChurnItIsTheAlgorithm(int steps)
    {
        var options = new EdmOptions { Steps = steps };
        using var model = Make(options);
        float[] found = Evaluated.Of(model.SampleFrom(Tensor.Constant([3, 1], 1, -2, 0.5f)))[0];
        double factor = Recursion(options).Factor;
        float[] expected = [(float)factor, (float)(-2 * factor), (float)(0.5 * factor)];
        Assert.All(
            expected.Zip(found),
            pair => Assert.Equal(pair.First, pair.Second, (1e-4 * Math.Abs(pair.First)) + 3e-5)
        );
    }

    /// <summary>Few steps, so that each of γ, the interval and S_noise changes the variance by far more than its standard error.</summary>
    [Theory]
    [InlineData(4, 1, 0, 10_000, 1)]
    [InlineData(4, 100, 0, 10_000, 1)]
    [InlineData(4, 100, 0.05, 2, 1)]
    [InlineData(4, 100, 0, 10_000, 1.3)]
    public void WithChurnItHasTheAlgorithmsVariance(int steps, double churn, double min, double max, double noise)
    {
        var options = new EdmOptions
        {
            Steps = steps,
            Rho = 3,
            MinNoise = 0.2,
            Churn = churn,
            ChurnMin = min,
            ChurnMax = max,
            ChurnNoise = noise,
        };
        using var model = Make(options);
        float[] found = Evaluated.Of(model.Sample(Count))[0];
        double variance = found.Average(value => (double)value * value);
        double expected = Recursion(options).Variance;
        Assert.Equal(expected, variance, 4.5 * expected * Math.Sqrt(2.0 / Count));
    }

    /// <summary>Lines 3 to 8 of the algorithm; the first line's x₀ has σ_max for its standard deviation.</summary>
    private static (double Factor, double Variance) Recursion(EdmOptions options)
    {
        int n = options.Steps;
        double[] t =
        [
            .. Enumerable
                .Range(0, n)
                .Select(i =>
                    Math.Pow(
                        Math.Pow(options.MaxNoise, 1 / options.Rho)
                            + (
                                n == 1
                                    ? 0
                                    : i
                                        / (n - 1.0)
                                        * (
                                            Math.Pow(options.MinNoise, 1 / options.Rho)
                                            - Math.Pow(options.MaxNoise, 1 / options.Rho)
                                        )
                            ),
                        options.Rho
                    )
                ),
            0,
        ];
        var (factor, variance) = (t[0], t[0] * t[0]);
        for (int i = 0; i < n; i++)
        {
            double gamma =
                t[i] >= options.ChurnMin && t[i] <= options.ChurnMax
                    ? Math.Min(options.Churn / n, Math.Sqrt(2) - 1)
                    : 0;
            double raised = t[i] + (gamma * t[i]);
            variance += options.ChurnNoise * options.ChurnNoise * ((raised * raised) - (t[i] * t[i]));
            double slope = (1 - Denoised(raised)) / raised;
            double step = 1 + ((t[i + 1] - raised) * slope);
            if (t[i + 1] > 0)
            {
                double next = step * (1 - Denoised(t[i + 1])) / t[i + 1];
                step = 1 + ((t[i + 1] - raised) * ((slope / 2) + (next / 2)));
            }

            factor *= step;
            variance *= step * step;
        }

        return (factor, variance);
    }

    private static double Denoised(double level) => Data * Data / ((Data * Data) + (level * level));

    // F of the denoiser that is best: (D − c_skip x)/c_out, with σ_data = 1.
    private static Edm Make(EdmOptions options) =>
        new(options, 1)
        {
            Network = (x, condition) =>
            {
                var level = (condition * 4).Exp();
                var square = level.Square();
                var noisy = x * (square + 1).Sqrt();
                const float Variance = (float)(Data * Data);
                var denoised = noisy * (Variance / (square + Variance));
                return (denoised - (noisy / (square + 1))) * (square + 1).Sqrt() / level;
            },
        };
}
