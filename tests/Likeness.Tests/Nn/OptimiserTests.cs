using System.Text.Json;
using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Models;
using Likeness.Models.Flows;
using Likeness.Nn.Optimisers;
using Likeness.Tests.House;
using Likeness.Tests.Models;
using Likeness.Training;

namespace Likeness.Tests.Nn;

/// <summary>Each optimiser takes the same steps as PyTorch's, and detects the same plateaus (tests/golden/optimisers.py).</summary>
public sealed class OptimiserTests
{
    private const int Steps = 5;
    private const double Relative = 1e-6;

    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/optimisers.json"),
        JsonSerializerOptions.Web
    )!;

    private static readonly RealNvpOptions Plain = new() { Momentum = 0 };

    private static readonly Dictionary<string, ModelOptions> Cases = new()
    {
        ["adam"] = Plain,
        ["adam, decay"] = Plain with { WeightDecay = 0.1 },
        ["adamw"] = Plain with { Optimiser = OptimiserKind.Adamw, WeightDecay = 0.1 },
        ["sgd"] = Plain with { Optimiser = OptimiserKind.Sgd },
        ["sgd, momentum"] = Plain with { Optimiser = OptimiserKind.Sgd, Momentum = 0.9, WeightDecay = 0.1 },
        ["sgd, nesterov"] = Plain with { Optimiser = OptimiserKind.Sgd, Momentum = 0.9, Nesterov = true },
        ["rmsprop"] = Plain with { Optimiser = OptimiserKind.Rmsprop, WeightDecay = 0.1 },
        ["lion"] = Plain with { Optimiser = OptimiserKind.Lion, WeightDecay = 0.1 },
    };

    public static TheoryData<string, InstructionSet> Names
    {
        get
        {
            var cases = new TheoryData<string, InstructionSet>();
            foreach (var set in Enum.GetValues<InstructionSet>().Where(Isa.IsSupported))
            {
                foreach (string name in Cases.Keys)
                {
                    cases.Add(name, set);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TakesTheStepsOfPyTorch(string name, InstructionSet set)
    {
        using var matrix = new Parameter("matrix", [3, 37]);
        using var vector = new Parameter("vector", [5]);
        Parameter[] parameters = [matrix, vector];
        for (int i = 0; i < parameters.Length; i++)
        {
            Deterministic.Numbers(parameters[i].Shape.Count, i, 1).CopyTo(parameters[i].Values);
        }

        using var optimiser = Cases[name].CreateOptimiser(parameters);
        Tensor[] gradients = Array.ConvertAll(parameters, p => Tensor.Input(p.Name, p.Shape));
        using var graph = CompiledGraph.Compile(
            [],
            optimiser.Update(gradients),
            new CompiledGraphOptions(Instructions: set)
        );
        for (int step = 0; step < Steps; step++)
        {
            for (int i = 0; i < parameters.Length; i++)
            {
                float[] gradient = Deterministic.Numbers(parameters[i].Shape.Count, 10 + (2 * step) + i, 0.5);
                for (int k = 0; k < gradient.Length; k += parameters[i].Shape[-1])
                {
                    gradient[k] = 0;
                }

                graph.Write(gradients[i], gradient);
            }

            optimiser.Step(graph, 0.01 / (1 + step));
        }

        float[] expected = Deterministic.Unpack(Expected.Optimisers[name]);
        float[] found = [.. parameters.SelectMany(p => p.Values.ToArray())];
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], found[i], Relative);
        }
    }

    [Fact]
    public void TrainsAGraphOfTensorsWithoutAModel()
    {
        using var weights = new Parameter("weights", [3]);
        var x = Tensor.Input("x", [8, 3]);
        var y = Tensor.Input("y", [8]);
        var loss = ((x * weights).Sum([1]) - y).Square().Mean();
        using var adam = new Adam([weights]);
        using var step = CompiledGraph.Compile([loss], adam.Minimise(loss));
        float[] points = Deterministic.Numbers(24, 1, 1);
        step.Write(x, points);
        step.Write(y, [.. points.Chunk(3).Select(row => (2 * row[0]) - row[1] + (0.5f * row[2]))]);
        for (int i = 0; i < 600; i++)
        {
            adam.Step(step, learningRate: 0.05);
        }

        Assert.Equal([2, -1, 0.5f], weights.Values.ToArray().Select(value => MathF.Round(value, 3)));
        Assert.Equal(600UL, step.Step);
    }

    [Fact]
    public void MinimiseClipsAndLeavesOutTheDecayOfSomeParameters()
    {
        using var matrix = new Parameter("matrix", [2]);
        using var bias = new Parameter("bias", [1]);
        matrix.Values.Fill(1);
        bias.Values.Fill(1);
        using var sgd = new Sgd([matrix, bias], weightDecay: 0.5) { IsDecayed = parameter => parameter == matrix };
        var loss = (matrix.Tensor.Sum() * 3) + (bias.Tensor.Sum() * 4); // a gradient (3, 3, 4) of norm √34
        using var step = CompiledGraph.Compile([], sgd.Minimise(loss, clipNorm: Math.Sqrt(34) / 2));
        sgd.Step(step, learningRate: 0.1);
        Assert.All(matrix.Values.ToArray(), value => Assert.Equal(0.8, value, 1e-6)); // 1 − 0.1 · (3/2 + 0.5)
        Assert.Equal(0.8, bias.Values[0], 1e-6); // 1 − 0.1 · 4/2
    }

    [Fact]
    public void RefusesGradientsOfOtherParameters()
    {
        using var weights = new Parameter("weights", [3]);
        using var lion = new Lion([weights]);
        Assert.Contains(
            "2 gradients of 1 parameters",
            Assert.Throws<ArgumentException>(() => lion.Update([weights, weights])).Message
        );
    }

    [Fact]
    public void SeesThePlateausOfPyTorch()
    {
        var options = Plain with
        {
            LearningRate = 1,
            Schedule = LearningRateSchedule.Plateau,
            DropAfter = 3,
            DropFactor = 0.5,
        };
        double[] losses = Expected.Plateau.Losses;
        for (int epochs = 1; epochs <= losses.Length; epochs++)
        {
            EpochLoss[] trained =
            [
                .. losses.Take(epochs).Select((loss, i) => new EpochLoss(i + 1, loss) { Step = 10 * (i + 1) }),
            ];
            EpochLoss[] validation =
            [
                .. losses.Take(epochs).Select((loss, i) => new EpochLoss(i + 1, -i, loss) { Step = 10 * (i + 1) }),
            ];
            Assert.Equal(
                Expected.Plateau.Rates[epochs - 1],
                LearningRate.At(options, new TrainingPlan(options, 10), 10 * epochs, trained),
                12
            );
            Assert.Equal(
                Expected.Plateau.Rates[epochs - 1],
                LearningRate.At(options, new TrainingPlan(options, 10), 10 * epochs, validation),
                12
            );
        }
    }

    private sealed record Golden(Dictionary<string, string> Optimisers, Plateau Plateau);

    private sealed record Plateau(double[] Losses, double[] Rates);
}
