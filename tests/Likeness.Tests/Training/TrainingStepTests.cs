using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Models;
using Likeness.Models.Flows;
using Likeness.Nn;
using Likeness.Tests.House;
using Likeness.Tests.Models;
using Likeness.Training;

namespace Likeness.Tests.Training;

/// <summary>
/// The compiled step compared with PyTorch's clip_grad_norm_ and optimisers (tests/golden/optimisers.py), and the averaged weights
/// with their recurrence in double precision. The loss is Σ p·row, so that a row of the batch is the gradient.
/// </summary>
public sealed class TrainingStepTests : IDisposable
{
    private const int Steps = 5;
    private const double Largest = 2;
    private const double Relative = 1e-6;

    private static readonly Dictionary<string, Golden> Expected = JsonSerializer
        .Deserialize<GoldenFile>(Repository.Read("tests/golden/optimisers.json"), JsonSerializerOptions.Web)!
        .Clipped;

    private static readonly RealNvpOptions Plain = new() { Momentum = 0 };

    private static readonly Dictionary<string, ModelOptions> Cases = new()
    {
        ["adam"] = Plain,
        ["adamw"] = Plain with { Optimiser = OptimiserKind.Adamw, WeightDecay = 0.1 },
        ["sgd"] = Plain with { Optimiser = OptimiserKind.Sgd },
        ["sgd, momentum"] = Plain with { Optimiser = OptimiserKind.Sgd, Momentum = 0.9, WeightDecay = 0.1 },
        ["rmsprop"] = Plain with { Optimiser = OptimiserKind.Rmsprop, WeightDecay = 0.1 },
    };

    private readonly ParameterSet trained = Weights();
    private readonly ParameterSet averages = Weights();

    public static TheoryData<string, InstructionSet> Names
    {
        get
        {
            var cases = new TheoryData<string, InstructionSet>();
            foreach (string name in Cases.Keys)
            {
                foreach (var set in Enum.GetValues<InstructionSet>().Where(Isa.IsSupported))
                {
                    cases.Add(name, set);
                }
            }

            return cases;
        }
    }

    public void Dispose()
    {
        trained.Dispose();
        averages.Dispose();
    }

    [Fact]
    public void EveryClippedCaseOfTheScriptIsCompared() => Assert.Equal(Expected.Keys.Order(), Cases.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void ClipsTheGradientAsPyTorch(string name, InstructionSet set)
    {
        // Some steps are clipped, and some are not.
        Assert.Contains(Expected[name].Norms, norm => norm < Largest);
        Assert.Contains(Expected[name].Norms, norm => norm > Largest);
        using var optimiser = Cases[name].CreateOptimiser([.. trained.Trained]);
        using var step = new TrainingStep(Objective(), optimiser, null, [1, 116], Largest, new(Instructions: set));
        for (int i = 0; i < Steps; i++)
        {
            step.Take(Gradient(i), 0.01 / (1 + i), i);
        }

        float[] expected = Deterministic.Unpack(Expected[name].Parameters);
        float[] found = [.. trained.Trained.SelectMany(p => p.Values.ToArray())];
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], found[i], Relative);
        }
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e30)]
    public void WithoutALargestNormNothingIsClipped(double scale)
    {
        using var optimiser = Cases["sgd"].CreateOptimiser([.. trained.Trained]);
        using var step = new TrainingStep(Objective(), optimiser, null, [1, 116], 0, new());
        float[] before = [.. trained.Trained.SelectMany(p => p.Values.ToArray())];
        float[] gradient = Array.ConvertAll(Gradient(0), value => (float)(value * scale));
        step.Take(gradient, 0.5, 0);
        float[] expected = [.. before.Zip(gradient, (p, g) => p - (0.5f * g))];
        float[] found = [.. trained.Trained.SelectMany(p => p.Values.ToArray())];
        double tolerance = Relative * Math.Max(1, scale);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    [Fact]
    public void AGradientOfZeroStaysZero()
    {
        using var optimiser = Cases["sgd"].CreateOptimiser([.. trained.Trained]);
        using var step = new TrainingStep(Objective(), optimiser, null, [1, 116], Largest, new());
        float[] before = [.. trained.Trained.SelectMany(p => p.Values.ToArray())];
        step.Take(new float[116], 0.5, 0);
        Assert.Equal(before, trained.Trained.SelectMany(p => p.Values.ToArray()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.25)] // less than (1 + t)/(10 + t) from the third step on
    [InlineData(0.999)]
    public void AverageFollowsItsRecurrence(double decay)
    {
        var names = trained.Select(parameter => parameter.Name).ToArray();
        double[][] expected = [.. averages.Select(p => Array.ConvertAll(p.Values.ToArray(), v => (double)v))];
        using var optimiser = Cases["adam"].CreateOptimiser([.. trained.Trained]);
        var average = new WeightAverage(decay, averages);
        using var step = new TrainingStep(Objective(), optimiser, average, [1, 116], 0, new());
        for (int i = 0; i < 8; i++)
        {
            float[][] before = [.. trained.Select(p => p.Values.ToArray())];
            step.Take(Gradient(i), 0.05, i);
            // Polyak's average with increasing memory: a = β a + (1 − β) p with β = min(decay, (1 + t)/(10 + t)), t = 1, 2, ….
            double kept = Math.Min(decay, (2.0 + i) / (11 + i));
            for (int k = 0; k < names.Length; k++)
            {
                float[] now = trained[names[k]].Values.ToArray();
                Assert.NotEqual(before[k], now);
                expected[k] = [.. expected[k].Zip(now, (a, p) => (kept * a) + ((1 - kept) * p))];
                float[] found = averages[names[k]].Values.ToArray();
                Assert.All(expected[k].Zip(found), pair => Assert.Equal(pair.First, pair.Second, Relative));
            }
        }
    }

    private static ParameterSet Weights()
    {
        var set = new ParameterSet();
        var scope = new ParameterScope(set, seed: 1);
        Deterministic.Numbers(111, 0, 1).CopyTo(scope.Constant("matrix", [3, 37], 0).Values);
        Deterministic.Numbers(5, 1, 1).CopyTo(scope.Constant("vector", [5], 0).Values);
        scope.Buffer("buffer", [2], 3);
        return set;
    }

    private static float[] Gradient(int step) =>
        [
            .. Deterministic.Numbers(111, 10 + (2 * step), 0.1 * (1 + step)),
            .. Deterministic.Numbers(5, 11 + (2 * step), 0.1 * (1 + step)),
        ];

    private Objective Objective() =>
        new(
            "Σ p·row",
            (rows, pass) =>
            {
                pass.Note(trained["buffer"], buffer => buffer * 0.5f);
                var matrix = trained["matrix"].Tensor * rows.Slice(1, 0, 111).Reshape([3, 37]);
                var vector = trained["vector"].Tensor * rows.Slice(1, 111, 5).Reshape([5]);
                return matrix.Sum() + vector.Sum();
            },
            [.. trained.Trained]
        );

    private sealed record GoldenFile(Dictionary<string, Golden> Clipped);

    private sealed record Golden(double[] Norms, string Parameters);
}
